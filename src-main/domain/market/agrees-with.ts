import type { ClosedCandle } from './candle.ts'
import type { CandleOfTrades } from './trade-candles.ts'

const prices = ['open', 'high', 'low', 'close'] as const

export type Agreement =
  | { readonly kind: 'equal' }
  | { readonly kind: 'different'; readonly in: readonly ((typeof prices)[number] | 'volume')[] }
  /** Not all trades of the candle were heard. */
  | { readonly kind: 'cannot-tell' }

/** An exchange adds decimals, we add floats. */
const volumeTolerance = 1e-9

const isSameVolume = (one: number, other: number): boolean =>
  Math.abs(one - other) <= volumeTolerance * Math.max(one, other)

/**
 * Whether the exchange's own candle is what its trades add up to: prices exactly, volume to 1e-9 of itself.
 * @throws RangeError when the two are not of the same time
 */
export const agreesWith = (kline: ClosedCandle, fromTrades: CandleOfTrades): Agreement => {
  if (kline.openTime !== fromTrades.openTime) {
    throw new RangeError(`candles of ${kline.openTime} and ${fromTrades.openTime} cannot be compared`)
  }
  if (!fromTrades.whole) return { kind: 'cannot-tell' }
  const different = [
    ...prices.filter((price) => kline[price] !== fromTrades[price]),
    ...(isSameVolume(kline.volume, fromTrades.volume) ? [] : (['volume'] as const)),
  ]
  return different.length === 0 ? { kind: 'equal' } : { kind: 'different', in: different }
}
