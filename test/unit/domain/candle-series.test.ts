import { describe, expect, test } from 'vitest'
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

test('a candle that cannot be is not taken', () => {
  const series = filled(1)
  expect(series.append(closedCandle(day + minute, { low: 0 }))).toEqual({ kind: 'implausible' })
  expect(series.length).toBe(1)
  expect(series.append(closedCandle(day + minute, { low: 1e-9 }))).toEqual({ kind: 'appended' })
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
