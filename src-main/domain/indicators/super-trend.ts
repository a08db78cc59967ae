import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedFactor, checkedPeriod, type Indicator, type Own, type Trend } from './indicator.ts'
import { seedWeight, wilderWeight } from './parts/seed-weight.ts'
import { trueRangeOf } from './true-range.ts'

export interface SuperTrendValue {
  /** The band that trails the price: the lower one in a bullish trend, the upper one in a bearish. A price. */
  readonly line: number
  readonly upper: number
  readonly lower: number
  /** Neutral only before it is defined. */
  readonly trend: Trend
}

const undefinedYet = (): SuperTrendValue => ({
  line: Number.NaN,
  upper: Number.NaN,
  lower: Number.NaN,
  trend: 'neutral',
})

/**
 * SuperTrend (Seban): bands `multiplier` average true ranges around the middle of the candle, of which the upper
 * only falls and the lower only rises until a close goes beyond it. The trend turns with a close beyond the trailing
 * band; to touch it is not enough, so that a dead market, whose bands close in on the price, turns nothing. The
 * first trend is bullish when the close is at or above the candle's middle (Stock.Indicators).
 */
export class SuperTrend implements Indicator<SuperTrendValue> {
  readonly warmUpCandles: number = 0
  readonly value = undefinedYet()
  readonly #peeked = undefinedYet()
  readonly #period: number = 0
  readonly #multiplier = Number.NaN
  /** True ranges so far; the first candle has none. */
  #taken = -1
  #weight = 1
  #close = Number.NaN
  #range = 0
  /** The next bands go no further; where a close has gone beyond them, or there are none yet, they may be anywhere. */
  #upper = Number.MAX_VALUE
  #lower = -Number.MAX_VALUE

  constructor(period = 10, multiplier = 3) {
    this.#period = checkedPeriod('SuperTrend period', period)
    this.#multiplier = checkedFactor('SuperTrend multiplier', multiplier)
    this.warmUpCandles = period + 1
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, true, this.value)
    this.#close = candle.close
    if (this.#taken < this.#period) this.#warmUp()
  }

  peek(forming: FormingCandle): SuperTrendValue {
    this.#read(forming, false, this.#peeked)
    return this.#peeked
  }

  #read(candle: Candle, isKept: boolean, into: Own<SuperTrendValue>): void {
    const range = this.#range + (trueRangeOf(candle, this.#close) - this.#range) * this.#weight
    if (isKept && this.#taken >= 0) this.#range = range
    if (this.#taken + 1 < this.#period) return
    const { trend } = this.value
    const middle = (candle.high + candle.low) / 2
    const reach = this.#multiplier * range
    // Times 0 or 1: a branch would cost more, since no processor foresees which.
    const keepsUpper = Number(middle + reach >= this.#upper)
    const keepsLower = Number(middle - reach <= this.#lower)
    const upper = this.#upper * keepsUpper + (middle + reach) * (1 - keepsUpper)
    const lower = this.#lower * keepsLower + (middle - reach) * (1 - keepsLower)
    const rises =
      trend === 'bearish' ? candle.close > upper : candle.close >= (trend === 'bullish' ? lower : middle)
    into.upper = upper
    into.lower = lower
    into.line = rises ? lower : upper
    into.trend = rises ? 'bullish' : 'bearish'
    if (!isKept) return
    this.#upper = candle.close <= upper ? upper : Number.MAX_VALUE
    this.#lower = candle.close >= lower ? lower : -Number.MAX_VALUE
  }

  #warmUp(): void {
    this.#taken += 1
    this.#weight = seedWeight(this.#taken, this.#period, wilderWeight(this.#period))
  }
}
