import type { ClosedCandle, FormingCandle } from '../market/candle.ts'

/**
 * A statistic of the candles so far that grows by one candle at a time. Candles come in order and are plausible;
 * a hole between two is not seen: to an indicator they follow each other.
 */
export interface Indicator<Value> {
  /** Closed candles that `value` needs; with fewer, numbers in it are NaN. */
  readonly warmUpCandles: number
  /** As of the last closed candle. Where it is an object it is always the same one: `commit` overwrites it. */
  readonly value: Value
  commit(candle: ClosedCandle): void
  /**
   * What `value` would be if the candle in progress closed as it is now, bit for bit; whatever is peeked,
   * later values stay the same. Where it is an object it is never `value`, but the next peek overwrites it.
   */
  peek(forming: FormingCandle): Value
}

export type Trend = 'bullish' | 'bearish' | 'neutral'

/** How an indicator itself sees a value that is read-only to others. */
export type Own<Value> = { -readonly [Field in keyof Value]: Value[Field] }

/** @throws RangeError unless the period is a whole number of candles, and not below the least */
export const checkedPeriod = (name: string, period: number, least = 1): number => {
  if (!(Number.isInteger(period) && period >= least)) throw new RangeError(`${name}: ${period}`)
  return period
}

/** @throws RangeError unless the factor is finite and above zero */
export const checkedFactor = (name: string, factor: number): number => {
  if (!(Number.isFinite(factor) && factor > 0)) throw new RangeError(`${name}: ${factor}`)
  return factor
}
