import type { Order } from '../../domain/orders/order.ts'
import { stateOf } from '../../domain/orders/order.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Exchange } from '../ports/exchange.ts'
import { isAsKnown, manyOrders, otherThanListed } from '../reconciliation/listed-orders.ts'
import type { Books } from '../state/books.ts'
import type { OrderDesk } from './order-desk.ts'

interface OrderPollsParts {
  readonly lane: Lane
  readonly books: Books
  readonly clock: Clock
  readonly orders: OrderDesk
}

/** Between two looks, at the least. */
const leastPauseMs = 2_000
/** For each order that is open at the exchange: a fifth of what an account may ask there, and most often far less. */
const pausePerOrderMs = 1_000

/** One account that is looked at again and again. */
interface Poll {
  endPause: () => void
}

/**
 * Looks after the open orders of accounts whose exchange tells nothing by itself: a fill of an entry needs its stop
 * within seconds. What has changed is settled as every other doubt, so that nothing is booked twice.
 */
export class OrderPolls {
  readonly #parts: OrderPollsParts
  readonly #polls = new Map<string, Poll>()

  constructor(parts: OrderPollsParts) {
    this.#parts = parts
  }

  begin(accountId: string): void {
    if (this.#polls.has(accountId)) return
    const poll: Poll = { endPause: () => {} }
    this.#polls.set(accountId, poll)
    this.#pause(accountId, poll)
  }

  end(accountId: string): void {
    this.#polls.get(accountId)?.endPause()
    this.#polls.delete(accountId)
  }

  #pause(accountId: string, poll: Poll): void {
    const { clock, lane } = this.#parts
    poll.endPause = clock.after(this.#pauseMs(), () => lane.post(() => this.#look(accountId, poll)))
  }

  /** All polls together: accounts of one exchange share what may be asked there, and mostly lose their streams together. */
  #pauseMs(): number {
    const asked = [...this.#polls.keys()].reduce(
      (sum, id) => sum + Math.min(this.#open(id).length, manyOrders),
      0,
    )
    return Math.max(leastPauseMs, pausePerOrderMs * asked)
  }

  #look(accountId: string, poll: Poll): void {
    const { books, lane, orders } = this.#parts
    const goOn = (changed: readonly Order[]) =>
      lane.post(() => {
        if (this.#polls.get(accountId) !== poll) return
        this.#pause(accountId, poll)
        for (const { clientOrderId } of changed) orders.settle(clientOrderId)
      })
    const exchange = books.accounts.get(accountId)?.exchange
    const asked = exchange === undefined ? Promise.resolve([]) : changedOf(exchange, this.#open(accountId))
    asked.then(goOn, () => goOn([]))
  }

  /** One that is on its way, or is being asked about, is seen to already. */
  #open(accountId: string): readonly Order[] {
    const { books } = this.#parts
    return [...books.orders.values()]
      .map(({ order }) => order)
      .filter((order) => order.accountId === accountId && stateOf(order) !== 'submitting')
      .filter(({ clientOrderId }) => !books.asking.has(clientOrderId))
  }
}

/** The orders of which the exchange says something else than we know. A question that fails says nothing. */
const changedOf = async (exchange: Exchange, orders: readonly Order[]): Promise<readonly Order[]> => {
  if (orders.length >= manyOrders) {
    const listed = await exchange.openOrders()
    return listed.kind === 'failed' ? [] : otherThanListed(orders, listed.value)
  }
  const told = await Promise.all(
    orders.map(async (order) => {
      const answer = await exchange.order(order.clientOrderId, order.symbol)
      return { order, isAsKnown: answer.kind === 'failed' || isAsKnown(order, answer.value) }
    }),
  )
  return told.flatMap(({ order, isAsKnown }) => (isAsKnown ? [] : [order]))
}
