import type { Candle } from '../../market/candle.ts'
import { seedWeight, wilderWeight } from './seed-weight.ts'

/** Arithmetic of Wilder's relative strength index, see Rsi. */
export class RelativeStrength {
  readonly #period: number = 0
  /** Changes so far; the first candle has none. */
  #taken = -1
  #weight = 1
  #close = Number.NaN
  /** What the averages so far contribute to the next ones. */
  #gainLeft = 0
  #lossLeft = 0
  #value = Number.NaN

  constructor(period: number) {
    this.#period = period
  }

  get value(): number {
    return this.#value
  }

  /** The index with this candle, which is taken if it `isKept`. */
  with(candle: Candle, isKept: boolean): number {
    const change = candle.close - this.#close
    const size = Math.abs(change)
    const half = this.#weight / 2
    // One of them is exactly 0; a branch would cost more, since no processor foresees which.
    const gain = this.#gainLeft + (size + change) * half
    const loss = this.#lossLeft + (size - change) * half
    let value = Number.NaN
    // Both averages shrink alike: their ratio stays, and rounding must not make a reading out of a dead market.
    if (change === 0 && this.#value >= 0) value = this.#value
    else if (this.#taken + 1 >= this.#period) value = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
    if (!isKept) return value
    this.#close = candle.close
    this.#value = value
    if (this.#taken < this.#period) this.#warmUp()
    if (this.#taken > 0) {
      this.#gainLeft = gain - gain * this.#weight
      this.#lossLeft = loss - loss * this.#weight
    }
    return value
  }

  #warmUp(): void {
    this.#taken += 1
    this.#weight = seedWeight(this.#taken, this.#period, wilderWeight(this.#period))
  }
}
