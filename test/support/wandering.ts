import type { ClosedCandle } from '../../src-main/domain/market/candle.ts'
import { seededRandom } from '../../src-main/domain/random.ts'
import { closedCandle, day } from './candles.ts'

const minute = 60_000

interface Walk {
  readonly count: number
  readonly seed: number
  /** Largest step of the close, as a share of the price. */
  readonly step?: number
  /** Share of the price that is added with every candle. */
  readonly drift?: number
}

/** Minute candles of a price that wanders, with calm and wild times and volume to match. */
export const wanderingCandles = ({ count, seed, step = 0.004, drift = 0 }: Walk): readonly ClosedCandle[] => {
  const random = seededRandom(seed)
  let close = 100
  return Array.from({ length: count }, (_, index) => {
    const open = close
    const wild = 0.3 + Math.abs(Math.sin(index / 90)) * 1.4
    close = open * (1 + drift + step * wild * (2 * random() - 1))
    const reach = open * step * random()
    return closedCandle(day + index * minute, {
      open,
      close,
      high: Math.max(open, close) + reach,
      low: Math.min(open, close) - reach * random(),
      volume: wild * (1 + 9 * random()),
    })
  })
}

/** The same market upside down: every rise is a fall of the same size. */
export const reflected = (candles: readonly ClosedCandle[], around: number): readonly ClosedCandle[] =>
  candles.map((candle) => ({
    ...candle,
    open: 2 * around - candle.open,
    close: 2 * around - candle.close,
    high: 2 * around - candle.low,
    low: 2 * around - candle.high,
  }))
