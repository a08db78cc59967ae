import type { Market } from '../market/market.ts'
import {
  compare,
  compareCash,
  floorQuantityToStep,
  isZero,
  notional,
  type Price,
  type Quantity,
} from '../money/decimal.ts'

/** What of a holding an exchange takes as one sale, in whole steps; null when it is below the exchange's minimum. */
export const sellableOf = (market: Market, held: Quantity, at: Price): Quantity | null => {
  const size = floorQuantityToStep(held, market.amountStep)
  const tooSmall =
    isZero(size) ||
    compare(size, market.minAmount) < 0 ||
    compareCash(notional(at, size, market.quote), market.minNotional) < 0
  return tooSmall ? null : size
}
