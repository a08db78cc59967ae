import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { SlidingRange } from './parts/sliding-range.ts'

/** What the newest candle confirms: a price each, NaN where it confirms none. */
export interface PivotsValue {
  readonly high: number
  readonly low: number
}

const none = (): PivotsValue => ({ high: Number.NaN, low: Number.NaN })

/**
 * Pivots (swing points; Williams' fractals are those of 2 and 2): a high that no high of the `left` candles before
 * exceeds and none of the `right` candles after reaches; a low likewise. So it is known `right` candles later, and
 * of equal highs in a row the last one counts.
 */
export class Pivots implements Indicator<PivotsValue> {
  /** The first that can confirm one. */
  readonly warmUpCandles: number = 0
  readonly value = none()
  readonly #peeked = none()
  /** Of all candles around a pivot but the newest. */
  readonly #around: SlidingRange
  /** High and low of the last ones, from that which the next candle may confirm to the newest, in a ring. */
  readonly #past: Float64Array
  #oldest = 0
  #ripeHigh = Number.NaN
  #ripeLow = Number.NaN

  constructor(left = 5, right = 5) {
    const around = checkedPeriod('pivots left', left) + checkedPeriod('pivots right', right)
    this.warmUpCandles = around + 1
    this.#around = new SlidingRange(around)
    this.#past = new Float64Array(2 * right).fill(Number.NaN)
  }

  /** The high that the next candle confirms if it stays below it; NaN for none. */
  get ripeHigh(): number {
    return this.#ripeHigh
  }

  /** The low that the next candle confirms if it stays above it; NaN for none. */
  get ripeLow(): number {
    return this.#ripeLow
  }

  commit(candle: ClosedCandle): void {
    const past = this.#past
    this.#read(candle, this.value)
    this.#around.take(candle)
    past[this.#oldest] = candle.high
    past[this.#oldest + 1] = candle.low
    this.#oldest = this.#oldest + 2 === past.length ? 0 : this.#oldest + 2
    const high = past[this.#oldest] ?? 0
    const low = past[this.#oldest + 1] ?? 0
    this.#ripeHigh = high === this.#around.highest && this.#isNewest(0) ? high : Number.NaN
    this.#ripeLow = low === this.#around.lowest && this.#isNewest(1) ? low : Number.NaN
  }

  peek(forming: FormingCandle): PivotsValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read({ high, low }: Candle, into: Own<PivotsValue>): void {
    into.high = high < this.#ripeHigh ? this.#ripeHigh : Number.NaN
    into.low = low > this.#ripeLow ? this.#ripeLow : Number.NaN
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
