export interface HighLow {
  readonly high: number
  readonly low: number
}

/** Without a branch: no processor foresees which of two prices is higher, and a wrong guess costs more than all the rest. */
const chosen = (isFirst: boolean, first: number, second: number): number =>
  second ^ ((second ^ first) & -Number(isFirst))

/**
 * Highest and lowest of the last `length` in constant time, whatever their order: they come in blocks of `length`; a
 * full block is turned in place into the extremes from each slot to its end, so that the window is an end of the last
 * block and the beginning of this one (van Herk 1992; Gil and Werman 1993). NaN until there are that many.
 */
export class SlidingRange {
  /** High and low in turn: of this block below `#at`, of the last block's ends from there on. */
  readonly #ends: Float64Array
  #at = 0
  /** Where the highest and the lowest of this block stand. */
  #begunHigh = 0
  #begunLow = 1
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
    const next = slot + 2
    ends[slot] = high
    ends[slot + 1] = low
    if (next === ends.length) {
      this.#turn()
      return
    }
    const begunHigh = chosen(high > (ends[this.#begunHigh] ?? 0), slot, this.#begunHigh)
    const begunLow = chosen(low < (ends[this.#begunLow] ?? 0), slot + 1, this.#begunLow)
    // NaN is no less than anything: an end without values is chosen.
    this.#highest = ends[chosen((ends[begunHigh] ?? 0) > (ends[next] ?? 0), begunHigh, next)] ?? 0
    this.#lowest = ends[chosen((ends[begunLow] ?? 0) < (ends[next + 1] ?? 0), begunLow, next + 1)] ?? 0
    this.#begunHigh = begunHigh
    this.#begunLow = begunLow
    this.#at = next
  }

  #turn(): void {
    const ends = this.#ends
    let highest = Number.NEGATIVE_INFINITY
    let lowest = Number.POSITIVE_INFINITY
    // Here a branch costs less: the longer the end, the seldomer a price goes beyond it.
    for (let slot = ends.length - 2; slot >= 0; slot -= 2) {
      const high = ends[slot] ?? 0
      const low = ends[slot + 1] ?? 0
      if (high > highest) highest = high
      else ends[slot] = highest
      if (low < lowest) lowest = low
      else ends[slot + 1] = lowest
    }
    this.#highest = highest
    this.#lowest = lowest
    this.#begunHigh = 0
    this.#begunLow = 1
    this.#at = 0
  }
}
