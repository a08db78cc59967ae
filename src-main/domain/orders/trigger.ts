import { compare, type Price } from '../money/decimal.ts'
import type { OrderRequest, OrderType } from './order.ts'

export const isTakeProfit = (type: OrderType): boolean => type.startsWith('take-profit')

/** Which way the price must come to the trigger of an order that waits: a stop sells a fall and buys a rise. */
export const triggersWhen = ({ type, side }: Pick<OrderRequest, 'type' | 'side'>): 'rises' | 'falls' =>
  (side === 'buy') === isTakeProfit(type) ? 'falls' : 'rises'

/** True when a trade at this price triggers the order, also one that jumped over the trigger. */
export const fires = (
  order: Pick<OrderRequest, 'type' | 'side'>,
  trigger: Price,
  tradedAt: Price,
): boolean =>
  triggersWhen(order) === 'rises' ? compare(tradedAt, trigger) >= 0 : compare(tradedAt, trigger) <= 0
