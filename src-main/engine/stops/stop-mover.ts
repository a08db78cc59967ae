import type { Order } from '../../domain/orders/order.ts'
import type { Lane } from '../lane.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { AmendOutcome, StopChange } from '../ports/exchange.ts'
import type { Books } from '../state/books.ts'
import type { Protection } from './protection-plan.ts'

interface StopMoverParts {
  readonly lane: Lane
  readonly books: Books
  readonly orders: OrderDesk
}

/** The stop is to stay as it is for now: the same may be asked again. */
const passing = ['WOULD_TRIGGER', 'RATE_LIMITED', 'MAINTENANCE']

/**
 * Moves stop orders where their exchange changes them in place, so that no moment is without one and no coins are
 * needed twice. What became of a change without an answer is asked for, and so is a stop that waits no more.
 */
export class StopMover {
  readonly #parts: StopMoverParts
  readonly #moving = new Set<string>()
  /** Of orders that their exchange did not change. */
  readonly #refused = new Set<string>()

  constructor(parts: StopMoverParts) {
    this.#parts = parts
  }

  /** False when the order has to be cancelled and another placed. */
  move(order: Order, { type, triggerPrice, quantity }: Protection): boolean {
    const { books, lane } = this.#parts
    const { exchange } = books.account(order.accountId)
    const { clientOrderId: id, symbol } = order
    const isAble = type === 'stop-market' && order.type === type && exchange.capabilities(symbol).amendsStops
    if (!isAble || this.#refused.has(id)) return false
    if (this.#moving.has(id) || books.asking.has(id)) return true
    this.#moving.add(id)
    const change = { triggerPrice, quantity }
    const asked = async () => exchange.amend(order, change)
    const take = (outcome: AmendOutcome) => lane.post(() => this.#take(order, change, outcome))
    asked().then(take, (error: unknown) => take({ kind: 'unknown', cause: String(error) }))
    return true
  }

  /** Call when an order has ended. */
  forget(clientOrderId: string): void {
    this.#refused.delete(clientOrderId)
  }

  #take({ clientOrderId: id }: Order, change: StopChange, outcome: AmendOutcome): void {
    const { orders } = this.#parts
    this.#moving.delete(id)
    switch (outcome.kind) {
      case 'amended':
        orders.apply(id, { kind: 'amended', ...change })
        break
      case 'refused':
        if (!passing.includes(outcome.rejection)) this.#refused.add(id)
        break
      case 'not-open':
      case 'unknown':
        orders.settle(id)
        break
    }
  }
}
