import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { seedWeight, wilderWeight } from './parts/seed-weight.ts'
import { trueRangeOf } from './true-range.ts'

export interface DirectionalValue {
  /** Strength of the trend whatever its direction, 0 to 100. */
  readonly adx: number
  /** Upward movement as a share of the true range, 0 to 100. */
  readonly plusDi: number
  readonly minusDi: number
  /** The average true range of the same period, as AverageTrueRange has it; a difference of prices. */
  readonly averageRange: number
}

const undefinedYet = (): DirectionalValue => ({
  adx: Number.NaN,
  plusDi: Number.NaN,
  minusDi: Number.NaN,
  averageRange: Number.NaN,
})

/**
 * Average directional index with +DI and −DI (Wilder, New Concepts in Technical Trading Systems, 1978). Directional
 * movement and true range are Wilder averages seeded with the mean of their first `period` values, beginning with
 * the second candle; the ADX is the Wilder average of the DX, seeded likewise. (TA-Lib seeds with one value less;
 * both converge.) Movement up and down of the same size counts for neither. A market that never moved reads 0, and
 * one that stands still leaves both DI where they are.
 */
export class AverageDirectionalIndex implements Indicator<DirectionalValue> {
  readonly warmUpCandles: number = 0
  readonly value = undefinedYet()
  readonly #peeked = undefinedYet()
  readonly #period: number = 0
  /** True ranges so far; the first candle has none. */
  #taken = -1
  #weight = 1
  #dxWeight = 1
  #high = Number.NaN
  #low = Number.NaN
  #close = Number.NaN
  #plus = 0
  #minus = 0
  #range = 0
  #dx = 0
  #adx = 0

  constructor(period = 14) {
    this.#period = checkedPeriod('ADX period', period)
    this.warmUpCandles = 2 * period
  }

  commit(candle: ClosedCandle): void {
    const hasChange = this.#taken >= 0
    this.#read(candle, hasChange, this.value)
    this.#high = candle.high
    this.#low = candle.low
    this.#close = candle.close
    if (this.#taken < this.warmUpCandles) this.#warmUp()
  }

  peek(forming: FormingCandle): DirectionalValue {
    this.#read(forming, false, this.#peeked)
    return this.#peeked
  }

  #read(candle: Candle, isKept: boolean, into: Own<DirectionalValue>): void {
    const weight = this.#weight
    const up = candle.high - this.#high
    const down = this.#low - candle.low
    const rise = (Math.abs(up) + up) / 2
    const fall = (Math.abs(down) + down) / 2
    const trueRange = trueRangeOf(candle, this.#close)
    // Times 0 or 1: a branch would cost more, since no processor foresees which.
    const plus = this.#plus + (rise * Number(rise > fall) - this.#plus) * weight
    const minus = this.#minus + (fall * Number(fall > rise) - this.#minus) * weight
    const range = this.#range + (trueRange - this.#range) * weight
    let dx = this.#dx
    if (trueRange === 0 && this.#taken >= this.#period) {
      // All averages shrink alike: their ratios stay.
      into.plusDi = this.value.plusDi
      into.minusDi = this.value.minusDi
    } else {
      const share = range === 0 ? 0 : 100 / range
      into.plusDi = plus * share
      into.minusDi = minus * share
      dx = plus + minus === 0 ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus)
    }
    const adx = this.#adx + (dx - this.#adx) * this.#dxWeight
    into.adx = adx
    into.averageRange = range
    if (this.#taken < this.warmUpCandles) this.#blank(into)
    if (!isKept) return
    this.#plus = plus
    this.#minus = minus
    this.#range = range
    this.#dx = dx
    this.#adx = adx
  }

  /** Until both are seeded: the averages, and from the first DX on that of the DX. */
  #warmUp(): void {
    this.#taken += 1
    const settled = wilderWeight(this.#period)
    this.#weight = seedWeight(this.#taken, this.#period, settled)
    this.#dxWeight = seedWeight(this.#taken - this.#period + 1, this.#period, settled)
  }

  #blank(into: Own<DirectionalValue>): void {
    if (this.#taken + 2 < this.warmUpCandles) into.adx = Number.NaN
    if (this.#taken + 1 >= this.#period) return
    into.plusDi = Number.NaN
    into.minusDi = Number.NaN
    into.averageRange = Number.NaN
  }
}
