import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import type { Indicator } from './indicator.ts'
import { CompensatedSum } from './parts/compensated-sum.ts'

const day = 86_400_000

/**
 * Volume-weighted average price of the session so far: typical prices (high + low + close) / 3, weighted by volume.
 * A session begins whenever the open time reaches a multiple of `sessionMs`: by default the UTC day; Infinity is one
 * session without end, begun with the first candle. NaN while nothing has traded in it. A price.
 */
export class Vwap implements Indicator<number> {
  readonly warmUpCandles = 1
  readonly #sessionMs = Number.NaN
  readonly #turnover = new CompensatedSum()
  readonly #volume = new CompensatedSum()
  #session = Number.NaN
  #value = Number.NaN

  constructor(sessionMs = day) {
    if (!(sessionMs > 0)) throw new RangeError(`VWAP sessionMs: ${sessionMs}`)
    this.#sessionMs = sessionMs
  }

  get value(): number {
    return this.#value
  }

  commit(candle: ClosedCandle): void {
    this.#value = this.#with(candle)
    const session = this.#sessionOf(candle)
    if (session !== this.#session) {
      this.#turnover.reset()
      this.#volume.reset()
      this.#session = session
    }
    this.#turnover.take(turnoverOf(candle))
    this.#volume.take(candle.volume)
  }

  peek(forming: FormingCandle): number {
    return this.#with(forming)
  }

  #with(candle: Candle): number {
    if (this.#sessionOf(candle) !== this.#session) return turnoverOf(candle) / candle.volume
    return this.#turnover.with(turnoverOf(candle)) / this.#volume.with(candle.volume)
  }

  #sessionOf(candle: Candle): number {
    return Math.floor(candle.openTime / this.#sessionMs)
  }
}

const turnoverOf = (candle: Candle): number => ((candle.high + candle.low + candle.close) / 3) * candle.volume
