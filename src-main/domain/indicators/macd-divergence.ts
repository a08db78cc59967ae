import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { DivergingPeaks } from './parts/diverging-peaks.ts'
import { exponentialWeight, seedWeight } from './parts/seed-weight.ts'
import { Pivots, type PivotsValue } from './pivots.ts'

export interface DivergenceValue {
  /** The last two pivot lows fall while the MACD line at them rises. */
  readonly bullish: boolean
  /** The last two pivot highs rise while the MACD line at them falls. */
  readonly bearish: boolean
}

const none = (): DivergenceValue => ({ bullish: false, bearish: false })

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
  readonly #pivots: Pivots
  readonly #tops: DivergingPeaks
  readonly #bottoms: DivergingPeaks
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
    this.#pivots = new Pivots(left, right)
    this.#tops = new DivergingPeaks(checkedPeriod('MACD divergence reach', reach))
    this.#bottoms = new DivergingPeaks(reach)
    this.#lines = new Float64Array(right).fill(Number.NaN)
    this.warmUpCandles = Math.max(slow, left + 1) + reach + right
  }

  commit(candle: ClosedCandle): void {
    const { close } = candle
    const lines = this.#lines
    const oldest = this.#oldest
    this.#pivots.commit(candle)
    this.#read(this.#pivots.value, this.value)
    this.#taken += 1
    if (this.#confirms(this.#pivots.value)) this.#take(this.#pivots.value)
    this.#bearishNext = this.#tops.standsAt(this.#taken + 1)
    this.#bullishNext = this.#bottoms.standsAt(this.#taken + 1)
    const fast = this.#fast + (close - this.#fast) * this.#fastWeight
    const slow = this.#slow + (close - this.#slow) * this.#slowWeight
    this.#fast = fast
    this.#slow = slow
    lines[oldest] = this.#taken < this.#slowPeriod ? Number.NaN : fast - slow
    this.#oldest = oldest + 1 === lines.length ? 0 : oldest + 1
    if (this.#taken <= this.#slowPeriod) this.#warmUp()
  }

  peek(forming: FormingCandle): DivergenceValue {
    this.#read(this.#pivots.peek(forming), this.#peeked)
    return this.#peeked
  }

  #confirms({ high, low }: PivotsValue): boolean {
    return !(Number.isNaN(high) && Number.isNaN(low))
  }

  #read(pivots: PivotsValue, into: Own<DivergenceValue>): void {
    into.bearish = this.#bearishNext
    into.bullish = this.#bullishNext
    if (this.#confirms(pivots)) this.#compare(pivots, into)
  }

  #compare({ high, low }: PivotsValue, into: Own<DivergenceValue>): void {
    const candle = this.#taken + 1
    const line = this.#lines[this.#oldest] ?? 0
    if (!Number.isNaN(high)) into.bearish = this.#tops.divergesAt(candle, high, line)
    if (!Number.isNaN(low)) into.bullish = this.#bottoms.divergesAt(candle, -low, -line)
  }

  #take({ high, low }: PivotsValue): void {
    const line = this.#lines[this.#oldest] ?? 0
    if (!Number.isNaN(high)) this.#tops.take(this.#taken, high, line)
    if (!Number.isNaN(low)) this.#bottoms.take(this.#taken, -low, -line)
  }

  #warmUp(): void {
    this.#fastWeight = seedWeight(this.#taken, this.#fastPeriod, exponentialWeight(this.#fastPeriod))
    this.#slowWeight = seedWeight(this.#taken, this.#slowPeriod, exponentialWeight(this.#slowPeriod))
  }
}
