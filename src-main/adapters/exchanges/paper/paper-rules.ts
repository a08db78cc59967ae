import type { Market } from '../../../domain/market/market.ts'
import {
  addRatio,
  type Cash,
  ceilCashTo8,
  notional,
  type Price,
  type Quantity,
  quantity,
  ratio,
  scaleCash,
  text,
} from '../../../domain/money/decimal.ts'
import type { OrderRequest } from '../../../domain/orders/order.ts'

/** What an order holds back until it ends: quote with the highest fee for a buy, base for a sale. */
export const holdFor = (
  order: Pick<OrderRequest, 'side' | 'limitPrice'>,
  market: Market,
  expected: Price,
  size: Quantity,
): Quantity => {
  if (order.side === 'sell') return size
  const at = order.limitPrice ?? expected
  const withFee = addRatio(ratio('1'), market.takerFee)
  return amountOf(ceilCashTo8(scaleCash(notional(at, size, market.quote), withFee)))
}

/** Cash that is not negative as a balance's quantity. */
export const amountOf = (value: Cash): Quantity => quantity(text(value.amount))
