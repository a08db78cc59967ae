import * as technical from 'technicalindicators'
import * as signals from 'trading-signals'
import type { Candle, ClosedCandle } from '../../../../src-main/domain/market/candle.ts'

/** What trading-signals has of the full set: all but the divergence and the volume profile. */
export class TradingSignalsSet {
  readonly #fast = new signals.EMA(9)
  readonly #slow = new signals.EMA(21)
  readonly #rsi = new signals.RSI(14)
  readonly #stochastic = new signals.StochasticRSI(14)
  readonly #bands = new signals.BollingerBands(20, 2)
  readonly #range = new signals.ATR(14)
  readonly #direction = new signals.ADX(14)
  readonly #macd = new signals.MACD(new signals.EMA(12), new signals.EMA(26), new signals.EMA(9))
  readonly #cloud = new signals.IchimokuCloud()
  readonly #trend = new signals.SuperTrend({ interval: 10, multiplier: 3 })

  update(candle: Candle, replace: boolean): void {
    const { close } = candle
    this.#fast.update(close, replace)
    this.#slow.update(close, replace)
    this.#rsi.update(close, replace)
    this.#stochastic.update(close, replace)
    this.#bands.update(close, replace)
    this.#range.update(candle, replace)
    this.#direction.update(candle, replace)
    this.#macd.update(close, replace)
    this.#cloud.update(candle, replace)
    this.#trend.update(candle, replace)
  }
}

const none = { high: [], low: [], close: [] }
const stochasticPeriods = { rsiPeriod: 14, stochasticPeriod: 14, kPeriod: 3, dPeriod: 3 }
const macdPeriods = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 }
const exponential = { SimpleMAOscillator: false, SimpleMASignal: false }
const cloudPeriods = { conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26 }

/**
 * What technicalindicators has of the full set: neither SuperTrend nor the divergence nor a rolling volume profile. It
 * cannot take a candle in progress.
 */
export class TechnicalIndicatorsSet {
  readonly #fast = new technical.EMA({ period: 9, values: [] })
  readonly #slow = new technical.EMA({ period: 21, values: [] })
  readonly #rsi = new technical.RSI({ period: 14, values: [] })
  readonly #stochastic = new technical.StochasticRSI({ ...stochasticPeriods, values: [] })
  readonly #bands = new technical.BollingerBands({ period: 20, stdDev: 2, values: [] })
  readonly #range = new technical.ATR({ ...none, period: 14 })
  readonly #direction = new technical.ADX({ ...none, period: 14 })
  readonly #macd = new technical.MACD({ ...macdPeriods, ...exponential, values: [] })
  readonly #cloud = new technical.IchimokuCloud({ ...none, ...cloudPeriods })

  commit(candle: ClosedCandle): void {
    const { close } = candle
    this.#fast.nextValue(close)
    this.#slow.nextValue(close)
    this.#rsi.nextValue(close)
    // Its types want another class's input here and below.
    this.#stochastic.nextValue(close as never)
    this.#bands.nextValue(close)
    this.#range.nextValue(candle)
    this.#direction.nextValue(candle as never)
    this.#macd.nextValue(close)
    this.#cloud.nextValue(candle)
  }
}
