import { compare } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Asked, Exchange, ExchangeOrder, OpenOrder } from '../ports/exchange.ts'

/** From so many on, one list costs an exchange's rate budget less than a question for each. */
export const manyOrders = 10

/** A stop that waits as we have it; one that has triggered may not tell for what any more. */
const waitsAlike = (ours: Order, { triggerPrice, quantity }: ExchangeOrder): boolean =>
  ours.triggerPrice === null ||
  triggerPrice === null ||
  (compare(ours.triggerPrice, triggerPrice) === 0 && compare(ours.quantity, quantity) === 0)

/** Whether it is open there, filled just as far and waiting for the same as we know. */
export const isAsKnown = (ours: Order, theirs: ExchangeOrder | null | undefined): boolean =>
  theirs?.status === 'open' &&
  ours.facts.acknowledged &&
  compare(theirs.filled, ours.filled) === 0 &&
  waitsAlike(ours, theirs)

/** The orders that are not in this list of open ones as we know them. */
export const otherThanListed = (orders: readonly Order[], open: readonly OpenOrder[]): readonly Order[] => {
  const listed = new Map(open.map((order) => [order.clientOrderId, order]))
  return orders.filter((order) => !isAsKnown(order, listed.get(order.clientOrderId)))
}

/**
 * The orders that the exchange has to be asked about one by one: of many, all but those that it lists as open, filled
 * just as far and waiting for the same as we know.
 * @param within gives an answer up after a while, with null
 */
export const notAsListed = async (
  exchange: Exchange,
  orders: readonly Order[],
  within: (work: Promise<Asked<readonly OpenOrder[]>>) => Promise<Asked<readonly OpenOrder[]> | null>,
): Promise<readonly Order[]> => {
  if (orders.length < manyOrders) return orders
  const failed = (error: unknown) => ({ kind: 'failed', cause: String(error) }) as const
  const answer = await within(exchange.openOrders().catch(failed))
  return answer === null || answer.kind === 'failed' ? orders : otherThanListed(orders, answer.value)
}
