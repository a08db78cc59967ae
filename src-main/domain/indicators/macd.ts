import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { exponentialWeight, seedWeight } from './parts/seed-weight.ts'

export interface MacdValue {
  /** The fast average above the slow one; a difference of prices, as are the others. */
  readonly line: number
  readonly signal: number
  /** The line above its signal. */
  readonly histogram: number
}

const undefinedYet = (): MacdValue => ({ line: Number.NaN, signal: Number.NaN, histogram: Number.NaN })

/**
 * Moving average convergence/divergence (Appel, 1979): a fast less a slow exponential average of the close, with an
 * exponential average of that as its signal. Each is seeded with the simple average of its first values.
 */
export class Macd implements Indicator<MacdValue> {
  readonly warmUpCandles: number = 0
  readonly value = undefinedYet()
  readonly #peeked = undefinedYet()
  readonly #fastPeriod: number = 0
  readonly #slowPeriod: number = 0
  readonly #signalPeriod: number = 0
  #taken = 0
  #fastWeight = 1
  #slowWeight = 1
  #signalWeight = 1
  #fast = 0
  #slow = 0
  #signal = 0

  /** @param fast at most `slow` */
  constructor(fast = 12, slow = 26, signal = 9) {
    this.#fastPeriod = checkedPeriod('MACD fast', fast)
    this.#slowPeriod = fast + checkedPeriod('MACD slow less fast', slow - fast + 1) - 1
    this.#signalPeriod = checkedPeriod('MACD signal', signal)
    this.warmUpCandles = slow + signal - 1
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, true, this.value)
    if (this.#taken < this.warmUpCandles) this.#warmUp()
  }

  peek(forming: FormingCandle): MacdValue {
    this.#read(forming, false, this.#peeked)
    return this.#peeked
  }

  #read({ close }: Candle, isKept: boolean, into: Own<MacdValue>): void {
    const fast = this.#fast + (close - this.#fast) * this.#fastWeight
    const slow = this.#slow + (close - this.#slow) * this.#slowWeight
    const line = fast - slow
    const signal = this.#signal + (line - this.#signal) * this.#signalWeight
    into.line = line
    into.signal = signal
    into.histogram = line - signal
    if (this.#taken + 1 < this.warmUpCandles) this.#blank(into)
    if (!isKept) return
    this.#fast = fast
    this.#slow = slow
    this.#signal = signal
  }

  /** Until all are seeded: the averages, and from the first line on the signal. */
  #warmUp(): void {
    this.#taken += 1
    const fast = this.#fastPeriod
    const slow = this.#slowPeriod
    const signal = this.#signalPeriod
    this.#fastWeight = seedWeight(this.#taken, fast, exponentialWeight(fast))
    this.#slowWeight = seedWeight(this.#taken, slow, exponentialWeight(slow))
    this.#signalWeight = seedWeight(this.#taken - slow + 1, signal, exponentialWeight(signal))
  }

  #blank(into: Own<MacdValue>): void {
    if (this.#taken + 1 < this.#slowPeriod) into.line = Number.NaN
    into.signal = Number.NaN
    into.histogram = Number.NaN
  }
}
