import { describe, expect, test } from 'vitest'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { checkExitRules } from '../../../src-main/domain/risk/exit-rules.ts'
import { riskLimits } from '../../../src-main/domain/risk/limits.ts'
import { planned, plannedStop } from '../../support/stops.ts'

describe('the stop of an entry', () => {
  test('is the nearest that strategy and settings name', () => {
    expect(plannedStop({ stopLoss: '0.05' }).stop).toBe(95)
    expect(plannedStop({ stopLoss: '0.05' }, { strategyStop: 90 }).stop).toBe(95)
    expect(plannedStop({ stopLoss: '0.05' }, { strategyStop: 97 }).stop).toBe(97)
    expect(plannedStop({}, { strategyStop: 97 }).stop).toBe(97)
    const trailing = plannedStop({ stopLoss: '0.05', trailingStop: '0.02' }, { strategyStop: 97 })
    expect(trailing).toMatchObject({ stop: 98, rule: 'trailing' })
  })

  test('is none where nobody names one, or only one above the price', () => {
    expect(planned({})).toBeNull()
    expect(planned({}, { strategyStop: 100 })).toBeNull()
    expect(plannedStop({ takeProfit: '0.1' })).toMatchObject({ stop: null, takeProfit: 110.00000000000001 })
  })

  test('is on by default', () => {
    const stop = planned({ stopLoss: defaultsOf(riskLimits).stopLoss ?? '' })
    expect(stop).toMatchObject({
      stop: 95,
      rule: 'stop-loss',
      trailRatio: null,
      expiresAt: null,
      targets: [],
    })
  })

  test('trails by average true ranges as they were, and not at all while there are none', () => {
    expect(plannedStop({ trailingAtr: '2.5' }, { trueRange: 2 })).toMatchObject({
      stop: 95,
      rule: 'trailing',
      trailDistance: 5,
    })
    expect(planned({ trailingAtr: '2.5' })).toBeNull()
    expect(plannedStop({ trailingAtr: '200', stopLoss: '0.05' }, { trueRange: 2 }).stop).toBe(95)
  })

  test('of two trailing stops is the nearer one', () => {
    const both = { trailingStop: '0.04', trailingAtr: '1' }
    expect(plannedStop(both, { trueRange: 3 }).stop).toBe(97)
    expect(plannedStop(both, { trueRange: 5 }).stop).toBe(96)
  })

  test('does not trail yet where that begins with a profit', () => {
    const stop = plannedStop({ stopLoss: '0.05', trailingStop: '0.02', trailingFrom: '0.01' })
    expect(stop).toMatchObject({ stop: 95, rule: 'stop-loss', trailFrom: 101 })
  })

  test('breaks even at a price that brings back the fees of both ends', () => {
    const { breakEvenFrom, breakEvenAt } = plannedStop({ breakEven: '0.01' }, { feeRate: 0.002 })
    expect(breakEvenFrom).toBe(101)
    const [paid, received] = [100 * 1.002, breakEvenAt * (1 - 0.002)]
    expect(received).toBeCloseTo(paid, 10)
  })

  test('keeps after each target what its share leaves of all that was bought', () => {
    const settings = { firstTarget: '0.01', firstShare: '0.3', secondTarget: '0.02', secondShare: '0.7' }
    expect(plannedStop(settings).targets).toEqual([
      { price: 101, keep: 0.7 },
      { price: 102, keep: 0 },
    ])
  })

  test('expires so long after the entry, on the market’s clock', () => {
    const stop = plannedStop({ timeStop: '60', timeStopLosing: '1' }, { time: 5_000 })
    expect(stop).toMatchObject({ expiresAt: 65_000, expiresLosing: true })
  })
})

describe('exit rules', () => {
  const errorsOf = (limits: Record<string, string>) =>
    checkExitRules({ ...defaultsOf(riskLimits), ...limits }).map(({ path, code }) => `${path} ${code}`)

  test('are all right as they come', () => {
    expect(errorsOf({})).toEqual([])
  })

  test('name targets that rise up to the take profit', () => {
    const targets = { firstTarget: '0.01', secondTarget: '0.02' }
    expect(errorsOf({ ...targets, takeProfit: '0.021' })).toEqual([])
    expect(errorsOf({ ...targets, takeProfit: '0.02' })).toEqual(['limits.takeProfit target-not-above-last'])
    expect(errorsOf({ firstTarget: '0.02', secondTarget: '0.02' })).toEqual([
      'limits.secondTarget target-not-above-last',
    ])
    expect(errorsOf({ secondTarget: '0.02' })).toEqual([])
  })

  test('sell all there is and no more', () => {
    const targets = { firstTarget: '0.01', secondTarget: '0.02' }
    expect(errorsOf({ ...targets, firstShare: '0.7', secondShare: '0.3' })).toEqual([])
    expect(errorsOf({ ...targets, firstShare: '0.7', secondShare: '0.31' })).toEqual([
      'limits.secondShare shares-above-all',
    ])
    expect(errorsOf({ firstTarget: '0.01', firstShare: '0.7', secondShare: '0.31' })).toEqual([])
  })
})
