import type { Market } from '../market/market.ts'
import {
  addQuantity,
  compare,
  compareCash,
  floorAffordable,
  notional,
  type Price,
  type Quantity,
} from '../money/decimal.ts'

/** The least that the exchange takes, in whole steps. */
export const smallestOrder = ({ minNotional, amountStep, minAmount }: Market, price: Price): Quantity => {
  const below = floorAffordable(minNotional, price, amountStep)
  const isEnough = compareCash(notional(price, below, minNotional.currency), minNotional) >= 0
  const byValue = isEnough ? below : addQuantity(below, amountStep)
  return compare(byValue, minAmount) < 0 ? minAmount : byValue
}
