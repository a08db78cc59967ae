import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator, type Own } from './indicator.ts'
import { RipePivots } from './parts/ripe-pivots.ts'

/** What the newest candle confirms: a price each, NaN where it confirms none. */
export interface PivotsValue {
  readonly high: number
  readonly low: number
}

const none = (): PivotsValue => ({ high: Number.NaN, low: Number.NaN })

/**
 * Pivots (swing points; Williams' fractals are those of 2 and 2): a high that no high of the `left` candles before
 * exceeds and none of the `right` candles after reaches; a low likewise. So it is known `right` candles later, and
 * of equal highs in a row the last one counts.
 */
export class Pivots implements Indicator<PivotsValue> {
  /** The first that can confirm one. */
  readonly warmUpCandles: number = 0
  readonly value = none()
  readonly #peeked = none()
  readonly #ripe: RipePivots

  constructor(left = 5, right = 5) {
    this.warmUpCandles = checkedPeriod('pivots left', left) + checkedPeriod('pivots right', right) + 1
    this.#ripe = new RipePivots(left, right)
  }

  commit(candle: ClosedCandle): void {
    this.#read(candle, this.value)
    this.#ripe.take(candle)
  }

  peek(forming: FormingCandle): PivotsValue {
    this.#read(forming, this.#peeked)
    return this.#peeked
  }

  #read({ high, low }: Candle, into: Own<PivotsValue>): void {
    const { high: ripeHigh, low: ripeLow } = this.#ripe
    into.high = high < ripeHigh ? ripeHigh : Number.NaN
    into.low = low > ripeLow ? ripeLow : Number.NaN
  }
}
