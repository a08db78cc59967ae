import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import type { Indicator } from './indicator.ts'

/** From the previous close or the low, whichever is lower, to the previous close or the high. */
export const trueRangeOf = ({ high, low }: Candle, previousClose: number): number =>
  (high >= previousClose ? high : previousClose) - (low <= previousClose ? low : previousClose)

/**
 * True range (Wilder, New Concepts in Technical Trading Systems, 1978): the candle's range with the gap from the
 * previous close. A difference of prices; not defined for the first candle, which has no previous close.
 */
export class TrueRange implements Indicator<number> {
  readonly warmUpCandles = 2
  #close = Number.NaN
  #value = Number.NaN

  get value(): number {
    return this.#value
  }

  commit(candle: ClosedCandle): void {
    this.#value = trueRangeOf(candle, this.#close)
    this.#close = candle.close
  }

  peek(forming: FormingCandle): number {
    return trueRangeOf(forming, this.#close)
  }
}
