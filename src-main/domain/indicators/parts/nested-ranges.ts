import type { HighLow } from './sliding-range.ts'

/**
 * Highest and lowest of the last candles in three windows, in constant time on average whatever their order: of each
 * side a queue holds those that nothing newer has reached, so that the extreme of a window is the oldest in the queue
 * that lies within it (Lemire, Streaming Maximum-Minimum Filter, 2006). NaN in a window that is not full.
 */
export class NestedRanges {
  readonly #first: number = 0
  readonly #second: number = 0
  readonly #third: number = 0
  /** The queues are rings with a power of two of places, of which this is the last. */
  readonly #lastPlace: number = 0
  readonly #highs: Float64Array
  readonly #lows: Float64Array
  /** The numbers of their candles: those of the highs, then those of the lows. */
  readonly #numbers: Int32Array
  #taken = 0
  #newestHigh = 0
  #newestLow = 0
  /** Where the extremes of each window stand. */
  #firstHigh = 0
  #secondHigh = 0
  #thirdHigh = 0
  #firstLow = 0
  #secondLow = 0
  #thirdLow = 0
  #highestOfFirst = Number.NaN
  #highestOfSecond = Number.NaN
  #highestOfThird = Number.NaN
  #lowestOfFirst = Number.NaN
  #lowestOfSecond = Number.NaN
  #lowestOfThird = Number.NaN

  /** Lengths of at least 1, in any order. */
  constructor(first: number, second: number, third: number) {
    this.#first = first
    this.#second = second
    this.#third = third
    const places = 2 ** Math.ceil(Math.log2(Math.max(first, second, third) + 1))
    this.#lastPlace = places - 1
    this.#highs = new Float64Array(places)
    this.#lows = new Float64Array(places)
    this.#numbers = new Int32Array(2 * places)
    // The first in a queue is no candle: nothing reaches it, and it leaves each window when that is full.
    this.#highs[0] = Number.NaN
    this.#lows[0] = Number.NaN
  }

  get highestOfFirst(): number {
    return this.#highestOfFirst
  }
  get highestOfSecond(): number {
    return this.#highestOfSecond
  }
  get highestOfThird(): number {
    return this.#highestOfThird
  }
  get lowestOfFirst(): number {
    return this.#lowestOfFirst
  }
  get lowestOfSecond(): number {
    return this.#lowestOfSecond
  }
  get lowestOfThird(): number {
    return this.#lowestOfThird
  }

  take(candle: HighLow): void {
    this.#taken += 1
    this.#takeHigh(candle)
    this.#takeLow(candle)
  }

  #takeHigh({ high }: HighLow): void {
    const highs = this.#highs
    const numbers = this.#numbers
    const lastPlace = this.#lastPlace
    const taken = this.#taken
    let newest = this.#newestHigh
    const oldest = Math.min(this.#firstHigh, this.#secondHigh, this.#thirdHigh)
    while (newest >= oldest && (highs[newest & lastPlace] ?? 0) <= high) newest -= 1
    newest += 1
    highs[newest & lastPlace] = high
    numbers[newest & lastPlace] = taken
    this.#newestHigh = newest
    // Of each window one at most is too old: added as a number, since no processor foresees whether.
    let head = Math.min(this.#firstHigh, newest)
    head += Number((numbers[head & lastPlace] ?? 0) <= taken - this.#first)
    this.#firstHigh = head
    this.#highestOfFirst = highs[head & lastPlace] ?? 0
    head = Math.min(this.#secondHigh, newest)
    head += Number((numbers[head & lastPlace] ?? 0) <= taken - this.#second)
    this.#secondHigh = head
    this.#highestOfSecond = highs[head & lastPlace] ?? 0
    head = Math.min(this.#thirdHigh, newest)
    head += Number((numbers[head & lastPlace] ?? 0) <= taken - this.#third)
    this.#thirdHigh = head
    this.#highestOfThird = highs[head & lastPlace] ?? 0
  }

  #takeLow({ low }: HighLow): void {
    const lows = this.#lows
    const numbers = this.#numbers
    const lastPlace = this.#lastPlace
    const taken = this.#taken
    const places = lastPlace + 1
    let newest = this.#newestLow
    const oldest = Math.min(this.#firstLow, this.#secondLow, this.#thirdLow)
    while (newest >= oldest && (lows[newest & lastPlace] ?? 0) >= low) newest -= 1
    newest += 1
    lows[newest & lastPlace] = low
    numbers[places + (newest & lastPlace)] = taken
    this.#newestLow = newest
    let head = Math.min(this.#firstLow, newest)
    head += Number((numbers[places + (head & lastPlace)] ?? 0) <= taken - this.#first)
    this.#firstLow = head
    this.#lowestOfFirst = lows[head & lastPlace] ?? 0
    head = Math.min(this.#secondLow, newest)
    head += Number((numbers[places + (head & lastPlace)] ?? 0) <= taken - this.#second)
    this.#secondLow = head
    this.#lowestOfSecond = lows[head & lastPlace] ?? 0
    head = Math.min(this.#thirdLow, newest)
    head += Number((numbers[places + (head & lastPlace)] ?? 0) <= taken - this.#third)
    this.#thirdLow = head
    this.#lowestOfThird = lows[head & lastPlace] ?? 0
  }
}
