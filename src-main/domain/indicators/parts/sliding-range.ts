export interface HighLow {
  readonly high: number
  readonly low: number
}

/**
 * Highest and lowest of the last `length` in constant time, whatever their order: they come in blocks of `length`; a
 * full block is turned in place into the extremes from each slot to its end, so that the window is an end of the last
 * block and the beginning of this one (van Herk 1992; Gil and Werman 1993). NaN until there are that many.
 */
export class SlidingRange {
  /** High and low in turn: of this block below `#at`, of the last block's ends from there on. */
  readonly #ends: Float64Array
  #at = 0
  #begunHigh = Number.NEGATIVE_INFINITY
  #begunLow = Number.POSITIVE_INFINITY
  #highest = Number.NaN
  #lowest = Number.NaN

  /** @param length at least 1 */
  constructor(length: number) {
    // NaN makes all extremes undefined that reach before the first value.
    this.#ends = new Float64Array(2 * length).fill(Number.NaN)
  }

  get highest(): number {
    return this.#highest
  }

  get lowest(): number {
    return this.#lowest
  }

  take({ high, low }: HighLow): void {
    const ends = this.#ends
    const slot = this.#at
    ends[slot] = high
    ends[slot + 1] = low
    if (slot + 2 === ends.length) {
      this.#turn()
      return
    }
    if (high > this.#begunHigh) this.#begunHigh = high
    if (low < this.#begunLow) this.#begunLow = low
    this.#highest = Math.max(this.#begunHigh, ends[slot + 2] ?? 0)
    this.#lowest = Math.min(this.#begunLow, ends[slot + 3] ?? 0)
    this.#at = slot + 2
  }

  #turn(): void {
    const ends = this.#ends
    let high = Number.NEGATIVE_INFINITY
    let low = Number.POSITIVE_INFINITY
    for (let slot = ends.length - 2; slot >= 0; slot -= 2) {
      const slotHigh = ends[slot] ?? 0
      const slotLow = ends[slot + 1] ?? 0
      if (slotHigh > high) high = slotHigh
      if (slotLow < low) low = slotLow
      ends[slot] = high
      ends[slot + 1] = low
    }
    this.#highest = high
    this.#lowest = low
    this.#at = 0
    this.#begunHigh = Number.NEGATIVE_INFINITY
    this.#begunLow = Number.POSITIVE_INFINITY
  }
}
