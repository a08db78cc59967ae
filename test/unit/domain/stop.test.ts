import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { riskLimits } from '../../../src-main/domain/risk/limits.ts'
import { followPrice, planStop, type Stop } from '../../../src-main/domain/risk/stop.ts'

const limits = (change: Record<string, string>) => ({ ...defaultsOf(riskLimits), stopLoss: '0', ...change })
const planned = (change: Record<string, string>, strategyStop: number | null = null): Stop => {
  const stop = planStop('p', 100, strategyStop, limits(change))
  if (stop === null) throw new Error('no stop')
  return stop
}

describe('the stop of an entry', () => {
  test('is the nearest that strategy and settings name', () => {
    expect(planned({ stopLoss: '0.05' }).stop).toBe(95)
    expect(planned({ stopLoss: '0.05' }, 90).stop).toBe(95)
    expect(planned({ stopLoss: '0.05' }, 97).stop).toBe(97)
    expect(planned({ stopLoss: '0.05', trailingStop: '0.02' }, 97).stop).toBe(98)
    expect(planned({}, 97).stop).toBe(97)
  })

  test('is none where nobody names one, or only one above the price', () => {
    expect(planStop('p', 100, null, limits({}))).toBeNull()
    expect(planStop('p', 100, 100, limits({}))).toBeNull()
    expect(planned({ takeProfit: '0.1' })).toMatchObject({ stop: null, takeProfit: 110.00000000000001 })
  })

  test('is on by default', () => {
    expect(planStop('p', 100, null, defaultsOf(riskLimits))).toMatchObject({ stop: 95, trailRatio: null })
  })
})

describe('a price', () => {
  const stop = planned({ stopLoss: '0.05', takeProfit: '0.1' })

  test('touches the stop at it and below it, however far, and not a tick above', () => {
    expect(followPrice(stop, 95).touched).toBe('stop')
    expect(followPrice(stop, 12).touched).toBe('stop')
    expect(followPrice(stop, 95.01)).toEqual({ stop, touched: null })
  })

  test('touches the take profit at it and above it, and not a tick below', () => {
    expect(followPrice(stop, 110.01).touched).toBe('take-profit')
    expect(followPrice(stop, 109.99).touched).toBeNull()
  })

  test('that is a new high pulls a trailing stop up, and is remembered where nothing trails', () => {
    const trailing = planned({ stopLoss: '0.05', trailingStop: '0.02' })
    expect(followPrice(trailing, 200).stop).toMatchObject({ peak: 200, stop: 196 })
    expect(followPrice(stop, 105).stop).toMatchObject({ peak: 105, stop: 95 })
    expect(followPrice(trailing, 99).stop).toBe(trailing)
  })

  test('never lowers a stop, on any path, and touches it with the first price that reaches it', () => {
    const share = fc.integer({ min: 0, max: 400 }).map((thousandths) => String(thousandths / 1000))
    const settings = fc.record({ stopLoss: share, trailingStop: share })
    const path = fc.array(fc.double({ min: 1, max: 1_000, noNaN: true }), { maxLength: 60 })
    fc.assert(
      fc.property(settings, path, (change, prices) => {
        let followed: Stop | null = planStop('p', 100, null, limits(change))
        for (const price of prices) {
          if (followed === null) return
          const { stop, touched } = followPrice(followed, price)
          expect(touched === 'stop').toBe(followed.stop !== null && price <= followed.stop)
          expect(stop.stop ?? 0).toBeGreaterThanOrEqual(followed.stop ?? 0)
          expect(stop.peak).toBeGreaterThanOrEqual(followed.peak)
          if (touched !== null) return
          followed = stop
        }
      }),
    )
  })
})
