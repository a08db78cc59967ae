import { describe, expect, test } from 'vitest'
import { flatCandle, isPlausible } from '../../../src-main/domain/market/candle.ts'
import { CandleSeries } from '../../../src-main/domain/market/candle-series.ts'
import { isTimeframe, openTimeOf, timeframeMs } from '../../../src-main/domain/market/timeframe.ts'
import { closedCandle, day, formingCandle } from '../../support/candles.ts'

const minute = 60_000
const filled = (count: number, capacity = 1_000) => {
  const series = new CandleSeries('1m', capacity)
  for (let index = 0; index < count; index += 1) series.append(closedCandle(day + index * minute))
  return series
}

describe('a series of closed candles', () => {
  test('takes the candle that follows the last one', () => {
    const series = filled(1)
    expect(series.append(closedCandle(day + minute))).toEqual({ kind: 'appended' })
    expect(series.length).toBe(2)
    expect(series.last?.openTime).toBe(day + minute)
  })

  test('knows the last one and any older one already', () => {
    const series = filled(3)
    expect(series.append(closedCandle(day + 2 * minute, { close: 100.5 }))).toEqual({ kind: 'duplicate' })
    expect(series.append(closedCandle(day))).toEqual({ kind: 'duplicate' })
    expect(series.last?.close).toBe(100)
  })

  test('tells the hole before a candle that comes too soon, and does not take it', () => {
    const series = filled(2)
    const hole = { kind: 'gap', from: day + 2 * minute, to: day + 3 * minute }
    expect(series.append(closedCandle(day + 3 * minute))).toEqual(hole)
    expect(series.length).toBe(2)
    expect(series.append(closedCandle(day + 2 * minute))).toEqual({ kind: 'appended' })
  })

  test('keeps its capacity, drops the oldest, and stays in order', () => {
    for (const count of [7, 8, 9, 10, 11, 100]) {
      const series = filled(count, 8)
      expect(series.length).toBeGreaterThanOrEqual(Math.min(count, 8))
      expect(series.length).toBeLessThan(10)
      const times = series.tail(8).map((candle) => candle.openTime)
      const newest = day + (count - 1) * minute
      expect(times).toEqual(times.map((_, index) => newest - (times.length - 1 - index) * minute))
    }
  })

  test('gives its newest, oldest first: none, some, or all', () => {
    const series = filled(3)
    const times = (limit: number) => series.tail(limit).map((candle) => (candle.openTime - day) / minute)
    expect(times(0)).toEqual([])
    expect(times(2)).toEqual([1, 2])
    expect(times(3)).toEqual([0, 1, 2])
    expect(times(4)).toEqual([0, 1, 2])
    expect(times(Number.POSITIVE_INFINITY)).toEqual([0, 1, 2])
  })
})

describe('the candle in progress', () => {
  test('is taken when it is newer than the last closed one, else ignored', () => {
    const series = filled(2)
    expect(series.form(formingCandle(day + minute))).toBe(false)
    expect(series.forming).toBeNull()
    expect(series.form(formingCandle(day + 2 * minute))).toBe(true)
    expect(series.forming?.openTime).toBe(day + 2 * minute)
  })

  test('is gone when it has closed', () => {
    const series = filled(2)
    series.form(formingCandle(day + 2 * minute))
    series.append(closedCandle(day + 2 * minute))
    expect(series.forming).toBeNull()
  })

  test('stays when an older one closes late', () => {
    const series = filled(2)
    series.form(formingCandle(day + 3 * minute))
    series.append(closedCandle(day + 2 * minute))
    expect(series.forming?.openTime).toBe(day + 3 * minute)
  })
})

describe('a plausible candle', () => {
  const edges = [
    ['high at the close', { high: 105, close: 105 }, true],
    ['high one tick below the close', { high: 104.99, close: 105 }, false],
    ['low at the open', { low: 100, open: 100 }, true],
    ['low one tick above the open', { low: 100.01, open: 100 }, false],
    ['no volume', { volume: 0 }, true],
    ['less than no volume', { volume: -1e-9 }, false],
    ['a low above zero', { low: 1e-9 }, true],
    ['a low of zero', { low: 0 }, false],
    ['an endless high', { high: Number.POSITIVE_INFINITY }, false],
    ['an open that is no number', { open: Number.NaN }, false],
    ['a close that is no number', { close: Number.NaN }, false],
    ['a low that is no number', { low: Number.NaN }, false],
    ['a volume that is no number', { volume: Number.NaN }, false],
  ] as const

  test.each(edges)('%s', (_, change, plausible) => {
    const candle = closedCandle(day, change)
    expect(isPlausible(candle)).toBe(plausible)
    const appended = new CandleSeries('1m', 10).append(candle)
    expect(appended.kind).toBe(plausible ? 'appended' : 'implausible')
  })

  test('of no trades is flat', () => {
    const candle = flatCandle(day, 42)
    expect(isPlausible(candle)).toBe(true)
    expect(candle).toMatchObject({
      open: 42,
      high: 42,
      low: 42,
      close: 42,
      volume: 0,
      provenance: 'synthetic',
    })
  })
})

describe('timeframes', () => {
  test('a candle opens at the moment itself or before it, never after', () => {
    for (const timeframe of ['1m', '5m', '15m', '1h', '4h', '1d'] as const) {
      const span = timeframeMs[timeframe]
      expect(openTimeOf(day, timeframe)).toBe(day)
      expect(openTimeOf(day + span - 1, timeframe)).toBe(day)
      expect(openTimeOf(day + span, timeframe)).toBe(day + span)
    }
  })

  test('only those of the table exist', () => {
    expect(isTimeframe('5m')).toBe(true)
    for (const none of ['2m', '', '5M', 'toString', '__proto__']) expect(isTimeframe(none)).toBe(false)
  })
})
