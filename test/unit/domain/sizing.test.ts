import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cash, cashText, ratio, toNumber } from '../../../src-main/domain/money/decimal.ts'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import {
  lossAtStop,
  type SizingRequest,
  sizeEntry,
  sizingLimitsOf,
  sizingRules,
} from '../../../src-main/domain/risk/sizing.ts'

const usdt = (amount: string) => cash(amount, 'USDT')
const limitsOf = (change: Record<string, string> = {}) =>
  sizingLimitsOf({ ...defaultsOf(sizingRules), lossPerTrade: '1', maxPositionRatio: '1', ...change })
const noTrades = { trades: 0, wins: 0, winReturns: 0, lossReturns: 0 }
/** 24 of 40 won 3 %, 16 lost 2 %: a bare fraction of 1/3, of which 40 in 60 count. */
const winning = { trades: 40, wins: 24, winReturns: 0.72, lossReturns: -0.32 }
const request: SizingRequest = {
  limits: limitsOf(),
  price: 100,
  stop: 95,
  trueRange: null,
  feeRate: 0,
  returns: noTrades,
  capital: usdt('2000'),
  equity: usdt('10000'),
  sizeShare: ratio('1'),
}
const sizeOf = (change: Partial<SizingRequest>): number | string => {
  const sized = sizeEntry({ ...request, ...change })
  return sized.ok ? Number(cashText(sized.value)) : sized.error.code
}

describe('an entry is sized', () => {
  test('by a fixed share of the bot’s money until it has trades enough', () => {
    expect(sizeOf({})).toBe(1_000)
    expect(sizeOf({ returns: { ...winning, trades: 19 } })).toBe(1_000)
    expect(sizeOf({ returns: winning, limits: limitsOf({ kellyMinTrades: '41' }) })).toBe(1_000)
  })

  test('by half of the Kelly fraction from then on, of the account’s equity', () => {
    // 1/3 · 40/60 / 2 = 1/9
    const free = limitsOf({ kellyCap: '1', kellyMinTrades: '40' })
    expect(sizeOf({ returns: winning, limits: free })).toBeCloseTo(10_000 / 9, 6)
    expect(sizeOf({ returns: winning, limits: limitsOf({ kellyCap: '1', kellyShare: '0.25' }) })).toBeCloseTo(
      10_000 / 18,
      6,
    )
  })

  test('by Kelly with no more than a tenth of the equity, unless told otherwise', () => {
    expect(sizeOf({ returns: winning })).toBe(1_000)
    expect(sizeOf({ returns: winning, limits: limitsOf({ kellyCap: '0.05' }) })).toBe(500)
  })

  test('at nothing without an edge, and says on what', () => {
    const losing = { trades: 40, wins: 16, winReturns: 0.32, lossReturns: -0.72 }
    expect(sizeEntry({ ...request, returns: losing })).toEqual({
      ok: false,
      error: { code: 'decision.no-edge', facts: { trades: 40, won: 16, edge: '-0.3333' } },
    })
    expect(sizeOf({ returns: losing, limits: limitsOf({ kellyShare: '0' }) })).toBe(1_000)
  })

  test('by volatility where that is asked for and known', () => {
    const byRange = limitsOf({ volatilityAtr: '2', lossPerTrade: '0.01' })
    // 1 % of 10,000 over two ranges of 1.5 in 100.
    expect(sizeOf({ limits: byRange, trueRange: 1.5, stop: 99 })).toBeCloseTo(100 / 0.03, 6)
    expect(sizeOf({ limits: byRange, trueRange: null, stop: 99 })).toBe(1_000)
    expect(sizeOf({ limits: byRange, trueRange: 1.5, stop: 99, returns: winning })).toBeCloseTo(100 / 0.03, 6)
  })

  test('no larger than its stop may lose, fees of both ends included', () => {
    const oneInHundred = limitsOf({ lossPerTrade: '0.01', tradeRatio: '1' })
    expect(sizeOf({ limits: oneInHundred, stop: 95 })).toBeCloseTo(2_000, 6)
    expect(sizeOf({ limits: oneInHundred, stop: 90 })).toBeCloseTo(1_000, 6)
    expect(sizeOf({ limits: oneInHundred, stop: null })).toBe(100)
    const [entry, exit] = [100 * 1.001, 90 * 0.999]
    expect(sizeOf({ limits: oneInHundred, stop: 90, feeRate: 0.001 })).toBeCloseTo(
      100 / ((entry - exit) / entry),
      6,
    )
  })

  test('no larger than a position may be', () => {
    expect(sizeOf({ limits: limitsOf({ maxPositionRatio: '0.05' }) })).toBe(500)
  })

  test('at a share of it where that is asked for', () => {
    expect(sizeOf({ sizeShare: ratio('0.25') })).toBe(250)
    expect(sizeOf({ sizeShare: ratio('0.25'), returns: winning })).toBe(250)
  })
})

test('a stop above the price loses its fees and no more', () => {
  expect(lossAtStop(100, 101, 0)).toBe(0)
  expect(lossAtStop(100, 101, 0.001)).toBeCloseTo(1 - 0.999 / 1.001, 12)
})

test('whatever the way of sizing, the stop loses no more than a trade may lose', () => {
  const asked = fc.record({
    price: fc.double({ min: 0.001, max: 100_000, noNaN: true }),
    distance: fc.option(fc.double({ min: 0, max: 0.99, noNaN: true })),
    trueRange: fc.option(fc.double({ min: 0, max: 0.5, noNaN: true })),
    feeRate: fc.constantFrom(0, 0.001, 0.0075),
    trades: fc.integer({ min: 0, max: 60 }),
    won: fc.double({ min: 0, max: 1, noNaN: true }),
    win: fc.double({ min: 0.0001, max: 0.5, noNaN: true }),
    loss: fc.double({ min: 0, max: 0.5, noNaN: true }),
    volatilityAtr: fc.constantFrom('0', '2'),
    lossPerTrade: fc.constantFrom('0.001', '0.01', '0.5'),
    equity: fc.integer({ min: 1, max: 1_000_000 }),
  })
  let [byEach, refusals] = [0, 0]
  fc.assert(
    fc.property(asked, (given) => {
      const { price, distance, feeRate, trades, lossPerTrade, equity } = given
      const wins = Math.round(trades * given.won)
      const stop = distance === null ? null : price * (1 - distance)
      const sized = sizeEntry({
        ...{ price, stop, feeRate, equity: usdt(String(equity)), capital: usdt(String(equity)) },
        trueRange: given.trueRange === null ? null : price * given.trueRange,
        limits: limitsOf({ volatilityAtr: given.volatilityAtr, lossPerTrade }),
        returns: { trades, wins, winReturns: wins * given.win, lossReturns: -(trades - wins) * given.loss },
        sizeShare: ratio('1'),
      })
      if (!sized.ok) {
        refusals += 1
        return
      }
      byEach += 1
      const lost = toNumber(sized.value.amount) * lossAtStop(price, stop, feeRate)
      expect(lost).toBeLessThanOrEqual(equity * Number(lossPerTrade) * (1 + 1e-9))
      expect(toNumber(sized.value.amount)).toBeLessThanOrEqual(equity)
    }),
    { numRuns: 2_000 },
  )
  expect(byEach).toBeGreaterThan(500)
  expect(refusals).toBeGreaterThan(100)
})
