import { type ClosedCandle, type FormingCandle, isPlausible } from './candle.ts'
import { type Timeframe, timeframeMs } from './timeframe.ts'

/** What became of a candle that was offered: taken, known already, or not possible yet. */
export type Appended =
  | { readonly kind: 'appended' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'implausible' }
  /** Candles between the last one and this one are missing: fetch [from, to) first. */
  | { readonly kind: 'gap'; readonly from: number; readonly to: number }

/** The newest closed candles of one pair and timeframe in order without holes, and the one in progress. */
export class CandleSeries {
  readonly timeframe: Timeframe
  readonly #capacity: number
  #closed: ClosedCandle[] = []
  #forming: FormingCandle | null = null

  /** @param capacity closed candles kept; the oldest go first */
  constructor(timeframe: Timeframe, capacity: number) {
    this.timeframe = timeframe
    this.#capacity = capacity
  }

  get last(): ClosedCandle | undefined {
    return this.#closed.at(-1)
  }
  get forming(): FormingCandle | null {
    return this.#forming
  }
  get length(): number {
    return this.#closed.length
  }

  append(candle: ClosedCandle): Appended {
    if (!isPlausible(candle)) return { kind: 'implausible' }
    const last = this.last
    if (last !== undefined) {
      const expected = last.openTime + timeframeMs[this.timeframe]
      if (candle.openTime < expected) return { kind: 'duplicate' }
      if (candle.openTime > expected) return { kind: 'gap', from: expected, to: candle.openTime }
    }
    this.#closed.push(candle)
    // Cut in blocks: shifting one by one would move the whole array on every candle.
    if (this.#closed.length >= this.#capacity * 1.25) this.#closed = this.#closed.slice(-this.#capacity)
    if (this.#forming !== null && this.#forming.openTime <= candle.openTime) this.#forming = null
    return { kind: 'appended' }
  }

  /** Sets the candle in progress; one that is older than the last closed candle is ignored. */
  form(candle: FormingCandle): boolean {
    if (this.last !== undefined && candle.openTime <= this.last.openTime) return false
    this.#forming = candle
    return true
  }

  at(openTime: number): ClosedCandle | undefined {
    return this.#closed[this.#indexOf(openTime)]
  }

  /** Puts a closed candle in the place of the one with the same open time; false when there is none. */
  replace(candle: ClosedCandle): boolean {
    const index = this.#indexOf(candle.openTime)
    if (!isPlausible(candle) || this.#closed[index] === undefined) return false
    this.#closed[index] = candle
    return true
  }

  /** Newest `limit` closed candles, oldest first. */
  tail(limit: number): readonly ClosedCandle[] {
    return limit <= 0 ? [] : this.#closed.slice(-limit)
  }

  /** Candles stand without holes, so that a time tells a place. */
  #indexOf(openTime: number): number {
    const first = this.#closed[0]?.openTime ?? 0
    return (openTime - first) / timeframeMs[this.timeframe]
  }
}
