const minuteMs = 60_000
/** Minutes whose last prices count, and fewer than which say nothing. */
const [most, least] = [5, 3]

/** The last prices of the last minutes of one pair: what a price is held against, so that one bad print trades nothing. */
export class RecentPrices {
  readonly #closes: number[] = []
  #minute = Number.NEGATIVE_INFINITY
  #last: number | null = null
  #reference: number | null = null

  /**
   * Takes a price in the order of the market's clock.
   * @returns how far it is from the median of the last minutes before it, as a share of that; null while they are few
   */
  take(price: number, marketTime: number): number | null {
    const minute = Math.floor(marketTime / minuteMs)
    if (minute > this.#minute) {
      this.#close()
      this.#minute = minute
    }
    this.#last = price
    return this.deviation
  }

  /** Of the last price that was taken. */
  get deviation(): number | null {
    return this.#reference === null || this.#last === null ? null : Math.abs(this.#last / this.#reference - 1)
  }

  #close(): void {
    if (this.#last === null) return
    this.#closes.push(this.#last)
    if (this.#closes.length > most) this.#closes.shift()
    if (this.#closes.length < least) return
    const sorted = [...this.#closes].sort((a, b) => a - b)
    const middle = sorted.length >> 1
    const [above = 0, below = 0] = [sorted[middle], sorted[sorted.length % 2 === 1 ? middle : middle - 1]]
    this.#reference = (above + below) / 2
  }
}
