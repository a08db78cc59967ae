import type { Candle } from '../../market/candle.ts'
import { seedWeight, wilderWeight } from './seed-weight.ts'

/** Arithmetic of Wilder's relative strength index, see Rsi. */
export class RelativeStrength {
  readonly #period: number = 0
  /** Changes so far; the first candle has none. */
  #taken = -1
  #weight = 1
  #close = Number.NaN
  #gain = 0
  #loss = 0
  #value = Number.NaN
  #nextGain = Number.NaN
  #nextLoss = Number.NaN
  #nextValue = Number.NaN

  constructor(period: number) {
    this.#period = period
  }

  get value(): number {
    return this.#value
  }

  /** With the candle that was last looked at. */
  get next(): number {
    return this.#nextValue
  }

  look(candle: Candle): void {
    const change = candle.close - this.#close
    const size = Math.abs(change)
    // One of them is exactly 0; a branch would cost more, since no processor foresees which.
    const gain = this.#gain + ((size + change) / 2 - this.#gain) * this.#weight
    const loss = this.#loss + ((size - change) / 2 - this.#loss) * this.#weight
    this.#nextGain = gain
    this.#nextLoss = loss
    // Both averages shrink alike: their ratio stays, and rounding must not make a reading out of a dead market.
    if (change === 0 && this.#value >= 0) this.#nextValue = this.#value
    else if (this.#taken + 1 < this.#period) this.#nextValue = Number.NaN
    else this.#nextValue = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
  }

  /** Takes the candle that was last looked at. */
  take(candle: Candle): void {
    this.#close = candle.close
    this.#value = this.#nextValue
    if (this.#taken < this.#period) this.#warmUp()
    else this.#keep()
  }

  #keep(): void {
    this.#gain = this.#nextGain
    this.#loss = this.#nextLoss
  }

  #warmUp(): void {
    this.#taken += 1
    this.#weight = seedWeight(this.#taken, this.#period, wilderWeight(this.#period))
    if (this.#taken > 0) this.#keep()
  }
}
