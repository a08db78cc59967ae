import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedFactor, checkedPeriod, type Indicator, type Own } from './indicator.ts'

export interface BollingerValue {
  /** The simple moving average; a price, as are the bands. */
  readonly middle: number
  readonly upper: number
  readonly lower: number
  /** Where the close stands: 0 on the lower band, 1 on the upper; beyond them below 0 and above 1. */
  readonly percentB: number
  /** Distance of the bands as a share of the middle: 0.1 is ten percent. */
  readonly bandwidth: number
}

const undefinedYet = (): BollingerValue => ({
  middle: Number.NaN,
  upper: Number.NaN,
  lower: Number.NaN,
  percentB: Number.NaN,
  bandwidth: Number.NaN,
})

/**
 * Bollinger bands (Bollinger on Bollinger Bands, 2001): `deviations` population standard deviations of the last
 * `period` closes around their mean. Bands without width have the close in their middle: %B 0.5, bandwidth 0.
 *
 * Sums of the closes and of their squares are kept by blocks as in SlidingSum, so that nothing leaves them by
 * subtraction, and as differences from a close of the window, so that next to nothing cancels in the variance: a market
 * that stands still has bands of no width at all.
 */
export class BollingerBands implements Indicator<BollingerValue> {
  readonly warmUpCandles: number = 0
  readonly value = undefinedYet()
  readonly #peeked = undefinedYet()
  readonly #deviations = Number.NaN
  readonly #perClose = Number.NaN
  /** The last one, of all closes of the window but the newest. */
  readonly #perRest = Number.NaN
  /** Closes of this block below `#at`; from there on, of the last block's ends: sum and sum of squares in turn. */
  readonly #ends: Float64Array
  #at = 0
  /** A close of the last block, and of this one: sums are of differences from it. */
  #endedFrom = 0
  #begunFrom = 0
  #begun = 0
  #begunSquares = 0
  /** Mean and sum of squared deviations of all closes of the window but the newest. */
  #restMean = Number.NaN
  #restSquares = Number.NaN

  constructor(period = 20, deviations = 2) {
    this.warmUpCandles = checkedPeriod('Bollinger bands period', period, 2)
    this.#deviations = checkedFactor('Bollinger bands deviations', deviations)
    this.#perClose = 1 / period
    this.#perRest = 1 / (period - 1)
    this.#ends = new Float64Array(2 * period - 2).fill(Number.NaN)
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, this.value)
    this.#take(candle)
  }

  peek(forming: FormingCandle): BollingerValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read({ close }: Candle, into: Own<BollingerValue>): void {
    const apart = close - this.#restMean
    const step = apart * this.#perClose
    const middle = this.#restMean + step
    const variance = (this.#restSquares + apart * (apart - step)) * this.#perClose
    const reach = this.#deviations * Math.sqrt(variance)
    into.middle = middle
    into.upper = middle + reach
    into.lower = middle - reach
    into.percentB = reach === 0 ? 0.5 : 0.5 + (close - middle) / (2 * reach)
    into.bandwidth = reach === 0 ? 0 : (2 * reach) / middle
  }

  #take({ close }: ClosedCandle): void {
    const ends = this.#ends
    const at = this.#at
    ends[at] = close
    if (at + 2 === ends.length) {
      this.#turn(close)
      return
    }
    if (at === 0) this.#begunFrom = close
    const from = this.#begunFrom
    const begun = this.#begun + (close - from)
    const begunSquares = this.#begunSquares + (close - from) * (close - from)
    const ended = ends[at + 2] ?? 0
    const shift = this.#endedFrom - from
    const shifts = ((ends.length - at - 2) / 2) * shift
    this.#begun = begun
    this.#begunSquares = begunSquares
    this.#at = at + 2
    this.#rest(
      from,
      begun + ended + shifts,
      begunSquares + (ends[at + 3] ?? 0) + shift * (2 * ended + shifts),
    )
  }

  #rest(from: number, sum: number, squares: number): void {
    const step = sum * this.#perRest
    this.#restMean = from + step
    this.#restSquares = squares - sum * step
  }

  #turn(from: number): void {
    const ends = this.#ends
    let sum = 0
    let squares = 0
    for (let slot = ends.length - 2; slot >= 0; slot -= 2) {
      const apart = (ends[slot] ?? 0) - from
      sum += apart
      squares += apart * apart
      ends[slot] = sum
      ends[slot + 1] = squares
    }
    this.#rest(from, sum, squares)
    this.#endedFrom = from
    this.#at = 0
    this.#begun = 0
    this.#begunSquares = 0
  }
}
