import { compare, type Price, text } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import { type AmendOutcome, lateMsOf, type StopChange } from '../ports/exchange.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Protection } from './protection-plan.ts'

export interface StopMoverParts {
  readonly lane: Lane
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
  readonly orders: OrderDesk
}

interface StopMoverDuties extends StopMoverParts {
  /** The exchange says that the market has passed what a stop was to be moved to. */
  readonly onPassed: (order: Order, triggerPrice: Price) => void
}

/** The stop is to stay as it is for now: the same may be asked again. */
const passing = ['WOULD_TRIGGER', 'RATE_LIMITED', 'MAINTENANCE']

/** A change that is on disk and of which the exchange has not said what became of it. */
interface Move {
  readonly change: StopChange
  /** Monotonic; until then the request may still reach the exchange. */
  lateUntil: number
  cancelTimer: () => void
}

/**
 * Moves stop orders where their exchange changes them in place, so that no moment is without one and no coins are
 * needed twice. What is asked is on disk before it is sent, and stays there until the exchange has said what the stop
 * is now: after a crash too. Stops with a limit price are not moved so: they protect only where there are no others,
 * and no exchange that changes stops in place lacks those.
 */
export class StopMover {
  readonly #parts: StopMoverDuties
  readonly #moves = new Map<string, Move>()
  /** Of orders that their exchange did not change. */
  readonly #refused = new Set<string>()

  constructor(parts: StopMoverDuties) {
    this.#parts = parts
  }

  /** Asks what became of changes that an earlier run has sent, or was about to. */
  resume(): void {
    const { store, books } = this.#parts
    for (const { clientOrderId, triggerPrice, quantity } of store.stopChanges.all()) {
      const order = books.orders.get(clientOrderId)?.order
      if (order === undefined) this.#forgetAsked(clientOrderId)
      else this.#ask(clientOrderId, this.#begin(order, { triggerPrice, quantity }))
    }
  }

  /** False when the order has to be cancelled and another placed. */
  move(order: Order, { type, triggerPrice, quantity }: Protection): boolean {
    const { books, lane, store } = this.#parts
    const { exchange } = books.account(order.accountId)
    const { clientOrderId: id, symbol } = order
    const isAble = type === 'stop-market' && order.type === type && exchange.capabilities(symbol).amendsStops
    if (!isAble || this.#refused.has(id)) return false
    if (this.#moves.has(id) || books.asking.has(id)) return true
    const change = { triggerPrice, quantity }
    this.#write(order, change)
    const move = this.#begin(order, change)
    store.whenFlushed((error) => lane.post(() => this.#onFlushed(order, move, error)))
    return true
  }

  #onFlushed(order: Order, move: Move, error: Error | null): void {
    const { books, lane } = this.#parts
    const { clientOrderId: id } = order
    if (this.#moves.get(id) !== move) return
    if (error !== null) {
      this.#end(id)
      throw error
    }
    const { exchange } = books.account(order.accountId)
    move.lateUntil = this.#lateUntil(order)
    const asked = async () => exchange.amend(order, move.change)
    const take = (outcome: AmendOutcome) => lane.post(() => this.#take(order, move, outcome))
    asked().then(take, (cause: unknown) => take({ kind: 'unknown', cause: String(cause) }))
  }

  /** Call when an order has ended. */
  forget(clientOrderId: string): void {
    this.#refused.delete(clientOrderId)
    if (this.#moves.has(clientOrderId)) this.#end(clientOrderId)
  }

  /** No more is asked; the next start asks for what is left. */
  end(): void {
    for (const { cancelTimer } of this.#moves.values()) cancelTimer()
    this.#moves.clear()
  }

  #write({ clientOrderId, botId, symbol }: Order, { triggerPrice, quantity }: StopChange): void {
    const { store, clock, journal } = this.#parts
    const facts = { symbol, trigger: text(triggerPrice), quantity: text(quantity) }
    store.note(() => {
      store.stopChanges.insert({ clientOrderId, triggerPrice, quantity, askedAt: clock.now() })
      journal.write('order.amend-asked', { botId, orderId: clientOrderId, facts })
    })
  }

  #begin(order: Order, change: StopChange): Move {
    const move: Move = { change, lateUntil: this.#lateUntil(order), cancelTimer: () => {} }
    this.#moves.set(order.clientOrderId, move)
    this.#parts.books.changing.add(order.clientOrderId)
    return move
  }

  #lateUntil(order: Order): number {
    const { books, clock } = this.#parts
    return clock.monotonic() + lateMsOf(books.account(order.accountId).exchange, order)
  }

  #end(clientOrderId: string): void {
    this.#moves.get(clientOrderId)?.cancelTimer()
    this.#moves.delete(clientOrderId)
    this.#parts.books.changing.delete(clientOrderId)
    this.#forgetAsked(clientOrderId)
  }

  #forgetAsked(clientOrderId: string): void {
    const { store } = this.#parts
    store.note(() => store.stopChanges.remove(clientOrderId))
  }

  #take(order: Order, move: Move, outcome: AmendOutcome): void {
    const { orders, journal, onPassed } = this.#parts
    const { clientOrderId: id, botId, symbol } = order
    if (this.#moves.get(id) !== move) return
    switch (outcome.kind) {
      case 'amended':
        orders.apply(id, { kind: 'amended', ...move.change })
        this.#end(id)
        break
      case 'refused':
        journal.write('order.amend-refused', {
          ...{ botId, orderId: id },
          facts: { symbol, code: outcome.rejection },
        })
        if (!passing.includes(outcome.rejection)) this.#refused.add(id)
        this.#end(id)
        if (outcome.rejection === 'WOULD_TRIGGER') onPassed(order, move.change.triggerPrice)
        break
      case 'not-open':
        this.#ask(id, move)
        break
      case 'unknown':
        journal.write('order.amend-unknown', { botId, orderId: id, facts: { symbol } })
        this.#ask(id, move)
        break
    }
  }

  /** Asks what the stop is now, and once more when nothing can be under way any longer. */
  #ask(id: string, move: Move): void {
    const { orders, lane } = this.#parts
    void orders.settle(id).then(() => lane.post(() => this.#onTold(id, move)))
  }

  #onTold(id: string, move: Move): void {
    const { books, clock, lane, journal } = this.#parts
    const order = books.orders.get(id)?.order
    if (this.#moves.get(id) !== move || order === undefined) return
    const isMade = isAs(order, move.change)
    const waitMs = move.lateUntil - clock.monotonic()
    if (!isMade && waitMs > 0) {
      move.cancelTimer = clock.after(waitMs, () => lane.post(() => this.#ask(id, move)))
      return
    }
    if (!isMade) {
      const { botId, symbol } = order
      journal.write('order.amend-not-made', { botId, orderId: id, facts: { symbol } })
    }
    this.#end(id)
  }
}

const isAs = ({ triggerPrice, quantity }: Order, change: StopChange): boolean =>
  triggerPrice !== null &&
  compare(triggerPrice, change.triggerPrice) === 0 &&
  compare(quantity, change.quantity) === 0
