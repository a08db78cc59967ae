import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator } from './indicator.ts'
import { SlidingSum } from './parts/sliding-sum.ts'

/** Simple moving average: the mean of the last `period` closes. A price. */
export class Sma implements Indicator<number> {
  readonly warmUpCandles: number = 0
  /** Of the closes but the newest. */
  readonly #sum: SlidingSum
  #value = Number.NaN

  constructor(period: number) {
    this.warmUpCandles = checkedPeriod('SMA period', period)
    this.#sum = new SlidingSum(period - 1)
  }

  get value(): number {
    return this.#value
  }

  commit(candle: ClosedCandle): void {
    this.#value = (this.#sum.value + candle.close) / this.warmUpCandles
    this.#sum.take(candle.close)
  }

  peek(forming: FormingCandle): number {
    return (this.#sum.value + forming.close) / this.warmUpCandles
  }
}
