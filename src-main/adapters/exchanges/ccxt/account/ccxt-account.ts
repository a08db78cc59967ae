import { LRUCache } from 'lru-cache'
import type { Market } from '../../../../domain/market/market.ts'
import { noOrders, type OrderCapabilities } from '../../../../domain/orders/capabilities.ts'
import { checkOrder } from '../../../../domain/orders/check-order.ts'
import type { Fill, OrderRequest, RejectionCode } from '../../../../domain/orders/order.ts'
import type { Clock } from '../../../../engine/ports/clock.ts'
import type {
  AmendOutcome,
  Asked,
  Balance,
  Exchange,
  ExchangeEvent,
  ExchangeFill,
  ExchangeOrder,
  Lateness,
  OpenOrder,
  PreparedOrder,
  Span,
  StopChange,
  SubmitOutcome,
} from '../../../../engine/ports/exchange.ts'
import type { Log } from '../../../../engine/ports/log.ts'
import type { Priority } from '../request-budget.ts'
import type { ServerClock } from '../server-clock.ts'
import { AccountFeed } from './account-feed.ts'
import { AccountNames, type Listing } from './account-names.ts'
import { BalanceBook } from './balance-book.ts'
import { ExchangeRefusal } from './refusal.ts'
import { type SignedRequests, withRightTime } from './signed-requests.ts'
import type { SigningExchange } from './signing-exchange.ts'
import { amendOutcomeOf, outcomeOf } from './submit-outcome.ts'
import type { AccountWire, Ask, OrderKey } from './wire/account-wire.ts'

/** Ids of orders that were sent from here; the engine makes each only once. */
const idsRemembered = 10_000

interface CcxtAccountParts {
  readonly exchange: SigningExchange
  readonly name: string
  readonly wire: AccountWire
  readonly listings: readonly Listing[]
  readonly requests: SignedRequests
  readonly serverClock: ServerClock
  readonly clock: Clock
  readonly log: Log
  readonly describe: (error: unknown) => string
  /** Chance of back-off delays. */
  readonly seed: number
  readonly deadlineMs: number
  /** The exchange tells of what it granted within this time. */
  readonly echoMs: number
}

/** The trading side of one account at a real exchange, through ccxt. Open it with `openCcxtAccount`. */
export class CcxtAccount implements Exchange {
  readonly lateMs: Lateness
  readonly markets: readonly Market[]
  readonly #parts: CcxtAccountParts
  readonly #names: AccountNames
  readonly #feed: AccountFeed
  readonly #balances = new BalanceBook()
  readonly #used = new LRUCache<string, true>({ max: idsRemembered })

