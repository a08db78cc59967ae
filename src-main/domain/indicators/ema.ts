import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator } from './indicator.ts'
import { exponentialWeight, seedWeight } from './parts/seed-weight.ts'

/**
 * Exponential moving average of the close: e + (close − e) · 2 / (period + 1), seeded with the simple average of
 * the first `period` closes (the usual seed: StockCharts, Stock.Indicators). A price.
 */
export class Ema implements Indicator<number> {
  readonly period: number = 0
  readonly warmUpCandles: number = 0
  #taken = 0
  #weight = 1
  #average = 0

  constructor(period: number) {
    this.period = checkedPeriod('EMA period', period)
    this.warmUpCandles = period
  }

  get value(): number {
    return this.#taken < this.period ? Number.NaN : this.#average
  }

  commit(candle: ClosedCandle): void {
    this.#average = this.#average + (candle.close - this.#average) * this.#weight
    if (this.#taken < this.period) this.#warmUp()
  }

  peek(forming: FormingCandle): number {
    if (this.#taken + 1 < this.period) return Number.NaN
    return this.#average + (forming.close - this.#average) * this.#weight
  }

  #warmUp(): void {
    this.#taken += 1
    this.#weight = seedWeight(this.#taken, this.period, exponentialWeight(this.period))
  }
}
