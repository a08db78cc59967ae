import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator } from './indicator.ts'
import { SlidingSum } from './parts/sliding-sum.ts'

/** Simple moving average of the volume: the mean of the last `period` candles, in units of base. */
export class VolumeAverage implements Indicator<number> {
  readonly warmUpCandles: number = 0
  /** Of the volumes but the newest. */
  readonly #sum: SlidingSum
  #value = Number.NaN

  constructor(period = 20) {
    this.warmUpCandles = checkedPeriod('volume average period', period)
    this.#sum = new SlidingSum(period - 1)
  }

  get value(): number {
    return this.#value
  }

  commit(candle: ClosedCandle): void {
    this.#value = (this.#sum.value + candle.volume) / this.warmUpCandles
    this.#sum.take(candle.volume)
  }

  peek(forming: FormingCandle): number {
    return (this.#sum.value + forming.volume) / this.warmUpCandles
  }
}
