import { AverageDirectionalIndex } from '../../../../src-main/domain/indicators/average-directional-index.ts'
import { BollingerBands } from '../../../../src-main/domain/indicators/bollinger-bands.ts'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import { Ichimoku } from '../../../../src-main/domain/indicators/ichimoku.ts'
import { Macd } from '../../../../src-main/domain/indicators/macd.ts'
import { MacdDivergence } from '../../../../src-main/domain/indicators/macd-divergence.ts'
import { StochasticRsi } from '../../../../src-main/domain/indicators/stochastic-rsi.ts'
import { SuperTrend } from '../../../../src-main/domain/indicators/super-trend.ts'
import { VolumeProfile } from '../../../../src-main/domain/indicators/volume-profile.ts'
import type { ClosedCandle, FormingCandle } from '../../../../src-main/domain/market/candle.ts'

/**
 * Twelve indicators with the usual settings. RSI and ATR are read where they are at hand, with the stochastic RSI and
 * the ADX.
 */
export class FullSet {
  /** Of something of each indicator at each tick, so that none can be left out; a result would be boxed each time. */
  sum = 0
  readonly #fast = new Ema(9)
  readonly #slow = new Ema(21)
  readonly #stochastic = new StochasticRsi(14, 14, 3, 3)
  readonly #bands = new BollingerBands(20, 2)
  readonly #direction = new AverageDirectionalIndex(14)
  readonly #macd = new Macd(12, 26, 9)
  readonly #cloud = new Ichimoku(9, 26, 52)
  readonly #trend = new SuperTrend(10, 3)
  readonly #divergence = new MacdDivergence(12, 26)
  readonly #profile = new VolumeProfile(240)

  commit(candle: ClosedCandle): void {
    this.#fast.commit(candle)
    this.#slow.commit(candle)
    this.#stochastic.commit(candle)
    this.#bands.commit(candle)
    this.#direction.commit(candle)
    this.#macd.commit(candle)
    this.#cloud.commit(candle)
    this.#trend.commit(candle)
    this.#divergence.commit(candle)
    this.#profile.commit(candle)
  }

  peek(forming: FormingCandle): void {
    const { k, rsi } = this.#stochastic.peek(forming)
    const { adx, averageRange } = this.#direction.peek(forming)
    const averages = this.#fast.peek(forming) + this.#slow.peek(forming)
    const lines = this.#bands.peek(forming).percentB + this.#macd.peek(forming).histogram
    const trends = this.#cloud.peek(forming).base + this.#trend.peek(forming).line
    const divergence = this.#divergence.peek(forming).bearish ? 1 : 0
    const level = this.#profile.peek(forming).pointOfControl
    this.sum += k + rsi + adx + averageRange + averages + lines + trends + divergence + level
  }
}
