import type { ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedFactor, checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { Pivots, type PivotsValue } from './pivots.ts'

/** Of a side without a level the price is NaN and the touches are 0. */
export interface SupportResistanceValue {
  /** The highest remembered pivot at or below the close. */
  readonly support: number
  /** Remembered pivots within `tolerance` of it, itself included. */
  readonly supportTouches: number
  /** The lowest remembered pivot above the close. */
  readonly resistance: number
  readonly resistanceTouches: number
}

const none = (): SupportResistanceValue => ({
  support: Number.NaN,
  supportTouches: 0,
  resistance: Number.NaN,
  resistanceTouches: 0,
})

/**
 * Support and resistance from pivots: of the last `memory` pivots, highs and lows alike, since a level that is broken
 * changes its role, the nearest on each side of the close (Edwards and Magee, Technical Analysis of Stock Trends,
 * 1948). Prices, and counts of touches.
 */
export class SupportResistance implements Indicator<SupportResistanceValue> {
  /** The first that can confirm a pivot. */
  readonly warmUpCandles: number = 0
  readonly value = none()
  readonly #peeked = none()
  readonly #pivots: Pivots
  readonly #tolerance = Number.NaN
  readonly #levels: Float64Array
  #oldest = 0

  /** @param tolerance as a share of the level: 0.002 is 0.2 % */
  constructor(left = 5, right = 5, memory = 20, tolerance = 0.002) {
    this.#pivots = new Pivots(left, right)
    this.warmUpCandles = this.#pivots.warmUpCandles
    this.#tolerance = checkedFactor('support and resistance tolerance', tolerance)
    // A candle may confirm both a high and a low.
    this.#levels = new Float64Array(checkedPeriod('support and resistance memory', memory, 2))
    this.#levels.fill(Number.NaN)
  }

  commit(candle: ClosedCandle): void {
    this.#pivots.commit(candle)
    this.#oldest = this.#remember(this.#pivots.value)
    this.#read(candle.close, this.value)
  }

  peek(forming: FormingCandle): SupportResistanceValue {
    const levels = this.#levels
    const first = this.#oldest
    const second = this.#after(first)
    const firstLevel = levels[first] ?? 0
    const secondLevel = levels[second] ?? 0
    this.#remember(this.#pivots.peek(forming))
    this.#read(forming.close, this.#peeked)
    levels[first] = firstLevel
    levels[second] = secondLevel
    return this.#peeked
  }

  #after(place: number): number {
    return place + 1 === this.#levels.length ? 0 : place + 1
  }

  /** @returns where the oldest level then stands */
  #remember({ high, low }: PivotsValue): number {
    let oldest = this.#oldest
    if (!Number.isNaN(high)) {
      this.#levels[oldest] = high
      oldest = this.#after(oldest)
    }
    if (Number.isNaN(low)) return oldest
    this.#levels[oldest] = low
    return this.#after(oldest)
  }

  #read(close: number, into: Own<SupportResistanceValue>): void {
    let support = Number.NEGATIVE_INFINITY
    let resistance = Number.POSITIVE_INFINITY
    const levels = this.#levels
    for (let place = 0; place < levels.length; place += 1) {
      const level = levels[place] ?? 0
      if (level <= close && level > support) support = level
      if (level > close && level < resistance) resistance = level
    }
    into.support = Number.isFinite(support) ? support : Number.NaN
    into.supportTouches = this.#touches(into.support)
    into.resistance = Number.isFinite(resistance) ? resistance : Number.NaN
    into.resistanceTouches = this.#touches(into.resistance)
  }

  #touches(of: number): number {
    const near = of * this.#tolerance
    const levels = this.#levels
    let touches = 0
    for (let place = 0; place < levels.length; place += 1) {
      if (Math.abs((levels[place] ?? 0) - of) <= near) touches += 1
    }
    return touches
  }
}
