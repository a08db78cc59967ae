import { price, quantity } from '../../../src-main/domain/money/decimal.ts'
import { type OrderCapabilities, plainSpot } from '../../../src-main/domain/orders/capabilities.ts'
import type { Fill, OrderRequest } from '../../../src-main/domain/orders/order.ts'
import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import {
  type AmendOutcome,
  type Asked,
  type Balance,
  type Exchange,
  type ExchangeEvent,
  type ExchangeFill,
  type ExchangeOrder,
  type OpenOrder,
  type Span,
  type StopChange,
  type SubmitOutcome,
  usualLateMs,
} from '../../../src-main/engine/ports/exchange.ts'
import { unitsText } from '../exchange-simulator/units.ts'
import { signatureHoldsMs } from './entry-watch.ts'
import { queryFate, retryLater, submitFate } from './fates.ts'
import { FaultyStream } from './faulty-stream.ts'
import { pairs } from './pairs.ts'
import type { Choices } from './random-choices.ts'
import type { VenueAnswer, VenueDeed, VenueNews } from './venue-books.ts'
import { amended, amending, fatedAmend, listed, placing, toldFill, toldNews } from './venue-words.ts'
import type { World } from './world.ts'

interface FaultyExchangeParts {
  readonly world: World
  /** Of the life that uses it: nothing runs once that has ended. */
  readonly clock: Clock
  readonly choices: Choices
}

/** Longest that a restarting or lagging exchange does not list what it has. */
const lagMs = 2_500

const answered = <T>(value: T): Asked<T> => ({ kind: 'answered', value })

type Reply<T> = (answer: T, afterMs: number) => void

/** The Exchange port over the venue's books, with everything in between that can go wrong. */
export class FaultyExchange implements Exchange {
  readonly lateMs = usualLateMs
  readonly prepare?: NonNullable<Exchange['prepare']>
  readonly markets = pairs
  readonly #parts: FaultyExchangeParts
  readonly #stream: FaultyStream

  constructor(parts: FaultyExchangeParts) {
    this.#parts = parts
    const { weather, watch } = parts.world
    this.#stream = new FaultyStream({ ...parts, weather, watch, balances: () => this.#balances() })
    if (parts.world.schedule.rules.preparesOrders)
      this.prepare = (order, replaced) => ({ send: () => this.submit(order, replaced), drop: () => {} })
  }

  capabilities(): OrderCapabilities {
    const stops = ['stop-market', 'stop-limit', 'take-profit-market', 'take-profit-limit'] as const
    const { hasStops, amendsStops, replacesStops } = this.#parts.world.schedule.rules
    const types = [...plainSpot.types, ...stops]
    return hasStops ? { ...plainSpot, types, amendsStops, replacesStops } : plainSpot
  }

