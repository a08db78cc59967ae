import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own, type Trend } from './indicator.ts'
import { SlidingRange } from './parts/sliding-range.ts'

/** All but the trend are prices. */
export interface IchimokuValue {
  readonly conversion: number
  readonly base: number
  /** The cloud over this candle: found `displacement` candles ago. */
  readonly spanA: number
  readonly spanB: number
  /** The cloud that is found now, to be drawn `displacement` candles ahead. */
  readonly leadingSpanA: number
  readonly leadingSpanB: number
  /** This close, to be drawn `displacement` candles back. */
  readonly lagging: number
  /**
   * Bullish when the close is above the cloud, the conversion line above the base line, and the lagging line above
   * the close where it is drawn; bearish when each is below.
   */
  readonly trend: Trend
}

const undefinedYet = (): IchimokuValue => ({
  conversion: Number.NaN,
  base: Number.NaN,
  spanA: Number.NaN,
  spanB: Number.NaN,
  leadingSpanA: Number.NaN,
  leadingSpanB: Number.NaN,
  lagging: Number.NaN,
  trend: 'neutral',
})

/**
 * Ichimoku Kinko Hyo (Hosoda, 1969): lines halfway between the highest high and the lowest low of 9, 26 and 52
 * candles; the cloud between the spans is drawn 26 candles ahead, the lagging line 26 back.
 */
export class Ichimoku implements Indicator<IchimokuValue> {
  readonly warmUpCandles: number = 0
  readonly value = undefinedYet()
  readonly #peeked = undefinedYet()
  /** Of all candles of each period but the newest. */
  readonly #conversionRange: SlidingRange
  readonly #baseRange: SlidingRange
  readonly #spanBRange: SlidingRange
  readonly #displacement: number = 0
  /** Both leading spans and the close of each of the last `displacement` candles. */
  readonly #past: Float64Array
  /** Where the oldest of them stands. */
  #oldest = 0

  constructor(conversion = 9, base = 26, spanB = 52, displacement = 26) {
    this.#conversionRange = new SlidingRange(checkedPeriod('Ichimoku conversion', conversion, 2) - 1)
    this.#baseRange = new SlidingRange(checkedPeriod('Ichimoku base', base, 2) - 1)
    this.#spanBRange = new SlidingRange(checkedPeriod('Ichimoku spanB', spanB, 2) - 1)
    this.#displacement = checkedPeriod('Ichimoku displacement', displacement)
    this.#past = new Float64Array(3 * displacement).fill(Number.NaN)
    this.warmUpCandles = Math.max(conversion, base, spanB) + displacement
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, this.value)
    this.#conversionRange.take(candle)
    this.#baseRange.take(candle)
    this.#spanBRange.take(candle)
    this.#past[this.#oldest] = this.value.leadingSpanA
    this.#past[this.#oldest + 1] = this.value.leadingSpanB
    this.#past[this.#oldest + 2] = candle.close
    this.#oldest += 3
    if (this.#oldest === 3 * this.#displacement) this.#oldest = 0
  }

  peek(forming: FormingCandle): IchimokuValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read(candle: Candle, into: Own<IchimokuValue>): void {
    const { high, low, close } = candle
    const conversionRange = this.#conversionRange
    const baseRange = this.#baseRange
    const spanBRange = this.#spanBRange
    const conversion = (Math.max(high, conversionRange.highest) + Math.min(low, conversionRange.lowest)) / 2
    const base = (Math.max(high, baseRange.highest) + Math.min(low, baseRange.lowest)) / 2
    const spanA = this.#past[this.#oldest] ?? 0
    const spanB = this.#past[this.#oldest + 1] ?? 0
    const closeBehind = this.#past[this.#oldest + 2] ?? 0
    into.conversion = conversion
    into.base = base
    into.spanA = spanA
    into.spanB = spanB
    into.leadingSpanA = (conversion + base) / 2
    into.leadingSpanB = (Math.max(high, spanBRange.highest) + Math.min(low, spanBRange.lowest)) / 2
    into.lagging = close
    into.trend = 'neutral'
    if (close > spanA && close > spanB) {
      if (conversion > base && close > closeBehind) into.trend = 'bullish'
    } else if (close < spanA && close < spanB) {
      if (conversion < base && close < closeBehind) into.trend = 'bearish'
    }
  }
}
