import type { Mode, Order } from '../../domain/orders/order.ts'
import type { BreakerName } from '../../domain/risk/breaker.ts'
import { EventWindow } from '../../domain/risk/event-window.ts'
import { RecentPrices } from '../../domain/risk/recent-prices.ts'
import type { Quote } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { BookedFill } from '../ports/store.ts'
import type { Books, VenueState } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import { ofPair } from '../state/scopes.ts'
import type { BreakerDesk } from './breaker-desk.ts'
import type { LimitDesk } from './limit-desk.ts'
import type { LossWatch } from './loss-watch.ts'
import { slippageOf } from './slippage-of.ts'

interface RiskWatchParts {
  readonly books: Books
  readonly roster: Roster
  readonly clock: Clock
  readonly limits: LimitDesk
  readonly breakers: BreakerDesk
  readonly losses: LossWatch
}

const errorWindowMs = 5 * 60_000
const modes: readonly Mode[] = ['paper', 'live']

/** Seconds without a price from a market place that should tell some. */
const silenceOf = ({ state, lastTickAt }: Pick<VenueState, 'state' | 'lastTickAt'>, now: number): number =>
  state === 'live' || lastTickAt === null ? 0 : (now - lastTickAt) / 1000

/** Measures all that trips a breaker, as it happens. */
export class RiskWatch {
  readonly #parts: RiskWatchParts
  readonly #prices = new Map<string, RecentPrices>()
  readonly #rejected = new Map<string, EventWindow>()
  readonly #errors = new Map<string, EventWindow>()
  #lastLagMs = 0
  /** Orders whose missing answer was counted. */
  readonly #unknown = new Set<string>()

  constructor(parts: RiskWatchParts) {
    this.#parts = parts
  }

  onQuote(venueId: string, { symbol, last, time }: Quote): void {
    const { breakers, losses } = this.#parts
    const pair = ofPair(venueId, symbol)
    const recent = this.#prices.get(pair) ?? new RecentPrices()
    this.#prices.set(pair, recent)
    const deviation = recent.take(last, time)
    const name: BreakerName = { scope: 'pair', id: `${venueId} ${symbol}`, rule: 'price-deviation' }
    const limit = this.#tightest((mode) => mode.priceDeviation)
    if (deviation !== null && deviation > limit)
      breakers.trip(name, { value: deviation.toFixed(6), limit: String(limit), unit: 'ratio' })
    else if (deviation !== null) breakers.recover(name)
    losses.onPrice(venueId, symbol)
  }

  onBooked(booked: BookedFill): void {
    const { order } = booked
    const { books, roster, breakers, losses } = this.#parts
    const runtime = roster.get(order.botId)
    this.#slipped(order, slippageOf(booked))
    if (order.purpose === 'entry') {
      const account = { scope: 'account', id: order.accountId } as const
      breakers.good({ ...account, rule: 'rejected-orders' }, order.positionId)
      breakers.good({ ...account, rule: 'exchange-errors' }, order.positionId)
    }
    const quote = books.market(books.venueOf(order.accountId), order.symbol)?.quote
    if (quote !== undefined) losses.checkAccount(order.accountId, quote)
    if (runtime === undefined) return
    losses.checkBot(runtime)
    if (order.side === 'sell' && !books.positions.has(order.positionId))
      losses.onClosed(runtime, order.positionId)
  }

  /** An order is no longer under way. */
  onEnded(order: Order): void {
    const { breakers, limits, clock } = this.#parts
    this.#unknown.delete(order.clientOrderId)
    const { accountId } = order
    if (order.facts.rejection !== null) {
      const window = this.#rejected.get(accountId) ?? new EventWindow(errorWindowMs)
      this.#rejected.set(accountId, window)
      const value = window.add(clock.now())
      const limit = limits.account(accountId).rejectedOrders
      const name: BreakerName = { scope: 'account', id: accountId, rule: 'rejected-orders' }
      if (value >= limit || breakers.of(name).state === 'half-open')
        breakers.trip(name, { value: String(value), limit: String(limit), unit: 'count' })
    }
    if (order.purpose === 'entry' && order.tradeIds.length === 0) breakers.onNothingBought(order)
  }

