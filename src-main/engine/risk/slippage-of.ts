import { toNumber } from '../../domain/money/decimal.ts'
import type { BookedFill } from '../ports/store.ts'

/** Share by which a fill was worse than was expected of its order, which allows for a usual slippage already; below 0: better. */
export const slippageOf = ({ order, fill }: BookedFill): number => {
  const share = toNumber(fill.price) / toNumber(order.expected)
  return order.side === 'buy' ? share - 1 : 1 - share
}
