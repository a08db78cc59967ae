import { planStop, type Stop } from '../../domain/risk/stop.ts'
import { type Sentence, sentence } from '../../domain/sentence.ts'
import type { Exits } from '../bots/exits.ts'
import type { Journal } from '../journal.ts'
import type { Analysis, AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'

type StopTouched = Extract<AnalysisMessage, { kind: 'stop-touched' }>

interface StopDeskParts {
  readonly books: Books
  readonly store: Store
  readonly analysis: Analysis
  readonly clock: Clock
  readonly journal: Journal
  readonly exits: Exits
}

/** A sale that came to nothing is tried again no sooner. */
const retryMs = 1_000

/**
 * The stops of open positions. Market workers hold them against every trade; what they report is confirmed here, where
 * the position is, and acted on until the position is closed.
 */
export class StopDesk {
  readonly #parts: StopDeskParts
  readonly #stops = new Map<string, Stop>()
  readonly #watched = new Set<string>()
  /** Positions to be sold, and when that was last tried. */
  readonly #due = new Map<string, { readonly reason: Sentence; readonly triedAt: number }>()

  constructor(parts: StopDeskParts) {
    this.#parts = parts
  }

  /** Takes the stops of the positions that are open at the start. */
  load(): void {
    const { store, books } = this.#parts
    for (const stop of store.stops.all()) {
      if (books.positions.has(stop.positionId)) this.#stops.set(stop.positionId, stop)
      else store.stops.remove(stop.positionId)
    }
    for (const id of books.positions.keys()) this.onPosition(id)
  }

  of(positionId: string): Stop | undefined {
    return this.#stops.get(positionId)
  }

  /**
   * Plans the stop of an entry; call in the transaction of its intent, so that no entry is without it.
   * @returns what remembers it, once that has committed
   */
  plan(runtime: BotRuntime, positionId: string, price: number, strategyStop: number | null): () => void {
    const stop = planStop(positionId, price, strategyStop, runtime.bot.settings.limits)
    if (stop === null) return () => {}
    this.#parts.store.stops.save(stop)
    return () => {
      this.#stops.set(positionId, stop)
      if (this.#watched.has(positionId)) this.#watch(positionId, stop)
    }
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
    this.#stops.delete(id)
    this.#due.delete(id)
    if (this.#watched.delete(id)) analysis.endStop(id)
    store.stops.remove(id)
  }

  onMoved({ stop }: Extract<AnalysisMessage, { kind: 'stop-moved' }>): void {
    const known = this.#stops.get(stop.positionId)
    // What was planned anew meanwhile stands; and a stop never comes down.
    if (known === undefined || (known.stop ?? 0) > (stop.stop ?? 0) || known.peak >= stop.peak) return
    this.#stops.set(stop.positionId, stop)
    this.#parts.store.stops.save(stop)
  }

  onTouched({ positionId, touched, price }: StopTouched): void {
    const { books, journal } = this.#parts
    const position = books.positions.get(positionId)
    const stop = this.#stops.get(positionId)
    if (position === undefined || stop === undefined || this.#due.has(positionId)) return
    const level = (touched === 'stop' ? stop.stop : stop.takeProfit) ?? price
    const reason = sentence(touched === 'stop' ? 'order.stop-hit' : 'order.take-profit-hit', {
      price: String(price),
      level: String(Number(level.toPrecision(10))),
    })
    journal.write('position.stop-touched', {
      botId: position.botId,
      facts: { id: positionId, symbol: position.symbol, touched, price, level },
    })
    this.#due.set(positionId, { reason, triedAt: Number.NEGATIVE_INFINITY })
    this.onPrice()
  }

  /** Sells what is due; a sale that was refused or came to nothing is tried again at a later price. */
  onPrice(): void {
    if (this.#due.size === 0) return
    const { books, exits, clock } = this.#parts
    const now = clock.monotonic()
    for (const [id, { reason, triedAt }] of this.#due) {
      const position = books.positions.get(id)
      if (position === undefined) this.#due.delete(id)
      else if (now - triedAt >= retryMs) {
        this.#due.set(id, { reason, triedAt: now })
        const closed = exits.close(position, reason)
        // What the exchange would not take is no longer to be sold.
        if (!closed.ok && closed.error === 'DUST') this.#due.delete(id)
      }
    }
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
