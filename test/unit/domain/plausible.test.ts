import { describe, expect, test } from 'vitest'
import { flatCandle, isPlausible } from '../../../src-main/domain/market/candle.ts'
import { isPlausibleTrade } from '../../../src-main/domain/market/market.ts'
import { closedCandle, day } from '../../support/candles.ts'

const infinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const
const times = [
  ['the first moment of 1970', 0, true],
  ['the millisecond before it', -1, false],
  ['half a millisecond', 0.5, false],
  ['the last whole number', Number.MAX_SAFE_INTEGER, true],
  ['the one after it', Number.MAX_SAFE_INTEGER + 1, false],
] as const

describe('a plausible candle', () => {
  test.each([
    ['high at the close', { high: 105, close: 105 }, true],
    ['high one tick below the close', { high: 104.99, close: 105 }, false],
    ['high at the open', { high: 105, open: 105 }, true],
    ['high one tick below the open', { high: 104.99, open: 105 }, false],
    ['low at the open', { low: 100, open: 100 }, true],
    ['low one tick above the open', { low: 100.01, open: 100 }, false],
    ['low at the close', { low: 100, close: 100 }, true],
    ['low one tick above the close', { low: 100.01, close: 100 }, false],
    ['flat', { open: 100, high: 100, low: 100, close: 100 }, true],
    ['low above high', { open: 100, high: 99, low: 101, close: 100 }, false],
    ['no volume', { volume: 0 }, true],
    ['less than no volume', { volume: -Number.MIN_VALUE }, false],
    ['a low above zero', { low: Number.MIN_VALUE }, true],
    ['a low of zero', { low: 0 }, false],
    ['a low below zero', { low: -1 }, false],
    ['all prices zero', { open: 0, high: 0, low: 0, close: 0 }, false],
    ['the highest high', { high: Number.MAX_VALUE }, true],
    ['the largest volume', { volume: Number.MAX_VALUE }, true],
  ] as const)('%s', (_, change, plausible) => {
    expect(isPlausible(closedCandle(day, change))).toBe(plausible)
  })

  test.each(['openTime', 'open', 'high', 'low', 'close', 'volume'] as const)('has a finite %s', (field) => {
    for (const value of infinite) expect(isPlausible(closedCandle(day, { [field]: value }))).toBe(false)
  })

  test.each(infinite)('is not made of %d alone', (value) => {
    expect(isPlausible(closedCandle(day, { open: value, high: value, low: value, close: value }))).toBe(false)
  })

  test.each(times)('opens at %s', (_, openTime, plausible) => {
    expect(isPlausible(closedCandle(openTime))).toBe(plausible)
  })

  test('of no trades is flat', () => {
    const candle = flatCandle(day, 42)
    expect(isPlausible(candle)).toBe(true)
    const flat = { open: 42, high: 42, low: 42, close: 42 }
    expect(candle).toMatchObject({ ...flat, volume: 0, provenance: 'synthetic' })
  })
})

describe('a plausible trade', () => {
  const trade = { time: day, price: 100, amount: 1 }

  test.each(['price', 'amount'] as const)('has a %s above zero and finite', (field) => {
    expect(isPlausibleTrade({ ...trade, [field]: Number.MIN_VALUE })).toBe(true)
    expect(isPlausibleTrade({ ...trade, [field]: Number.MAX_VALUE })).toBe(true)
    for (const value of [0, -Number.MIN_VALUE, ...infinite]) {
      expect(isPlausibleTrade({ ...trade, [field]: value })).toBe(false)
    }
  })

  test.each([...times, ...infinite.map((time) => [String(time), time, false] as const)])(
    'happened at %s',
    (_, time, plausible) => {
      expect(isPlausibleTrade({ ...trade, time })).toBe(plausible)
    },
  )
})
