/**
 * Exponential moving average: e + (x − e) · 2 / (period + 1), seeded with the simple average of the first
 * `period` values (the usual seed; StockCharts, Stock.Indicators). NaN until then.
 */
export class Ema {
  readonly period: number
  readonly #alpha: number
  #sum = 0
  #count = 0
  #value = Number.NaN

  /** @param period whole candles, ≥ 1; also the number of candles it needs before it is defined */
  constructor(period: number) {
    if (!(Number.isInteger(period) && period >= 1)) throw new RangeError(`EMA period: ${period}`)
    this.period = period
    this.#alpha = 2 / (period + 1)
  }

  get value(): number {
    return this.#value
  }

  /** Takes the value of a closed candle and returns the average including it. */
  commit(x: number): number {
    if (this.#count < this.period) {
      this.#sum += x
      this.#count += 1
      if (this.#count === this.period) this.#value = this.#sum / this.period
    } else {
      this.#value += (x - this.#value) * this.#alpha
    }
    return this.#value
  }

  /** The average as it would be if the candle in progress closed at x; changes nothing. */
  peek(x: number): number {
    if (this.#count < this.period) {
      return this.#count + 1 === this.period ? (this.#sum + x) / this.period : Number.NaN
    }
    return this.#value + (x - this.#value) * this.#alpha
  }
}
