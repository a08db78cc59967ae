import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import type { Indicator } from './indicator.ts'
import { CompensatedSum } from './parts/compensated-sum.ts'

/**
 * On-balance volume (Granville, 1963): the sum of volumes, each counted up when the close rose, down when it fell
 * and not at all when it stayed. Starts at 0 with the first candle, so that only its differences mean something.
 * In units of base.
 */
export class OnBalanceVolume implements Indicator<number> {
  readonly warmUpCandles = 1
  readonly #sum = new CompensatedSum()
  #close = Number.NaN

  get value(): number {
    return Number.isNaN(this.#close) ? Number.NaN : this.#sum.value
  }

  commit(candle: ClosedCandle): void {
    this.#sum.take(this.#signed(candle))
    this.#close = candle.close
  }

  peek(forming: FormingCandle): number {
    return this.#sum.with(this.#signed(forming))
  }

  #signed(candle: Candle): number {
    if (candle.close > this.#close) return candle.volume
    return candle.close < this.#close ? -candle.volume : 0
  }
}
