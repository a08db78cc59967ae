import type { Market } from '../../../domain/market/market.ts'
import {
  addRatio,
  type Cash,
  ceilCashTo8,
  compare,
  compareCash,
  isOnStep,
  isZero,
  notional,
  type Price,
  type Quantity,
  quantity,
  ratio,
  scaleCash,
  text,
} from '../../../domain/money/decimal.ts'
import type { OrderRequest, RejectionCode } from '../../../domain/orders/order.ts'

export interface Refusal {
  readonly rejection: RejectionCode
  readonly message: string
}

/** The exchange's rules on an order before funds are looked at. */
export const checkRules = (order: OrderRequest, market: Market, expected: Price): Refusal | null => {
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
  const value = notional(order.limitPrice ?? expected, order.quantity, market.quote)
  if (compareCash(value, market.minNotional) < 0) {
    return {
      rejection: 'BELOW_MINIMUM',
      message: `value ${text(value.amount)} is below ${text(market.minNotional.amount)}`,
    }
  }
  return null
}

/** What an order holds back until it ends: quote with the highest fee for a buy, base for a sale. */
export const holdFor = (order: OrderRequest, market: Market, expected: Price, size: Quantity): Quantity => {
  if (order.side === 'sell') return size
  const at = order.limitPrice ?? expected
  const withFee = addRatio(ratio('1'), market.takerFee)
  return amountOf(ceilCashTo8(scaleCash(notional(at, size, market.quote), withFee)))
}

/** Cash that is not negative as a balance's quantity. */
export const amountOf = (value: Cash): Quantity => quantity(text(value.amount))