  submit(order: OrderRequest, replaced?: string): Promise<SubmitOutcome> {
    const { watch } = this.#parts.world
    watch.onSubmit(order)
    return this.#asking<SubmitOutcome>(
      (reply) => this.#send(order, replaced ?? null, reply),
      (outcome) => {
        if (outcome.kind === 'unknown') watch.onUnknown(order.clientOrderId)
      },
    )
  }

  amend({ clientOrderId }: OrderRequest, change: StopChange): Promise<AmendOutcome> {
    return this.#asking<AmendOutcome>(
      (reply) => this.#sendChange(clientOrderId, change, reply),
      () => {},
    )
  }

  cancel(clientOrderId: string): Promise<Asked<'accepted' | 'not-open'>> {
    return this.#query(() => {
      const open = this.#parts.world.books.newest(clientOrderId)?.status === 'open'
      if (open) this.#do({ kind: 'cancel', at: this.#parts.world.time, clientId: clientOrderId })
      return open ? 'accepted' : 'not-open'
    })
  }

  order(clientOrderId: string): Promise<Asked<ExchangeOrder | null>> {
    const { watch, books } = this.#parts.world
    const find = () => {
      const found = books.newest(clientOrderId)
      return found === undefined || this.#isUnlisted(found.placedAt) ? null : listed(found)
    }
    return this.#query(find, (answer) => {
      if (answer.kind === 'failed') return
      if (answer.value === null) watch.onDenied(clientOrderId)
      else watch.onWord(clientOrderId)
    })
  }

  openOrders(): Promise<Asked<readonly OpenOrder[]>> {
    const { books, watch } = this.#parts.world
    const find = () =>
      books.orders
        .filter(({ status, placedAt }) => status === 'open' && !this.#isUnlisted(placedAt))
        .map((order) => ({
          ...listed(order),
          limitPrice: order.limit === null ? null : price(unitsText(order.limit)),
        }))
    return this.#query(find, (answer) => {
      if (answer.kind === 'answered')
        for (const { clientOrderId } of answer.value) watch.onWord(clientOrderId)
    })
  }

  fills(clientOrderId: string): Promise<Asked<readonly Fill[]>> {
    const { books } = this.#parts.world
    return this.#query(() => {
      const order = books.newest(clientOrderId)
      const found = order?.fills.filter(({ time }) => !this.#isUnlisted(time)) ?? []
      return found.map((fill) => toldFill(clientOrderId, fill, this.#parts.clock.now()))
    })
  }

  recentFills(symbols: readonly string[], { from }: Span): Promise<Asked<readonly ExchangeFill[]>> {
    const { books, watch } = this.#parts.world
    const find = () =>
      books.orders
        .filter(({ symbol }) => symbols.includes(symbol))
        .flatMap((order) =>
          order.fills
            .filter(({ time }) => time >= from && !this.#isUnlisted(time))
            .map((fill) => ({
              ...toldFill(order.clientId, fill, this.#parts.clock.now()),
              exchangeOrderId: order.id,
              symbol: order.symbol,
              side: order.side,
            })),
        )
        .sort((one, other) => one.marketTime - other.marketTime)
    return this.#query(find, (answer) => {
      if (answer.kind === 'answered')
        for (const { clientOrderId } of answer.value) watch.onWord(clientOrderId)
    })
  }

  balances(): Promise<Asked<readonly Balance[]>> {
    const { watch } = this.#parts.world
    return this.#query(
      () => this.#balances(),
      (answer) => {
        if (answer.kind === 'answered') watch.allow('balances were not asked for')
      },
    )
  }

  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    return this.#stream.subscribe(listener)
  }

  /** What the exchange did by itself, as when a price reached orders. */
  tell(news: readonly VenueNews[]): void {
    for (const each of news) this.#stream.tell(toldNews(each, this.#parts.clock.now()))
    if (news.length > 0) this.#stream.tell({ kind: 'balances', balances: this.#balances() })
  }

  #do(deed: VenueDeed): VenueAnswer {
    const answer = this.#parts.world.do(deed)
    this.tell(answer.news)
    return answer
  }

  #send(order: OrderRequest, replaced: string | null, reply: Reply<SubmitOutcome>): void {
    const { choices, world } = this.#parts
    const way = this.#latency()
    const fate = submitFate(world.weather, choices, way)
    if (fate === null) {
      this.#arrive(order, replaced, way, (answer) => reply(this.#outcome(order, answer), this.#latency()))
      return
    }
    if (fate.arrivesAfterMs !== null) this.#arrive(order, replaced, fate.arrivesAfterMs, () => {})
    reply(fate.outcome, fate.answeredAfterMs)
  }

  #sendChange(clientOrderId: string, change: StopChange, reply: Reply<AmendOutcome>): void {
    const { choices, world, clock } = this.#parts
    const way = this.#latency()
    const fate = submitFate(world.weather, choices, way)
    const arrive = () => amended(this.#do(amending(clientOrderId, change, world.time)).refusal)
    if (fate === null) clock.after(way, () => reply(arrive(), this.#latency()))
    else {
      if (fate.arrivesAfterMs !== null) clock.after(fate.arrivesAfterMs, arrive)
      reply(fatedAmend(fate), fate.answeredAfterMs)
    }
  }

  #arrive(
    order: OrderRequest,
    replaced: string | null,
    afterMs: number,
    then: (answer: VenueAnswer) => void,
  ): void {
    const { clock, world } = this.#parts
    const sentAt = world.time
    world.sent(placing(order, sentAt, replaced))
    clock.after(afterMs, () => {
      if (world.time - sentAt <= signatureHoldsMs) {
        then(this.#do(placing(order, world.time, replaced)))
        return
      }
      world.lost(order.clientOrderId)
      then({ refusal: 'TOO_OLD', news: [] })
    })
  }

  #outcome({ clientOrderId }: OrderRequest, { refusal, news }: VenueAnswer): SubmitOutcome {
    if (refusal === 'DUPLICATE_CLIENT_ID') return { kind: 'unknown', cause: 'the id is known' }
    if (refusal === 'TOO_OLD' || refusal === 'NOT_WAITING') return retryLater(null, 'outside of the window')
    if (refusal === 'NOT_REPLACED') return { kind: 'rejected', rejection: 'OTHER', message: refusal }
    if (refusal !== null) return { kind: 'rejected', rejection: refusal, message: refusal }
    const accepted = news.find(({ kind }) => kind === 'accepted')
    const exchangeOrderId = accepted?.order.id ?? clientOrderId
    this.#stream.expect(clientOrderId)
    return { kind: 'accepted', exchangeOrderId }
  }

  #query<T>(find: () => T, heard: (answer: Asked<T>) => void = () => {}): Promise<Asked<T>> {
    const { clock, world } = this.#parts
    return this.#asking<Asked<T>>((reply) => {
      const way = this.#latency()
      const fate = queryFate(world.weather, way)
      if (fate === null) clock.after(way, () => reply(answered(find()), this.#latency()))
      else reply({ kind: 'failed', cause: fate.cause }, fate.answeredAfterMs)
    }, heard)
  }

  /** @param heard called the moment before whoever asked hears the answer */
  #asking<T>(ask: (reply: Reply<T>) => void, heard: (answer: T) => void): Promise<T> {
    return new Promise((resolve) => {
      ask((answer, afterMs) => {
        this.#parts.clock.after(afterMs, () => {
          heard(answer)
          resolve(answer)
        })
      })
    })
  }

  #latency(): number {
    const { choices, world } = this.#parts
    return world.weather.is('slow') ? choices.whole(500, 3_000) : choices.whole(1, 80)
  }

  #isUnlisted(since: number): boolean {
    const { weather, time } = this.#parts.world
    return weather.is('listing-lags') && time - since < lagMs
  }

  #balances(): readonly Balance[] {
    const { books } = this.#parts.world
    return [...books.balances].map(([asset, total]) => ({
      asset,
      total: quantity(unitsText(total)),
      free: quantity(unitsText(total - books.held(asset))),
    }))
  }
}
