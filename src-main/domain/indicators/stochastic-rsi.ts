import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { RelativeStrength } from './parts/relative-strength.ts'
import { SlidingRange } from './parts/sliding-range.ts'
import { SlidingSum } from './parts/sliding-sum.ts'

export interface StochasticRsiValue {
  /** The RSI itself, as Rsi has it. */
  readonly rsi: number
  /** Where the RSI stands between its lowest and its highest, 0 to 100. */
  readonly raw: number
  /** Mean of the last `smoothK` raw values. */
  readonly k: number
  /** Mean of the last `smoothD` values of k. */
  readonly d: number
}

const undefinedYet = (): StochasticRsiValue => ({
  rsi: Number.NaN,
  raw: Number.NaN,
  k: Number.NaN,
  d: Number.NaN,
})

/** Less movement of the RSI than this is rounding. */
const still = 1e-9

/**
 * Stochastic RSI (Chande and Kroll, The New Technical Trader, 1994): the stochastic oscillator of Wilder's RSI over
 * `stochasticPeriod` candles, smoothed by simple means, 0 to 100. An RSI that stands still reads 50: neither
 * overbought nor oversold.
 */
export class StochasticRsi implements Indicator<StochasticRsiValue> {
  readonly warmUpCandles: number = 0
  readonly value = undefinedYet()
  readonly #peeked = undefinedYet()
  readonly #strength: RelativeStrength
  /** Of all values of the window but the newest, as are the sums. */
  readonly #range: SlidingRange
  readonly #k: SlidingSum
  readonly #d: SlidingSum
  readonly #perK = Number.NaN
  readonly #perD = Number.NaN
  readonly #rsi = { high: Number.NaN, low: Number.NaN }

  constructor(rsiPeriod = 14, stochasticPeriod = 14, smoothK = 3, smoothD = 3) {
    this.#strength = new RelativeStrength(checkedPeriod('stochastic RSI rsiPeriod', rsiPeriod))
    this.#range = new SlidingRange(checkedPeriod('stochastic RSI stochasticPeriod', stochasticPeriod, 2) - 1)
    this.#perK = 1 / checkedPeriod('stochastic RSI smoothK', smoothK)
    this.#perD = 1 / checkedPeriod('stochastic RSI smoothD', smoothD)
    this.#k = new SlidingSum(smoothK - 1)
    this.#d = new SlidingSum(smoothD - 1)
    this.warmUpCandles = rsiPeriod + stochasticPeriod + smoothK + smoothD - 2
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, true, this.value)
    const { rsi, raw, k } = this.value
    if (Number.isNaN(rsi)) return
    this.#rsi.high = rsi
    this.#rsi.low = rsi
    this.#range.take(this.#rsi)
    if (raw >= 0) this.#k.take(raw)
    if (k >= 0) this.#d.take(k)
  }

  peek(forming: FormingCandle): StochasticRsiValue {
    this.#read(forming, false, this.#peeked)
    return this.#peeked
  }

  #read(candle: Candle, isKept: boolean, into: Own<StochasticRsiValue>): void {
    const rsi = this.#strength.with(candle, isKept)
    const top = Math.max(rsi, this.#range.highest)
    const bottom = Math.min(rsi, this.#range.lowest)
    const raw = top - bottom < still ? 50 : (100 * (rsi - bottom)) / (top - bottom)
    const k = (this.#k.value + raw) * this.#perK
    into.rsi = rsi
    into.raw = raw
    into.k = k
    into.d = (this.#d.value + k) * this.#perD
  }
}
