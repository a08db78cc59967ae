import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator } from './indicator.ts'
import { seedWeight, wilderWeight } from './parts/seed-weight.ts'
import { trueRangeOf } from './true-range.ts'

/**
 * Average true range (Wilder, New Concepts in Technical Trading Systems, 1978): Wilder's average of the true
 * range, seeded with the mean of the first `period`, of which the first is that of the second candle. A
 * difference of prices.
 */
export class AverageTrueRange implements Indicator<number> {
  readonly warmUpCandles: number = 0
  readonly #period: number = 0
  /** True ranges so far; the first candle has none. */
  #taken = -1
  #weight = 1
  #close = Number.NaN
  #average = 0

  constructor(period = 14) {
    this.#period = checkedPeriod('ATR period', period)
    this.warmUpCandles = period + 1
  }

  get value(): number {
    return this.#taken < this.#period ? Number.NaN : this.#average
  }

  commit(candle: ClosedCandle): void {
    const average = this.#with(candle)
    this.#close = candle.close
    if (this.#taken >= 0) this.#average = average
    if (this.#taken < this.#period) this.#warmUp()
  }

  peek(forming: FormingCandle): number {
    return this.#taken + 1 < this.#period ? Number.NaN : this.#with(forming)
  }

  #with(candle: Candle): number {
    return this.#average + (trueRangeOf(candle, this.#close) - this.#average) * this.#weight
  }

  #warmUp(): void {
    this.#taken += 1
    this.#weight = seedWeight(this.#taken, this.#period, wilderWeight(this.#period))
  }
}
