import { compare } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Asked, Exchange, OpenOrder } from '../ports/exchange.ts'

/** From so many on, one list costs an exchange's rate budget less than a question for each. */
const many = 10

/** A stop that waits as we have it; one that has triggered may not tell for what any more. */
const waitsAlike = (ours: Order, { triggerPrice, quantity }: OpenOrder): boolean =>
  ours.triggerPrice === null ||
  triggerPrice === null ||
  (compare(ours.triggerPrice, triggerPrice) === 0 && compare(ours.quantity, quantity) === 0)

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
  if (orders.length < many) return orders
  const failed = (error: unknown) => ({ kind: 'failed', cause: String(error) }) as const
  const answer = await within(exchange.openOrders().catch(failed))
  if (answer === null || answer.kind === 'failed') return orders
  const listed = new Map(answer.value.map((order) => [order.clientOrderId, order]))
  return orders.filter((order) => {
    const theirs = listed.get(order.clientOrderId)
    if (theirs === undefined || !order.facts.acknowledged) return true
    return compare(theirs.filled, order.filled) !== 0 || !waitsAlike(order, theirs)
  })
}
