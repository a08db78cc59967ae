/** So few are added up each time: their blocks would end so often that no processor foresees when. */
const few = 2

/**
 * Sum of the last `length` values in constant time and without drift: values come in blocks of `length`; a full block
 * is turned in place into the sums from each slot to its end, so that the window is an end of the last block and the
 * beginning of this one. Nothing is ever subtracted. NaN until there are that many.
 */
export class SlidingSum {
  /** Values of this block below `#at`, sums of the last block's ends from there on; of a few, the values in order. */
  readonly #ends: Float64Array
  #at = 0
  #begun = 0
  #value = Number.NaN

  constructor(length: number) {
    // NaN makes all sums undefined that reach before the first value.
    this.#ends = new Float64Array(length).fill(Number.NaN)
    if (length === 0) this.#value = 0
  }

  get value(): number {
    return this.#value
  }

  take(x: number): void {
    const ends = this.#ends
    const at = this.#at
    if (ends.length <= few) {
      this.#addUp(x)
      return
    }
    ends[at] = x
    if (at + 1 === ends.length) {
      this.#turn()
      return
    }
    const begun = this.#begun + x
    this.#begun = begun
    this.#value = begun + (ends[at + 1] ?? 0)
    this.#at = at + 1
  }

  #addUp(x: number): void {
    const values = this.#ends
    if (values.length === 0) return
    let sum = 0
    for (let slot = 1; slot < values.length; slot += 1) {
      const value = values[slot] ?? 0
      values[slot - 1] = value
      sum += value
    }
    values[values.length - 1] = x
    this.#value = sum + x
  }

  #turn(): void {
    const ends = this.#ends
    let sum = 0
    for (let slot = ends.length - 1; slot >= 0; slot -= 1) {
      sum += ends[slot] ?? 0
      ends[slot] = sum
    }
    this.#value = sum
    this.#begun = 0
    this.#at = 0
  }
}
