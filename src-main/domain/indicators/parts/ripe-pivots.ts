import { type HighLow, SlidingRange } from './sliding-range.ts'

/** High and low that the next candle confirms as pivots, see Pivots, if it does not reach them. */
export class RipePivots {
  /** Of all candles around a pivot but the newest. */
  readonly #around: SlidingRange
  /** High and low of the last ones, from that which the next candle may confirm to the newest, in a ring. */
  readonly #past: Float64Array
  #oldest = 0
  #high = Number.NaN
  #low = Number.NaN

  constructor(left: number, right: number) {
    this.#around = new SlidingRange(left + right)
    this.#past = new Float64Array(2 * right).fill(Number.NaN)
  }

  /** NaN for none. */
  get high(): number {
    return this.#high
  }

  /** NaN for none. */
  get low(): number {
    return this.#low
  }

  take(candle: HighLow): void {
    const past = this.#past
    this.#around.take(candle)
    past[this.#oldest] = candle.high
    past[this.#oldest + 1] = candle.low
    this.#oldest = this.#oldest + 2 === past.length ? 0 : this.#oldest + 2
    const high = past[this.#oldest] ?? 0
    const low = past[this.#oldest + 1] ?? 0
    this.#high = high === this.#around.highest && this.#isNewest(0) ? high : Number.NaN
    this.#low = low === this.#around.lowest && this.#isNewest(1) ? low : Number.NaN
  }

  /** Whether no candle after the oldest one has the same: asked of few, those that nothing around exceeds. */
  #isNewest(side: 0 | 1): boolean {
    const past = this.#past
    const price = past[this.#oldest + side] ?? 0
    for (let place = side; place < past.length; place += 2) {
      if (past[place] === price && place !== this.#oldest + side) return false
    }
    return true
  }
}
