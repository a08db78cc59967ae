import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator } from './indicator.ts'
import { RelativeStrength } from './parts/relative-strength.ts'

/**
 * Relative strength index (Wilder, New Concepts in Technical Trading Systems, 1978): gains as a share of gains and
 * losses, 0 to 100. Both are Wilder averages of the closes' changes, seeded with the mean of the first `period`
 * changes. A price that never moved reads 50, and one that stands still leaves the index where it is.
 */
export class Rsi implements Indicator<number> {
  readonly warmUpCandles: number = 0
  readonly #strength: RelativeStrength

  constructor(period = 14) {
    this.warmUpCandles = checkedPeriod('RSI period', period) + 1
    this.#strength = new RelativeStrength(period)
  }

  get value(): number {
    return this.#strength.value
  }

  commit(candle: ClosedCandle): void {
    this.#strength.with(candle, true)
  }

  peek(forming: FormingCandle): number {
    return this.#strength.with(forming, false)
  }
}
