import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import { closesAt, formingCandle } from '../../../support/candles.ts'

const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 })

describe('the exponential moving average', () => {
  test('is undefined one candle before its period is full and the simple average when it is', () => {
    const ema = new Ema(3)
    const seen = closesAt(60_000, [1, 2, 6, 5]).map((candle) => {
      ema.commit(candle)
      return ema.value
    })
    expect(seen).toEqual([Number.NaN, Number.NaN, 3, 4])
    expect(ema.peek(formingCandle(0, { close: 8 }))).toBe(6)
  })

  test('stays between the lowest and the highest value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), values, (period, all) => {
        fc.pre(all.length >= period)
        const ema = new Ema(period)
        for (const candle of closesAt(60_000, all)) ema.commit(candle)
        const dust = Math.max(...all) * 1e-12
        expect(ema.value).toBeGreaterThanOrEqual(Math.min(...all) - dust)
        expect(ema.value).toBeLessThanOrEqual(Math.max(...all) + dust)
      }),
    )
  })

  test.each([0, -1, 1.5, Number.NaN])('a period of %s is refused', (period) => {
    expect(() => new Ema(period)).toThrow('EMA period')
  })
})
