import type { DivergenceValue } from '../../../../../src-main/domain/indicators/macd-divergence.ts'
import type { PivotsValue } from '../../../../../src-main/domain/indicators/pivots.ts'
import type { SupportResistanceValue } from '../../../../../src-main/domain/indicators/support-resistance.ts'
import type { Candle } from '../../../../../src-main/domain/market/candle.ts'
import { at } from './naive-averages.ts'
import { ema } from './naive-oscillators.ts'

type Candles = readonly Candle[]

const isPivot = (values: readonly number[], center: number, left: number, right: number): boolean => {
  if (center < left || center + right >= values.length) return false
  const value = at(values, center)
  return (
    values.slice(center - left, center).every((before) => before <= value) &&
    values.slice(center + 1, center + right + 1).every((after) => after < value)
  )
}

/** Pivots where they lie; each is confirmed `right` candles later. */
const peaks = (values: readonly number[], left: number, right: number): readonly number[] =>
  values.flatMap((_, center) => (isPivot(values, center, left, right) ? [center] : []))

const highsOf = (candles: Candles) => candles.map(({ high }) => high)
/** Upside down, so that a low is a peak. */
const lowsOf = (candles: Candles) => candles.map(({ low }) => -low)

export const pivots = (candles: Candles, left: number, right: number): readonly PivotsValue[] => {
  const highs = new Set(peaks(highsOf(candles), left, right))
  const lows = new Set(peaks(lowsOf(candles), left, right))
  return candles.map((_, index) => ({
    high: highs.has(index - right) ? (candles[index - right]?.high ?? Number.NaN) : Number.NaN,
    low: lows.has(index - right) ? (candles[index - right]?.low ?? Number.NaN) : Number.NaN,
  }))
}

export const supportResistance = (
  candles: Candles,
  { left, right, memory, tolerance }: { left: number; right: number; memory: number; tolerance: number },
): readonly SupportResistanceValue[] => {
  const levels: number[] = []
  return pivots(candles, left, right).map(({ high, low }, index) => {
    levels.push(...[high, low].filter((level) => !Number.isNaN(level)))
    const remembered = levels.slice(-memory)
    const close = candles[index]?.close ?? Number.NaN
    const [below, above] = [remembered.filter((x) => x <= close), remembered.filter((x) => x > close)]
    const support = below.length > 0 ? Math.max(...below) : Number.NaN
    const resistance = above.length > 0 ? Math.min(...above) : Number.NaN
    const touches = (of: number) => remembered.filter((x) => Math.abs(x - of) <= of * tolerance).length
    return {
      support,
      supportTouches: touches(support),
      resistance,
      resistanceTouches: touches(resistance),
    }
  })
}

interface DivergenceSettings {
  readonly fast: number
  readonly slow: number
  readonly left: number
  readonly right: number
  readonly reach: number
}

export const macdDivergence = (
  candles: Candles,
  { fast, slow, left, right, reach }: DivergenceSettings,
): readonly DivergenceValue[] => {
  const slowAverage = ema(candles, slow)
  const lines = ema(candles, fast).map((value, index) => value - at(slowAverage, index))
  const diverges = (prices: readonly number[], measures: readonly number[]): readonly boolean[] => {
    const found = peaks(prices, left, right)
    return prices.map((_, index) => {
      const known = found.filter((center) => center + right <= index)
      const [before = -1, last = -1] = known.slice(-2)
      return (
        known.length > 1 &&
        last - before <= reach &&
        index - (last + right) <= reach &&
        at(prices, last) > at(prices, before) &&
        at(measures, last) < at(measures, before)
      )
    })
  }
  const bearish = diverges(highsOf(candles), lines)
  const bullish = diverges(
    lowsOf(candles),
    lines.map((line) => -line),
  )
  return candles.map((_, index) => ({
    bullish: bullish[index] ?? false,
    bearish: bearish[index] ?? false,
  }))
}
