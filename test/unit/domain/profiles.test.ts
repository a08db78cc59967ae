import { describe, expect, test } from 'vitest'
import { demoMarkets } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { checkBotSettings } from '../../../src-main/domain/bots/check-bot-settings.ts'
import { profiles } from '../../../src-main/domain/bots/profiles.ts'
import { timeframeMs } from '../../../src-main/domain/market/timeframe.ts'
import { toNumber } from '../../../src-main/domain/money/decimal.ts'
import { numberOf } from '../../../src-main/domain/parameters.ts'
import { demoBot } from '../../support/test-engine.ts'

const lookEvery = { scalper: [1, 3], 'day-trader': [5, 10], swing: [30, 60] } as const

describe.each(profiles.map((profile) => [profile.id, profile] as const))('a %s', (id, profile) => {
  const of = (key: string) => numberOf(profile.limits, key)

  test('is made of settings that every strategy may have', () => {
    const { timeframe, limits } = profile
    const settings = { ...demoBot('Profile', 'BTC/USDT', limits), timeframe }
    expect(checkBotSettings(settings, demoMarkets)).toEqual([])
  })

  test('looks as often as it should', () => {
    const [least, most] = lookEvery[id]
    expect(of('analysisSeconds')).toBeGreaterThanOrEqual(least)
    expect(of('analysisSeconds')).toBeLessThanOrEqual(most)
  })

  test('has a stop, which trailing does not bring nearer at the entry', () => {
    expect(of('stopLoss')).toBeGreaterThan(0)
    const trailing = of('trailingStop')
    expect(trailing === 0 || trailing > of('stopLoss')).toBe(true)
  })

  test('gains more at its take profit than it loses at its stop, fees paid both ways', () => {
    const [fee = 0] = demoMarkets.map(({ takerFee }) => toNumber(takerFee)).sort((a, b) => b - a)
    const gain = of('takeProfit')
    expect(gain === 0 || gain - 2 * fee > of('stopLoss') + 2 * fee).toBe(true)
    expect(gain > 0 || of('trailingStop') > 0).toBe(true)
  })
})

test('the longer a position is held, the longer the candles, the pauses and the way to the stop', () => {
  const rising = (values: readonly number[]) =>
    values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0))
  expect(rising(profiles.map(({ timeframe }) => timeframeMs[timeframe]))).toBe(true)
  expect(rising(profiles.map(({ limits }) => numberOf(limits, 'analysisSeconds')))).toBe(true)
  expect(rising(profiles.map(({ limits }) => numberOf(limits, 'stopLoss')))).toBe(true)
})
