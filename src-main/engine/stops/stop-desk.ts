import {
  compare,
  floorQuantityFromNumber,
  meanPrice,
  type Price,
  type Quantity,
  subtractQuantity,
  sumCash,
  text,
  toNumber,
} from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { breakEvenOf, type PlannedEntry, planStop } from '../../domain/risk/plan-stop.ts'
import { furthest, type Stop } from '../../domain/risk/stop.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { Exits } from '../bots/exits.ts'
import type { Journal } from '../journal.ts'
import type { Analysis, AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import { exitSentence } from './exit-sentence.ts'

type StopTouched = Extract<AnalysisMessage, { kind: 'stop-touched' }>

interface StopDeskParts {
  readonly books: Books
  readonly store: Store
  readonly analysis: Analysis
  readonly clock: Clock
  readonly journal: Journal
  readonly exits: Exits
  /** Stops wait to be written with those that moved with them: asks for `writeMoved` as a later turn. */
  readonly onMoved: () => void
}

/** A sale that came to nothing is tried again no sooner. */
const retryMs = 1_000

/** What is to be sold of a position. */
interface Due {
  readonly reason: Sentence
  /** Only what the stop says may not be kept any more. */
  readonly isPart: boolean
  /** What its exchange says that the market is below: no price may have been heard here. */
  readonly passed: Price | undefined
  readonly triedAt: number
}

/**
 * The stops of open positions. Market workers hold them against every trade; what they report is confirmed here, where
 * the position is, and acted on until it is sold.
 */
export class StopDesk {
  readonly #parts: StopDeskParts
  readonly #stops = new Map<string, Stop>()
  readonly #watched = new Set<string>()
  readonly #due = new Map<string, Due>()
  readonly #moved = new Set<string>()

  constructor(parts: StopDeskParts) {
    this.#parts = parts
  }

  /** Takes the stops of the positions that are open at the start, or that an order under way may have opened. */
  load(): void {
    const { store, books } = this.#parts
    const expected = new Set(store.orders.pending().map(({ positionId }) => positionId))
    for (const stop of store.stops.all()) {
      const { positionId } = stop
      if (!books.positions.has(positionId) && !expected.has(positionId)) store.stops.remove(positionId)
      else {
        this.#know(stop)
        // A target that was reached, and the app ended before its part was sold.
        if (stop.keep < 1) this.#want(stop, 'target', stop.peak)
      }
    }
    for (const id of books.positions.keys()) this.onPosition(id)
  }

  of(positionId: string): Stop | undefined {
    return this.#stops.get(positionId)
  }

  /**
   * Plans the stop of an entry, or of a position that is opened without one; call in the transaction of its intent, so
   * that none is without it.
   * @returns what remembers it, once that has committed
   */
  plan(
    runtime: BotRuntime,
    { accountId, symbol }: Pick<Order, 'accountId' | 'symbol'>,
    entry: Omit<PlannedEntry, 'soldBefore' | 'feeRate'>,
  ): () => void {
    const { books, store } = this.#parts
    const { limits } = runtime.bot.settings
    const market = books.market(books.venueOf(accountId), symbol)
    // One that was closed is about to be opened anew.
    const position = books.positions.get(entry.positionId) ?? store.positions.byId(entry.positionId)
    const before = position?.sold.quantity
    const soldBefore = before === undefined ? 0 : toNumber(before)
    const feeRate = market === undefined ? 0 : toNumber(market.takerFee)
    const stop = planStop({ ...entry, soldBefore, feeRate }, limits)
    if (stop === null) return () => {}
    store.stops.save(stop)
    return () => this.#replace(stop)
  }

  /** Call when a position was opened, changed or closed. */
  onPosition(id: string): void {
    const { books, store, analysis } = this.#parts
    const stop = this.#stops.get(id)
    if (stop === undefined) return
    if (books.positions.has(id)) {
      if (!this.#watched.has(id)) this.#watch(id, stop)
      return
    }
    this.#due.delete(id)
    this.#moved.delete(id)
    if (this.#watched.delete(id)) analysis.endStop(id)
    // What an entry still under way buys opens the position anew, and needs its stop then.
    if (this.#isBeingEntered(id)) return
    this.#stops.delete(id)
    books.setStop(id, null)
    store.note(() => store.stops.remove(id))
  }

  #isBeingEntered(positionId: string): boolean {
    const { orders } = this.#parts.books
    return [...orders.values()].some(
      ({ order }) => order.purpose === 'entry' && order.positionId === positionId,
    )
  }

  onFill({ purpose, positionId }: Order): void {
    if (purpose === 'entry') this.onPaid(positionId)
  }

  /** What a position really cost is known: its stop breaks even there. */
  onPaid(positionId: string): void {
    const { books, store } = this.#parts
    const stop = this.#stops.get(positionId)
    const position = books.positions.get(positionId)
    if (stop === undefined || position === undefined) return
    if (stop.breakEvenFrom === null && !stop.expiresLosing) return
    const feeRate = books.market(books.venueOf(position.accountId), position.symbol)?.takerFee
    if (feeRate === undefined) return
    const paid = sumCash(position.quote, [position.cost, position.openFees])
    const breakEvenAt = breakEvenOf(toNumber(meanPrice(paid, position.quantity)), toNumber(feeRate))
    const settled = { ...stop, breakEvenAt }
    store.note(() => store.stops.save(settled))
    this.#replace(settled)
  }

  onMoved({ stop }: Extract<AnalysisMessage, { kind: 'stop-moved' }>): void {
    const known = this.#stops.get(stop.positionId)
    // What was planned anew meanwhile stands.
    if (known === undefined || known.plannedAt !== stop.plannedAt) return
    this.#know(furthest(known, stop))
    this.#moved.add(stop.positionId)
    if (this.#moved.size === 1) this.#parts.onMoved()
  }

  /** Notes where stops have moved to, all at once: what is lost of it is a step that the price made before. */
  writeMoved(): void {
    const { store } = this.#parts
    if (this.#moved.size === 0) return
    const moved = [...this.#moved].flatMap((id) => this.#stops.get(id) ?? [])
    this.#moved.clear()
    store.note(() => {
      for (const stop of moved) store.stops.save(stop)
    })
  }

  onTouched({ positionId, touched, price }: StopTouched): void {
    const { books, journal } = this.#parts
    const position = books.positions.get(positionId)
    const stop = this.#stops.get(positionId)
    const due = this.#due.get(positionId)
    if (position === undefined || stop === undefined || due?.isPart === false) return
    this.#want(stop, touched, price)
    // Written once the sale is under way.
    this.onPrice()
    journal.write('position.stop-touched', {
      botId: position.botId,
      facts: { id: positionId, symbol: position.symbol, touched, price, level: stop.stop ?? price },
    })
  }

  /**
   * The exchange refuses a stop order since the market stands at or below its trigger: whatever was heard here, the
   * stop is touched. Had the order waited there it would have sold.
   */
  onPassed({ clientOrderId, positionId }: Order, passed: Price): void {
    const { books, journal } = this.#parts
    const position = books.positions.get(positionId)
    const stop = this.#stops.get(positionId)
    if (position === undefined || stop === undefined) return
    if (this.#due.get(positionId)?.isPart !== false) {
      const { botId, symbol } = position
      const facts = { id: positionId, symbol, touched: stop.rule, price: text(passed) }
      journal.write('position.stop-touched', { botId, orderId: clientOrderId, facts })
      this.#want(stop, stop.rule, toNumber(passed), passed)
    }
    this.onPrice()
  }

  /** Sells what is due; a sale that was refused or came to nothing is tried again at a later price. */
  onPrice(): void {
    if (this.#due.size === 0) return
    const { books, exits, clock } = this.#parts
    const now = clock.monotonic()
    for (const [id, due] of this.#due) {
      const position = books.positions.get(id)
      const part = position === undefined ? null : this.#partOf(position, due)
      if (position === undefined || part === null) this.#due.delete(id)
      else if (now - due.triedAt >= retryMs) {
        const closed = exits.close(position, due.reason, part, due.passed)
        if (closed.ok) this.#due.set(id, { ...due, triedAt: now })
        // What the exchange would not take is no longer to be sold.
        else if (closed.error === 'DUST') this.#due.delete(id)
      }
    }
  }

  #want(stop: Stop, touched: StopTouched['touched'], price: number, passed?: Price): void {
    const isPart = touched === 'target'
    const reason = exitSentence(stop, touched, price)
    this.#due.set(stop.positionId, { reason, isPart, passed, triedAt: Number.NEGATIVE_INFINITY })
  }

  /** How much of it is to be sold; null when that is nothing, or no longer. */
  #partOf(position: Position, { isPart }: Due): Quantity | null {
    if (!isPart) return position.quantity
    const { books } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const market = books.market(venueId, position.symbol)
    const stop = this.#stops.get(position.id)
    if (market === undefined || stop === undefined) return null
    const bought = toNumber(position.bought.quantity) - stop.soldBefore
    const kept = floorQuantityFromNumber(bought * stop.keep, market.amountStep)
    return compare(position.quantity, kept) > 0 ? subtractQuantity(position.quantity, kept) : null
  }

  #replace(stop: Stop): void {
    this.#know(stop)
    if (this.#watched.has(stop.positionId)) this.#watch(stop.positionId, stop)
  }

  /** What all positions together may lose depends on it. */
  #know(stop: Stop): void {
    this.#stops.set(stop.positionId, stop)
    this.#parts.books.setStop(stop.positionId, stop.stop)
  }

  #watch(id: string, stop: Stop): void {
    const { books, analysis } = this.#parts
    const position = books.positions.get(id)
    if (position === undefined) return
    const { venueId } = books.account(position.accountId).book.account
    this.#watched.add(id)
    analysis.watchStop(venueId, position.symbol, stop)
  }
}
