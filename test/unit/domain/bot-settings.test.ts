import { describe, expect, test } from 'vitest'
import { demoMarkets } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { BotSettings } from '../../../src-main/domain/bots/bot.ts'
import { checkBotSettings } from '../../../src-main/domain/bots/check-bot-settings.ts'
import { riskLimits } from '../../../src-main/domain/risk/limits.ts'
import { demoBot } from '../../support/test-engine.ts'

const good = demoBot('BTC Cross', 'BTC/USDT')
const errorsOf = (change: Partial<BotSettings>) => checkBotSettings({ ...good, ...change }, demoMarkets)
const codesOf = (change: Partial<BotSettings>) => errorsOf(change).map(({ path, code }) => `${path} ${code}`)

describe('settings of a bot', () => {
  test('that are all right have no errors', () => {
    expect(errorsOf({})).toEqual([])
    expect(errorsOf({ symbols: ['BTC/USDT', 'DASH/USDT'] })).toEqual([])
  })

  test('need a name that is more than spaces', () => {
    expect(codesOf({ name: '' })).toEqual(['name required'])
    expect(codesOf({ name: ' \t' })).toEqual(['name required'])
    expect(codesOf({ name: 'x' })).toEqual([])
  })

  test('take a name of 60 characters and none of 61', () => {
    expect(codesOf({ name: 'x'.repeat(60) })).toEqual([])
    expect(errorsOf({ name: 'x'.repeat(61) })).toEqual([
      { path: 'name', code: 'too-long', facts: { max: 60 } },
    ])
  })

  test('need a venue that exists', () => {
    const codes = checkBotSettings(good, null).map(({ path, code }) => `${path} ${code}`)
    expect(codes).toEqual(['venueId unknown-venue'])
  })

  test('need a pair, and only pairs that the venue trades', () => {
    expect(codesOf({ symbols: [] })).toEqual(['symbols required'])
    expect(errorsOf({ symbols: ['BTC/USDT', 'NO/USDT', 'XX/YY'] })).toEqual([
      { path: 'symbols', code: 'unknown-symbol', facts: { symbol: 'NO/USDT' } },
      { path: 'symbols', code: 'unknown-symbol', facts: { symbol: 'XX/YY' } },
    ])
  })

  test('never mix two quote currencies under one allocation', () => {
    expect(codesOf({ symbols: ['BTC/USDT', 'BTC/USD'] })).toEqual(['symbols mixed-quotes'])
  })

  test('need a timeframe of the table', () => {
    expect(codesOf({ timeframe: '2m' as BotSettings['timeframe'] })).toEqual(['timeframe required'])
    expect(codesOf({ timeframe: 'toString' as BotSettings['timeframe'] })).toEqual(['timeframe required'])
  })

  test('need a strategy that exists; its parameters are looked at only then', () => {
    expect(codesOf({ strategyId: 'none', parameters: {} })).toEqual(['strategyId unknown-strategy'])
    expect(codesOf({ parameters: { fast: '9' } })).toEqual(['parameters.slow required'])
  })

  test('rules between parameters are looked at when each is right by itself', () => {
    expect(codesOf({ parameters: { fast: '21', slow: '21' } })).toEqual([
      'parameters.fast fast-not-below-slow',
    ])
    expect(codesOf({ parameters: { fast: '500', slow: '21' } })).toEqual(['parameters.fast above-max'])
  })

  test('need every risk limit: none is off by being forgotten or misspelt', () => {
    const { maxPositions, ...others } = good.limits
    expect(maxPositions).toBe('1')
    expect(codesOf({ limits: others })).toEqual(['limits.maxPositions required'])
    expect(codesOf({ limits: { ...good.limits, maxPosition: '1' } })).toEqual([
      'limits.maxPosition unknown-parameter',
    ])
  })

  test('every error is told at once', () => {
    expect(codesOf({ name: '', symbols: [], parameters: {}, limits: {} })).toHaveLength(4 + riskLimits.length)
  })
})