  /** An exchange gave no answer about an order. */
  onUnknown({ clientOrderId, accountId }: Order): void {
    const { breakers, limits, clock } = this.#parts
    if (this.#unknown.has(clientOrderId)) return
    this.#unknown.add(clientOrderId)
    const window = this.#errors.get(accountId) ?? new EventWindow(errorWindowMs)
    this.#errors.set(accountId, window)
    const value = window.add(clock.now())
    const limit = limits.account(accountId).exchangeErrors
    const name: BreakerName = { scope: 'account', id: accountId, rule: 'exchange-errors' }
    if (value >= limit || breakers.of(name).state === 'half-open')
      breakers.trip(name, { value: String(value), limit: String(limit), unit: 'count' })
  }

  /** @param lateMs by how much the engine was late to notice the time */
  onTime(lateMs: number): void {
    const { books, breakers, clock } = this.#parts
    this.#lastLagMs = Math.max(0, lateMs)
    const lag = this.#tightest((mode) => mode.loopLagSeconds)
    if (lateMs > lag * 1000) {
      const measured = { value: (lateMs / 1000).toFixed(1), limit: String(lag), unit: 'seconds' } as const
      breakers.trip({ scope: 'engine', id: 'engine', rule: 'loop-lag' }, measured)
    }
    const staleAfter = this.#tightest((mode) => mode.staleSeconds)
    for (const [id, { state, lastTickAt }] of books.venues) {
      const name: BreakerName = { scope: 'venue', id, rule: 'stale-data' }
      const silent = silenceOf({ state, lastTickAt }, clock.now())
      if (silent > staleAfter) {
        const value = String(Math.round(silent))
        breakers.trip(name, { value, limit: String(staleAfter), unit: 'seconds' })
      } else if (state === 'live') breakers.recover(name)
    }
    breakers.onTime()
  }

  /** Orders of the account that its exchange has refused within the time that counts. */
  rejectedLately(accountId: string): number {
    return this.#rejected.get(accountId)?.count(this.#parts.clock.now()) ?? 0
  }
  /** Orders of the account that its exchange gave no answer about. */
  errorsLately(accountId: string): number {
    return this.#errors.get(accountId)?.count(this.#parts.clock.now()) ?? 0
  }
  /** Seconds for which the market place that is silent longest has told no price. */
  longestSilence(): number {
    const { books, clock } = this.#parts
    return Math.round(
      Math.max(0, ...[...books.venues.values()].map((venue) => silenceOf(venue, clock.now()))),
    )
  }
  /** Of the pairs that are listened to: how far the one that is furthest astray is from its last minutes. */
  largestDeviation(): number {
    const { venues } = this.#parts.books
    const deviations = [...venues].flatMap(([id, { pairs }]) =>
      [...pairs.keys()].map((symbol) => this.#prices.get(ofPair(id, symbol))?.deviation ?? 0),
    )
    return deviations.reduce((most, each) => Math.max(most, each), 0)
  }
  /** Seconds by which the engine was late when it last looked. */
  get lastLag(): number {
    return this.#lastLagMs / 1000
  }

  /** What was counted for a breaker that the user resets is counted anew. */
  rebase(name: BreakerName): void {
    if (name.rule === 'rejected-orders') this.#rejected.delete(name.id)
    if (name.rule === 'exchange-errors') this.#errors.delete(name.id)
    this.#parts.losses.rebase(name)
  }

  #slipped(order: Order, slippage: number): void {
    const { roster, limits, breakers } = this.#parts
    const runtime = roster.get(order.botId)
    if (runtime === undefined) return
    const limit = limits.bot(runtime).maxSlippage
    const name: BreakerName = { scope: 'bot', id: order.botId, rule: 'slippage' }
    if (slippage > limit)
      breakers.trip(name, { value: slippage.toFixed(6), limit: String(limit), unit: 'ratio' })
    else if (order.purpose === 'entry') breakers.good(name, order.positionId)
  }

  /** One feed and one thread serve all modes: what is too much for one is for all. */
  #tightest(of: (limits: ReturnType<LimitDesk['mode']>) => number): number {
    return Math.min(...modes.map((mode) => of(this.#parts.limits.mode(mode))))
  }
}
