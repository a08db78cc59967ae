import type { DirectionalValue } from '../../../../../src-main/domain/indicators/average-directional-index.ts'
import type { IchimokuValue } from '../../../../../src-main/domain/indicators/ichimoku.ts'
import type { Trend } from '../../../../../src-main/domain/indicators/indicator.ts'
import type { SuperTrendValue } from '../../../../../src-main/domain/indicators/super-trend.ts'
import type { Candle } from '../../../../../src-main/domain/market/candle.ts'
import { at, delayed, type Series, wilder, windows } from './naive-averages.ts'
import { closesOf } from './naive-oscillators.ts'

type Candles = readonly Candle[]

export const trueRange = (candles: Candles): Series =>
  candles.map(({ high, low }, index) => {
    const last = candles[index - 1]?.close ?? Number.NaN
    return Math.max(high - low, Math.abs(high - last), Math.abs(low - last))
  })

export const averageTrueRange = (candles: Candles, period: number): Series =>
  wilder(trueRange(candles), period)

const movements = (candles: Candles): { readonly plus: Series; readonly minus: Series } => {
  const moves = candles.map(({ high, low }, index) => {
    const last = candles[index - 1]
    return last === undefined
      ? { up: Number.NaN, down: Number.NaN }
      : { up: high - last.high, down: last.low - low }
  })
  return {
    plus: moves.map(({ up, down }) => (Number.isNaN(up) ? up : up > down && up > 0 ? up : 0)),
    minus: moves.map(({ up, down }) => (Number.isNaN(up) ? up : down > up && down > 0 ? down : 0)),
  }
}

export const averageDirectionalIndex = (candles: Candles, period: number): readonly DirectionalValue[] => {
  const ranges = averageTrueRange(candles, period)
  const { plus, minus } = movements(candles)
  const share = (movement: Series) =>
    wilder(movement, period).map((value, index) =>
      at(ranges, index) === 0 ? 0 : (100 * value) / at(ranges, index),
    )
  const [plusDi, minusDi] = [share(plus), share(minus)]
  const dx = plusDi.map((up, index) => {
    const down = at(minusDi, index)
    return up + down === 0 ? 0 : (100 * Math.abs(up - down)) / (up + down)
  })
  const adx = wilder(dx, period)
  return adx.map((value, index) => ({
    adx: value,
    plusDi: at(plusDi, index),
    minusDi: at(minusDi, index),
    averageRange: at(ranges, index),
  }))
}

const trendOf = (conditions: readonly (readonly [number, number])[]): Trend => {
  if (conditions.every(([a, b]) => a > b)) return 'bullish'
  return conditions.every(([a, b]) => a < b) ? 'bearish' : 'neutral'
}

export const ichimoku = (
  candles: Candles,
  periods: { conversion: number; base: number; spanB: number; displacement: number },
): readonly IchimokuValue[] => {
  const closes = closesOf(candles)
  const highs = candles.map((candle) => candle.high)
  const lows = candles.map((candle) => candle.low)
  const middles = (period: number): Series => {
    const highest = windows(highs, period, (window) => Math.max(...window))
    return windows(lows, period, (window) => Math.min(...window)).map(
      (lowest, index) => (at(highest, index) + lowest) / 2,
    )
  }
  const [conversions, bases, leadingB] = [
    middles(periods.conversion),
    middles(periods.base),
    middles(periods.spanB),
  ]
  const leadingA = conversions.map((value, index) => (value + at(bases, index)) / 2)
  const [spansA, spansB] = [delayed(leadingA, periods.displacement), delayed(leadingB, periods.displacement)]
  const behind = delayed(closes, periods.displacement)
  return closes.map((close, index) => {
    const [conversion, base] = [at(conversions, index), at(bases, index)]
    const [spanA, spanB] = [at(spansA, index), at(spansB, index)]
    return {
      conversion,
      base,
      spanA,
      spanB,
      leadingSpanA: at(leadingA, index),
      leadingSpanB: at(leadingB, index),
      lagging: close,
      trend: trendOf([
        [close, spanA],
        [close, spanB],
        [conversion, base],
        [close, at(behind, index)],
      ]),
    }
  })
}

export const superTrend = (
  candles: Candles,
  period: number,
  multiplier: number,
): readonly SuperTrendValue[] => {
  const ranges = averageTrueRange(candles, period)
  const values: SuperTrendValue[] = []
  for (const [index, { high, low, close }] of candles.entries()) {
    const range = at(ranges, index)
    const [middle, last] = [(high + low) / 2, values[index - 1]]
    let [upper, lower] = [middle + multiplier * range, middle - multiplier * range]
    if (last === undefined || Number.isNaN(range)) {
      values.push({ line: Number.NaN, upper: Number.NaN, lower: Number.NaN, trend: 'neutral' })
      continue
    }
    const lastClose = candles[index - 1]?.close ?? Number.NaN
    if (upper > last.upper && lastClose <= last.upper) upper = last.upper
    if (lower < last.lower && lastClose >= last.lower) lower = last.lower
    const isBullish = { neutral: close >= middle, bullish: close >= lower, bearish: close > upper }[
      last.trend
    ]
    values.push({ line: isBullish ? lower : upper, upper, lower, trend: isBullish ? 'bullish' : 'bearish' })
  }
  return values
}
