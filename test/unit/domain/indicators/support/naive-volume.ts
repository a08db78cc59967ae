import type { VolumeProfileValue } from '../../../../../src-main/domain/indicators/parts/volume-rows.ts'
import type { Candle } from '../../../../../src-main/domain/market/candle.ts'
import { at, type Series, simple } from './naive-averages.ts'

type Candles = readonly Candle[]

/** Every double is a whole multiple of this at the volumes of the tests, so that sums are exact. */
const unit = 2 ** -60

export const onBalanceVolume = (candles: Candles): Series => {
  let sum = 0n
  return candles.map(({ close, volume }, index) => {
    const last = candles[index - 1]?.close ?? close
    sum += BigInt(Math.round((volume * Math.sign(close - last)) / unit))
    return Number(sum) * unit
  })
}

export const volumeAverage = (candles: Candles, period: number): Series =>
  simple(
    candles.map(({ volume }) => volume),
    period,
  )

export const vwap = (candles: Candles, sessionMs: number): Series =>
  candles.map((newest, index) => {
    const session = (candle: Candle) => Math.floor(candle.openTime / sessionMs)
    const ofSession = candles.slice(0, index + 1).filter((candle) => session(candle) === session(newest))
    const turnover = ofSession.reduce(
      (sum, { high, low, close, volume }) => sum + ((high + low + close) / 3) * volume,
      0,
    )
    return turnover / ofSession.reduce((sum, { volume }) => sum + volume, 0)
  })

/** The narrowest power of two with at most 30 rows from the lowest to the highest, none below price × 2⁻²². */
const rowWidth = (lowest: number, highest: number): number => {
  const isTooNarrow = (width: number) =>
    Math.floor(highest / width) - Math.floor(lowest / width) + 1 > 30 || highest / width >= 2 ** 22
  let exponent = Math.floor(Math.log2(highest)) - 32
  while (isTooNarrow(2 ** exponent)) exponent += 1
  return 2 ** exponent
}

const profileOf = (candles: Candles, share: number): VolumeProfileValue => {
  const window = candles.map(({ high, low, close, volume }) => ({
    high: Math.fround(high),
    low: Math.fround(low),
    close: Math.fround(close),
    volume: Math.fround(volume),
  }))
  const lowest = Math.min(...window.map(({ low }) => low))
  const highest = Math.max(...window.map(({ high }) => high))
  const width = rowWidth(lowest, highest)
  const first = Math.floor(lowest / width)
  const rows: number[] = Array.from({ length: Math.floor(highest / width) - first + 1 }, () => 0)
  for (const { high, low, close, volume } of window) {
    for (const price of [high, low, close, close]) {
      const row = Math.floor(price / width) - first
      rows[row] = at(rows, row) + volume / 4
    }
  }
  const total = rows.reduce((sum, volume) => sum + volume, 0)
  if (total === 0) return { pointOfControl: Number.NaN, valueAreaLow: Number.NaN, valueAreaHigh: Number.NaN }
  const largest = rows.indexOf(Math.max(...rows))
  let [below, above] = [largest, largest]
  const sum = (from: number, to: number) => rows.slice(from, to).reduce((all, volume) => all + volume, 0)
  while (sum(below, above + 1) < share * total) {
    const up = above + 1 < rows.length ? sum(above + 1, above + 3) : -1
    const down = below > 0 ? sum(Math.max(below - 2, 0), below) : -1
    if (up >= down) above = Math.min(above + 2, rows.length - 1)
    else below = Math.max(below - 2, 0)
  }
  return {
    pointOfControl: (first + largest + 0.5) * width,
    valueAreaLow: (first + below) * width,
    valueAreaHigh: (first + above + 1) * width,
  }
}

export const volumeProfile = (
  candles: Candles,
  period: number,
  share: number,
): readonly VolumeProfileValue[] =>
  candles.map((_, index) =>
    index + 1 < period
      ? { pointOfControl: Number.NaN, valueAreaLow: Number.NaN, valueAreaHigh: Number.NaN }
      : profileOf(candles.slice(index + 1 - period, index + 1), share),
  )
