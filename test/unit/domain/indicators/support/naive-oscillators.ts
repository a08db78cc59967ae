import type { BollingerValue } from '../../../../../src-main/domain/indicators/bollinger-bands.ts'
import type { MacdValue } from '../../../../../src-main/domain/indicators/macd.ts'
import type { StochasticRsiValue } from '../../../../../src-main/domain/indicators/stochastic-rsi.ts'
import type { Candle } from '../../../../../src-main/domain/market/candle.ts'
import { at, exponential, meanOf, type Series, simple, wilder, windows } from './naive-averages.ts'

type Candles = readonly Candle[]

export const closesOf = (candles: Candles): Series => candles.map((candle) => candle.close)

export const ema = (candles: Candles, period: number): Series => exponential(closesOf(candles), period)

export const sma = (candles: Candles, period: number): Series => simple(closesOf(candles), period)

export const wma = (candles: Candles, period: number): Series =>
  windows(closesOf(candles), period, (window) => {
    const weighted = window.map((close, index) => close * (index + 1))
    return meanOf(weighted) / ((period + 1) / 2)
  })

export const rsi = (candles: Candles, period: number): Series => {
  const closes = closesOf(candles)
  const changes = closes.map((close, index) => close - at(closes, index - 1))
  const gains = wilder(
    changes.map((change) => Math.max(change, 0)),
    period,
  )
  const losses = wilder(
    changes.map((change) => (change > 0 ? 0 : -change)),
    period,
  )
  return gains.map((gain, index) => {
    const loss = at(losses, index)
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss)
  })
}

export const stochasticRsi = (
  candles: Candles,
  periods: { rsi: number; stochastic: number; k: number; d: number },
): readonly StochasticRsiValue[] => {
  const strengths = rsi(candles, periods.rsi)
  const raw = windows(strengths, periods.stochastic, (window) => {
    const [lowest, highest] = [Math.min(...window), Math.max(...window)]
    return highest - lowest < 1e-9
      ? 50
      : (100 * (at(window, window.length - 1) - lowest)) / (highest - lowest)
  })
  const k = simple(raw, periods.k)
  const d = simple(k, periods.d)
  return raw.map((value, index) => ({
    rsi: at(strengths, index),
    raw: value,
    k: at(k, index),
    d: at(d, index),
  }))
}

export const bollinger = (
  candles: Candles,
  period: number,
  deviations: number,
): readonly BollingerValue[] => {
  const closes = closesOf(candles)
  const middles = simple(closes, period)
  const reaches = windows(closes, period, (window) => {
    if (window.every((close) => close === window[0])) return 0
    const mean = meanOf(window)
    return deviations * Math.sqrt(meanOf(window.map((close) => (close - mean) ** 2)))
  })
  return closes.map((close, index) => {
    const [middle, reach] = [at(middles, index), at(reaches, index)]
    const [upper, lower] = [middle + reach, middle - reach]
    return {
      middle,
      upper,
      lower,
      percentB: reach === 0 ? 0.5 : (close - lower) / (upper - lower),
      bandwidth: reach === 0 ? 0 : (upper - lower) / middle,
    }
  })
}

export const macd = (
  candles: Candles,
  periods: { fast: number; slow: number; signal: number },
): readonly MacdValue[] => {
  const slow = ema(candles, periods.slow)
  const lines = ema(candles, periods.fast).map((value, index) => value - at(slow, index))
  const signals = exponential(lines, periods.signal)
  return lines.map((line, index) => {
    const signal = at(signals, index)
    return { line, signal, histogram: line - signal }
  })
}