  constructor(parts: CcxtAccountParts) {
    const { listings, wire } = parts
    this.#parts = parts
    this.markets = listings.map(({ market }) => market)
    this.lateMs = wire.lateMs
    this.#names = new AccountNames(listings, wire.clientIds)
    this.#feed = new AccountFeed({
      ...parts,
      wires: wire.streams,
      names: this.#names,
      balances: this.#balances,
      askBalances: () => this.balances(),
    })
  }

  /** False while the account's own events are not heard. */
  get isHeard(): boolean {
    return this.#feed.isOpen
  }
  /** Exchange's clock less ours, ms; null before it could be measured. */
  get clockOffsetMs(): number | null {
    return this.#parts.serverClock.offsetMs
  }

  capabilities(symbol: string): OrderCapabilities {
    return this.#names.listing(symbol)?.capabilities ?? noOrders
  }

  submit(order: OrderRequest, replaced?: string): Promise<SubmitOutcome> {
    return this.prepare(order, replaced).send()
  }

  prepare(order: OrderRequest, replaced?: string): PreparedOrder {
    const gate = Promise.withResolvers<boolean>()
    const outcome = this.#submit(order, replaced, gate.promise)
    return {
      send: () => {
        gate.resolve(true)
        return outcome
      },
      drop: () => gate.resolve(false),
    }
  }

  async #submit(
    order: OrderRequest,
    replaced: string | undefined,
    mayGo: Promise<boolean>,
  ): Promise<SubmitOutcome> {
    const { clientOrderId, purpose, symbol } = order
    const rejected = (rejection: RejectionCode, message: string): SubmitOutcome => ({
      kind: 'rejected',
      rejection,
      message,
    })
    const listing = this.#names.listing(symbol)
    if (listing === undefined) return rejected('UNKNOWN_MARKET', `no market ${symbol}`)
    const refusal = checkOrder(order, listing.market, this.capabilities(symbol), null)
    if (refusal !== null) return { kind: 'rejected', ...refusal }
    const clientId = this.#names.clientId(clientOrderId)
    if (clientId === null) return rejected('OTHER', `${this.#parts.name} takes no id like ${clientOrderId}`)
    const place = this.#placing(replaced)
    if (place === null) return rejected('UNSUPPORTED', `${this.#parts.name} replaces no stops`)
    // Some exchanges take an id again once its order has ended.
    if (this.#used.has(clientOrderId)) return rejected('DUPLICATE_CLIENT_ID', `${clientOrderId} was used`)
    this.#used.set(clientOrderId, true)
    // These never stay open.
    const isBrief = order.type === 'market' || order.timeInForce !== 'GTC'
    const echo = this.#feed.expect(clientOrderId, isBrief ? 'ended' : 'known')
    try {
      const ask = this.#asking(purpose === 'entry' ? 'entry' : 'stop', mayGo)
      const exchangeOrderId = await place(ask, { ...order, clientId, marketId: listing.id })
      echo?.confirmed()
      return { kind: 'accepted', exchangeOrderId }
    } catch (error) {
      echo?.dropped()
      const outcome = outcomeOf(error, this.#parts.describe(error))
      if (outcome.kind === 'retry-later') this.#used.delete(clientOrderId)
      return outcome
    }
  }

  /** Null where no such request exists. */
  #placing(replaced: string | undefined): AccountWire['submit'] | null {
    const { wire } = this.#parts
    if (replaced === undefined) return wire.submit
    const { replace } = wire
    const clientId = this.#names.clientId(replaced)
    return replace === undefined || clientId === null ? null : (ask, order) => replace(ask, order, clientId)
  }

  async cancel(clientOrderId: string, symbol: string): Promise<Asked<'accepted' | 'not-open'>> {
    return this.#about(clientOrderId, symbol, 'not-open', async (key, marketId) => {
      const echo = this.#feed.expect(clientOrderId, 'ended')
      try {
        await this.#parts.wire.cancel(this.#asking('cancel'), key, marketId)
        echo?.confirmed()
        return 'accepted'
      } catch (error) {
        echo?.dropped()
        if (!(error instanceof ExchangeRefusal)) throw error
        if (error.meaning === 'NOT_OPEN' || error.meaning === 'NO_SUCH_ORDER') return 'not-open'
        if (error.meaning === 'BEING_CANCELLED') return 'accepted'
        throw error
      }
    })
  }

  async amend(order: OrderRequest, change: StopChange): Promise<AmendOutcome> {
    const { wire, name, describe } = this.#parts
    const refused = (rejection: RejectionCode, message: string): AmendOutcome => ({
      kind: 'refused',
      rejection,
      message,
    })
    const listing = this.#names.listing(order.symbol)
    if (listing === undefined) return refused('UNKNOWN_MARKET', `no market ${order.symbol}`)
    if (wire.amend === undefined || order.triggerPrice === null || order.limitPrice !== null)
      return refused('UNSUPPORTED', `${name} does not change such orders`)
    const wanted = { ...order, ...change }
    const refusal = checkOrder(wanted, listing.market, this.capabilities(order.symbol), null)
    if (refusal !== null) return { kind: 'refused', ...refusal }
    const clientId = this.#names.clientId(order.clientOrderId)
    if (clientId === null) return { kind: 'not-open' }
    try {
      await wire.amend(this.#asking('stop'), { ...wanted, clientId, marketId: listing.id })
      return { kind: 'amended' }
    } catch (error) {
      return amendOutcomeOf(error, describe(error))
    }
  }

  order(clientOrderId: string, symbol: string): Promise<Asked<ExchangeOrder | null>> {
    return this.#about(clientOrderId, symbol, null, async (key, marketId) => {
      const found = await this.#parts.wire.order(this.#asking('data'), key, marketId)
      if (found !== null) return this.#names.order(found)
      // The exchange itself says that the id is free: what was to have it may be sent again.
      this.#used.delete(clientOrderId)
      return null
    })
  }

  openOrders(): Promise<Asked<readonly OpenOrder[]>> {
    return this.#asked(async () => {
      const found = await this.#parts.wire.openOrders(this.#asking('data'))
      return [...found]
        .sort((a, b) => a.createdAt - b.createdAt || byId(a.exchangeOrderId, b.exchangeOrderId))
        .map((order) => this.#names.order(order))
    })
  }

  fills(clientOrderId: string, symbol: string): Promise<Asked<readonly Fill[]>> {
    return this.#about(clientOrderId, symbol, [], async (key, marketId) => {
      const ask = this.#asking('data')
      const order = await this.#parts.wire.order(ask, key, marketId)
      if (order === null) return []
      const found = await this.#parts.wire.fills(ask, order)
      const seenAt = this.#parts.clock.now()
      return found.map((fill) => this.#names.fill(fill, seenAt)).sort(byTime)
    })
  }

  recentFills(symbols: readonly string[], span: Span): Promise<Asked<readonly ExchangeFill[]>> {
    return this.#asked(async () => {
      const { wire, clock } = this.#parts
      const found: ExchangeFill[] = []
      for (const symbol of symbols) {
        const listing = this.#names.listing(symbol)
        // A pair that is gone has no new fills.
        if (listing === undefined) continue
        const fills = await wire.recentFills(this.#asking('data'), listing.id, span)
        const seenAt = clock.now()
        found.push(...fills.map((fill) => this.#names.accountFill(fill, seenAt)))
      }
      return found.sort(byTime)
    })
  }

  balances(): Promise<Asked<readonly Balance[]>> {
    return this.#asked(() => this.#balances.ask(() => this.#parts.wire.balances(this.#asking('data'))))
  }

  subscribe(listener: (event: ExchangeEvent) => void): () => void {
    return this.#feed.subscribe(listener)
  }

  /** Opens the stream anew, because something may have kept it from telling everything. */
  doubt(cause: string): void {
    this.#feed.doubt(cause)
  }

  /** Ends the connection and all timers; what is under way is answered as far as it still can be. */
  close(): void {
    this.#feed.close()
    this.#parts.serverClock.close()
  }

  #asking(priority: Priority, mayGo?: Promise<boolean>): Ask {
    return withRightTime(this.#parts.requests.asking(priority, mayGo), this.#parts.serverClock)
  }

  /** @param never the answer about an id that the exchange could not hold */
  async #about<T, N>(
    clientOrderId: string,
    symbol: string,
    never: N,
    question: (key: OrderKey, marketId: string) => Promise<T>,
  ): Promise<Asked<T | N>> {
    const listing = this.#names.listing(symbol)
    if (listing === undefined) return { kind: 'failed', cause: `no market ${symbol}` }
    const key = this.#names.orderKey(clientOrderId)
    if (key === null) return { kind: 'answered', value: never }
    return this.#asked(() => question(key, listing.id))
  }

  async #asked<T>(question: () => Promise<T>): Promise<Asked<T>> {
    try {
      return { kind: 'answered', value: await question() }
    } catch (error) {
      return { kind: 'failed', cause: this.#parts.describe(error) }
    }
  }
}

/** Of the same moment the one with the higher number came later. */
const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1)
const byTime = (a: Fill, b: Fill): number => a.marketTime - b.marketTime || byId(a.tradeId, b.tradeId)
