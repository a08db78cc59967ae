export interface Peak {
  readonly price: number
  /** What is measured at it. */
  readonly measure: number
}

/** Whether the last two peaks of the price rise while what was measured at them falls. Candles are numbered. */
export class DivergingPeaks {
  readonly #reach: number = 0
  #price = Number.NaN
  #measure = Number.NaN
  #confirmedAt = 0
  #diverges = false

  /** @param reach candles between the two peaks at most, and for which their divergence stands */
  constructor(reach: number) {
    this.#reach = reach
  }

  /** At a candle that confirms no peak. */
  standsAt(candle: number): boolean {
    return this.#diverges && candle - this.#confirmedAt <= this.#reach
  }

  /** At a candle that confirms this peak. */
  divergesAt(candle: number, { price, measure }: Peak): boolean {
    return candle - this.#confirmedAt <= this.#reach && price > this.#price && measure < this.#measure
  }

  take(candle: number, peak: Peak): void {
    this.#diverges = this.divergesAt(candle, peak)
    this.#price = peak.price
    this.#measure = peak.measure
    this.#confirmedAt = candle
  }
}
