/** Whether the last two peaks of the price rise while what was measured at them falls. */
export class DivergingPeaks {
  readonly #reach: number = 0
  #price = Number.NaN
  #measure = Number.NaN
  /** Candles since the last peak was confirmed. */
  #age = 0
  #diverges = false

  /** @param reach candles between the two peaks at most, and for which their divergence stands */
  constructor(reach: number) {
    this.#reach = reach
  }

  /** With one more candle that confirms no peak. */
  get stands(): boolean {
    return this.#diverges && this.#age < this.#reach
  }

  /** With one more candle that confirms this peak. */
  with(price: number, measure: number): boolean {
    return this.#age < this.#reach && price > this.#price && measure < this.#measure
  }

  /** Takes a candle that confirms no peak. */
  wait(): void {
    if (this.#age < this.#reach) this.#age += 1
    else this.#diverges = false
  }

  take(price: number, measure: number): void {
    this.#diverges = this.with(price, measure)
    this.#price = price
    this.#measure = measure
    this.#age = 0
  }
}
