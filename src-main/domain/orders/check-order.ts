import type { Market } from '../market/market.ts'
import { compare, compareCash, isOnStep, isZero, notional, type Price, text } from '../money/decimal.ts'
import type { OrderRequest, RejectionCode } from './order.ts'

interface Refusal {
  readonly rejection: RejectionCode
  readonly message: string
}

/**
 * The market's rules on an order, before funds are looked at; null when it keeps them.
 * @param expected what a unit may cost when the order names no price; null when nobody knows: its value is not checked
 */
export const checkOrder = (order: OrderRequest, market: Market, expected: Price | null): Refusal | null => {
  if (!isOnStep(order.quantity, market.amountStep)) {
    return {
      rejection: 'BAD_STEP',
      message: `quantity ${order.quantity} is not a multiple of ${market.amountStep}`,
    }
  }
  if (order.limitPrice !== null && !isOnStep(order.limitPrice, market.priceStep)) {
    return {
      rejection: 'BAD_STEP',
      message: `price ${order.limitPrice} is not a multiple of ${market.priceStep}`,
    }
  }
  if (isZero(order.quantity) || compare(order.quantity, market.minAmount) < 0) {
    return { rejection: 'BELOW_MINIMUM', message: `quantity ${order.quantity} is below ${market.minAmount}` }
  }
  const at = order.limitPrice ?? expected
  if (at === null) return null
  const value = notional(at, order.quantity, market.quote)
  if (compareCash(value, market.minNotional) < 0) {
    return {
      rejection: 'BELOW_MINIMUM',
      message: `value ${text(value.amount)} is below ${text(market.minNotional.amount)}`,
    }
  }
  return null
}
