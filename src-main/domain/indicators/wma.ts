import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator } from './indicator.ts'

/**
 * Linearly weighted moving average: of the last `period` closes the oldest counts once, the newest `period` times. A
 * price. Sums are kept by blocks as in SlidingSum, the weighted beside the plain one: nothing is ever subtracted.
 */
export class Wma implements Indicator<number> {
  readonly warmUpCandles: number = 0
  readonly #weights = Number.NaN
  /** Closes of this block below `#at`; from there on, of the last block's ends: sum and weighted sum in turn. */
  readonly #ends: Float64Array
  #at = 0
  #begun = 0
  #begunWeighted = 0
  #value = Number.NaN

  constructor(period: number) {
    this.warmUpCandles = checkedPeriod('WMA period', period)
    this.#weights = (period * (period + 1)) / 2
    this.#ends = new Float64Array(2 * period + 2).fill(Number.NaN)
    this.#ends.fill(0, 2 * period)
  }

  get value(): number {
    return this.#value
  }

  commit(candle: ClosedCandle): void {
    const { close } = candle
    this.#value = this.#with(close)
    this.#ends[2 * this.#at] = close
    this.#begun += close
    this.#at += 1
    this.#begunWeighted += close * this.#at
    if (this.#at === this.warmUpCandles) this.#turn()
  }

  peek(forming: FormingCandle): number {
    return this.#with(forming.close)
  }

  #with(close: number): number {
    const begun = this.#at + 1
    const older = this.warmUpCandles - begun
    const weighted = this.#begunWeighted + close * begun + (this.#begun + close) * older
    return (weighted + (this.#ends[2 * begun + 1] ?? 0)) / this.#weights
  }

  /** One close before an end lifts the weight of each in it by one. */
  #turn(): void {
    const ends = this.#ends
    let sum = 0
    let weighted = 0
    for (let slot = 2 * this.warmUpCandles - 2; slot >= 0; slot -= 2) {
      sum += ends[slot] ?? 0
      weighted += sum
      ends[slot] = sum
      ends[slot + 1] = weighted
    }
    this.#at = 0
    this.#begun = 0
    this.#begunWeighted = 0
  }
}
