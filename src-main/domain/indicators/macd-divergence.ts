import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { DivergingPeaks, type Peak } from './parts/diverging-peaks.ts'
import { RipePivots } from './parts/ripe-pivots.ts'
import { exponentialWeight, seedWeight } from './parts/seed-weight.ts'

export interface DivergenceValue {
  /** The last two pivot lows fall while the MACD line at them rises. */
  readonly bullish: boolean
  /** The last two pivot highs rise while the MACD line at them falls. */
  readonly bearish: boolean
}

const none = (): DivergenceValue => ({ bullish: false, bearish: false })

const noPeak = (): Peak => ({ price: Number.NaN, measure: Number.NaN })

/**
 * Regular divergence of the MACD line from the price (Appel, 1979, for the line; Elder, Trading for a Living, 1993,
 * for the reading). It compares the last two pivots of a side, no more than `reach` candles apart, and stands from
 * the candle that confirms the second until the next pivot of that side is confirmed or `reach` candles have passed.
 */
export class MacdDivergence implements Indicator<DivergenceValue> {
  /** From then on both pivots of a pair can have been seen, however far apart. Until then both are false. */
  readonly warmUpCandles: number = 0
  readonly value = none()
  readonly #peeked = none()
  readonly #fastPeriod: number = 0
  readonly #slowPeriod: number = 0
  #taken = 0
  #fastWeight = 1
  #slowWeight = 1
  #fast = 0
  #slow = 0
  readonly #pivots: RipePivots
  readonly #tops: DivergingPeaks
  readonly #bottoms: DivergingPeaks
  /** What the next candle confirms if it stays below it, and, with all signs turned, above. */
  readonly #top: Own<Peak> = noPeak()
  readonly #bottom: Own<Peak> = noPeak()
  /** The MACD line at each of the last candles, back to the one that may turn out to be a pivot. */
  readonly #lines: Float64Array
  #oldest = 0
  /** What the next candle reads if it confirms no pivot. */
  #bearishNext = false
  #bullishNext = false

  /** @param fast at most `slow` */
  constructor(fast = 12, slow = 26, left = 5, right = 5, reach = 60) {
    this.#fastPeriod = checkedPeriod('MACD divergence fast', fast)
    this.#slowPeriod = fast + checkedPeriod('MACD divergence slow less fast', slow - fast + 1) - 1
    const before = checkedPeriod('MACD divergence left', left)
    this.#pivots = new RipePivots(before, checkedPeriod('MACD divergence right', right))
    this.#tops = new DivergingPeaks(checkedPeriod('MACD divergence reach', reach))
    this.#bottoms = new DivergingPeaks(reach)
    this.#lines = new Float64Array(right).fill(Number.NaN)
    this.warmUpCandles = Math.max(slow, left + 1) + reach + right
  }

  commit(candle: ClosedCandle): void {
    const { high, low, close } = candle
    const lines = this.#lines
    const oldest = this.#oldest
    this.#read(candle, this.value)
    this.#taken += 1
    if (high < this.#top.price) this.#tops.take(this.#taken, this.#top)
    if (-low < this.#bottom.price) this.#bottoms.take(this.#taken, this.#bottom)
    this.#bearishNext = this.#tops.standsAt(this.#taken + 1)
    this.#bullishNext = this.#bottoms.standsAt(this.#taken + 1)
    const fast = this.#fast + (close - this.#fast) * this.#fastWeight
    const slow = this.#slow + (close - this.#slow) * this.#slowWeight
    this.#fast = fast
    this.#slow = slow
    lines[oldest] = this.#taken < this.#slowPeriod ? Number.NaN : fast - slow
    this.#oldest = oldest + 1 === lines.length ? 0 : oldest + 1
    if (this.#taken <= this.#slowPeriod) this.#warmUp()
    this.#pivots.take(candle)
    this.#ripen()
  }

  peek(forming: FormingCandle): DivergenceValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read({ high, low }: Candle, into: Own<DivergenceValue>): void {
    const candle = this.#taken + 1
    into.bearish = high < this.#top.price ? this.#tops.divergesAt(candle, this.#top) : this.#bearishNext
    into.bullish =
      -low < this.#bottom.price ? this.#bottoms.divergesAt(candle, this.#bottom) : this.#bullishNext
  }

  #ripen(): void {
    const line = this.#lines[this.#oldest] ?? 0
    this.#top.price = this.#pivots.high
    this.#top.measure = line
    this.#bottom.price = -this.#pivots.low
    this.#bottom.measure = -line
  }

  #warmUp(): void {
    this.#fastWeight = seedWeight(this.#taken, this.#fastPeriod, exponentialWeight(this.#fastPeriod))
    this.#slowWeight = seedWeight(this.#taken, this.#slowPeriod, exponentialWeight(this.#slowPeriod))
  }
}
