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
  /** Candles since one that the next candle may confirm. */
  readonly #ripe: number = 0
  /** High and low of each of the last `left + right` candles, in a ring. */
  readonly #past: Float64Array
  #newest = 0
  #missing = 0
  /** The extremes of them, of equal ones the latest, and the candles since. */
  #highest = Number.NEGATIVE_INFINITY
  #lowest = Number.POSITIVE_INFINITY
  #sinceHighest = 0
  #sinceLowest = 0

  constructor(left = 5, right = 5) {
    this.#missing = checkedPeriod('pivots left', left) + checkedPeriod('pivots right', right)
    this.warmUpCandles = this.#missing + 1
    this.#ripe = right - 1
    this.#past = new Float64Array(2 * this.#missing)
  }

  commit(candle: ClosedCandle): void {
    const { high, low } = candle
    this.#read(candle, this.value)
    const past = this.#past
    const newest = this.#newest + 2 === past.length ? 0 : this.#newest + 2
    past[newest] = high
    past[newest + 1] = low
    this.#newest = newest
    if (this.#missing > 0) this.#missing -= 1
    if (high >= this.#highest) {
      this.#highest = high
      this.#sinceHighest = 0
    } else if (this.#sinceHighest + 2 < this.warmUpCandles) this.#sinceHighest += 1
    else this.#findHighest()
    if (low <= this.#lowest) {
      this.#lowest = low
      this.#sinceLowest = 0
    } else if (this.#sinceLowest + 2 < this.warmUpCandles) this.#sinceLowest += 1
    else this.#findLowest()
  }

  peek(forming: FormingCandle): PivotsValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read({ high, low }: Candle, into: Own<PivotsValue>): void {
    const highest = this.#highest
    const lowest = this.#lowest
    const isHigh = this.#sinceHighest === this.#ripe && high < highest && this.#missing === 0
    const isLow = this.#sinceLowest === this.#ripe && low > lowest && this.#missing === 0
    into.high = isHigh ? highest : Number.NaN
    into.low = isLow ? lowest : Number.NaN
  }

  #findHighest(): void {
    this.#highest = Number.NEGATIVE_INFINITY
    let place = this.#newest
    for (let since = this.warmUpCandles - 2; since >= 0; since -= 1) {
      place = place + 2 === this.#past.length ? 0 : place + 2
      const high = this.#past[place] ?? 0
      if (high < this.#highest) continue
      this.#highest = high
      this.#sinceHighest = since
    }
  }

  #findLowest(): void {
    this.#lowest = Number.POSITIVE_INFINITY
    let place = this.#newest
    for (let since = this.warmUpCandles - 2; since >= 0; since -= 1) {
      place = place + 2 === this.#past.length ? 0 : place + 2
      const low = this.#past[place + 1] ?? 0
      if (low > this.#lowest) continue
      this.#lowest = low
      this.#sinceLowest = since
    }
  }
}
