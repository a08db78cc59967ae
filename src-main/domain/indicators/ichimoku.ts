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
  /** Both leading spans and the close of each of the last `displacement` candles. */
  readonly #past: Float64Array
  /** Where the oldest of them stands. */
  #oldest = 0
  /** What stands there, at hand for every tick. */
  #spanA = Number.NaN
  #spanB = Number.NaN
  #closeBehind = Number.NaN

  constructor(conversion = 9, base = 26, spanB = 52, displacement = 26) {
    this.#conversionRange = new SlidingRange(checkedPeriod('Ichimoku conversion', conversion, 2) - 1)
    this.#baseRange = new SlidingRange(checkedPeriod('Ichimoku base', base, 2) - 1)
    this.#spanBRange = new SlidingRange(checkedPeriod('Ichimoku spanB', spanB, 2) - 1)
    this.#past = new Float64Array(3 * checkedPeriod('Ichimoku displacement', displacement)).fill(Number.NaN)
    this.warmUpCandles = Math.max(conversion, base, spanB) + displacement
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, this.value)
    this.#conversionRange.take(candle)
    this.#baseRange.take(candle)
    this.#spanBRange.take(candle)
    const past = this.#past
    let oldest = this.#oldest
    past[oldest] = this.value.leadingSpanA
    past[oldest + 1] = this.value.leadingSpanB
    past[oldest + 2] = candle.close
    oldest = oldest + 3 === past.length ? 0 : oldest + 3
    this.#spanA = past[oldest] ?? 0
    this.#spanB = past[oldest + 1] ?? 0
    this.#closeBehind = past[oldest + 2] ?? 0
    this.#oldest = oldest
  }

  peek(forming: FormingCandle): IchimokuValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read(candle: Candle, into: Own<IchimokuValue>): void {
    const { close } = candle
    const conversion = halfway(candle, this.#conversionRange)
    const base = halfway(candle, this.#baseRange)
    const spanA = this.#spanA
    const spanB = this.#spanB
    const closeBehind = this.#closeBehind
    into.conversion = conversion
    into.base = base
    into.spanA = spanA
    into.spanB = spanB
    into.leadingSpanA = (conversion + base) / 2
    into.leadingSpanB = halfway(candle, this.#spanBRange)
    into.lagging = close
    const isBullish = close > spanA && close > spanB && conversion > base && close > closeBehind
    const isBearish = close < spanA && close < spanB && conversion < base && close < closeBehind
    into.trend = isBullish ? 'bullish' : isBearish ? 'bearish' : 'neutral'
  }
}

/** Between the extremes of a range and the newest candle together. Math.max costs more: it also looks for NaN and −0. */
const halfway = ({ high, low }: Candle, { highest, lowest }: SlidingRange): number =>
  ((high > highest ? high : highest) + (low < lowest ? low : lowest)) / 2
