import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'

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
  /** Candles from one to the candle that confirms it. */
  readonly #right: number = 0
  /** High and low of each of the last `left + right` candles, in a ring. */
  readonly #past: Float64Array
  #newest = 0
  /** How many candles there were. */
  #taken = 0
  /** The extremes of the last ones, of equal ones the latest, and the numbers of their candles. */
  #highest = Number.NEGATIVE_INFINITY
  #lowest = Number.POSITIVE_INFINITY
  #highestAt = 0
  #lowestAt = 0
  /** What the next candle confirms if it does not reach it; NaN for nothing. */
  #ripeHigh = Number.NaN
  #ripeLow = Number.NaN

  constructor(left = 5, right = 5) {
    const around = checkedPeriod('pivots left', left) + checkedPeriod('pivots right', right)
    this.warmUpCandles = around + 1
    this.#right = right
    this.#past = new Float64Array(2 * around)
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, this.value)
    this.#take(candle)
    const ripe = this.#taken >= this.warmUpCandles - 1 ? this.#taken + 1 - this.#right : 0
    this.#ripeHigh = this.#highestAt === ripe ? this.#highest : Number.NaN
    this.#ripeLow = this.#lowestAt === ripe ? this.#lowest : Number.NaN
  }

  peek(forming: FormingCandle): PivotsValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read({ high, low }: Candle, into: Own<PivotsValue>): void {
    into.high = high < this.#ripeHigh ? this.#ripeHigh : Number.NaN
    into.low = low > this.#ripeLow ? this.#ripeLow : Number.NaN
  }

  #take({ high, low }: ClosedCandle): void {
    const past = this.#past
    const newest = this.#newest + 2 === past.length ? 0 : this.#newest + 2
    past[newest] = high
    past[newest + 1] = low
    this.#newest = newest
    const taken = this.#taken + 1
    this.#taken = taken
    const expired = taken + 1 - this.warmUpCandles
    if (high >= this.#highest) {
      this.#highest = high
      this.#highestAt = taken
    } else if (this.#highestAt === expired) this.#findHighest()
    if (low <= this.#lowest) {
      this.#lowest = low
      this.#lowestAt = taken
    } else if (this.#lowestAt === expired) this.#findLowest()
  }

  #findHighest(): void {
    const past = this.#past
    let place = this.#newest
    this.#highest = Number.NEGATIVE_INFINITY
    for (let at = this.#taken + 2 - this.warmUpCandles; at <= this.#taken; at += 1) {
      place = place + 2 === past.length ? 0 : place + 2
      const high = past[place] ?? 0
      if (high < this.#highest) continue
      this.#highest = high
      this.#highestAt = at
    }
  }

  #findLowest(): void {
    const past = this.#past
    let place = this.#newest
    this.#lowest = Number.POSITIVE_INFINITY
    for (let at = this.#taken + 2 - this.warmUpCandles; at <= this.#taken; at += 1) {
      place = place + 2 === past.length ? 0 : place + 2
      const low = past[place + 1] ?? 0
      if (low > this.#lowest) continue
      this.#lowest = low
      this.#lowestAt = at
    }
  }
}
