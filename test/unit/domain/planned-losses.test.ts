import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cash, cashText, compareCash, minCash, ratio } from '../../../src-main/domain/money/decimal.ts'
import { defaultsOf, type ParameterValues } from '../../../src-main/domain/parameters.ts'
import { botLimitsOf } from '../../../src-main/domain/risk/entry-limits.ts'
import { riskLimits } from '../../../src-main/domain/risk/limits.ts'
import { plannedLosses } from '../../../src-main/domain/risk/planned-losses.ts'
import { lossAtStop, sizeEntry } from '../../../src-main/domain/risk/sizing.ts'

const usdt = (amount: string) => cash(amount, 'USDT')
const settings = (change: Record<string, string>): ParameterValues => ({
  ...defaultsOf(riskLimits),
  ...{ allocation: '2000', tradeRatio: '0.5', kellyShare: '0', lossPerTrade: '1', maxPositionRatio: '1' },
  ...{ maxExposureRatio: '1', dailyLoss: '0.1', stopLoss: '0.05', maxPositions: '1', ...change },
})
const account = { equity: usdt('10000'), dailyLoss: ratio('1'), feeRate: ratio('0') }
const told = (change: Record<string, string>, more: Partial<typeof account> = {}) => {
  const { entry, trade, stopsHit, day } = plannedLosses(settings(change), { ...account, ...more })
  return [entry, trade, stopsHit, day].map((each) => Number(cashText(each)))
}

describe('what settings let a bot lose', () => {
  test('is a stop for a trade, every stop at once, and the day’s limit with one more trade', () => {
    // Half of 2,000, of which 5 %; 10 % of 2,000 and 50 more.
    expect(told({})).toEqual([1_000, -50, -50, -250])
    expect(told({ maxPositions: '2' })).toEqual([1_000, -50, -100, -250])
  })

  test('is cut by what a trade may lose and by how large a position may be', () => {
    expect(told({ lossPerTrade: '0.004' })).toEqual([1_000, -40, -40, -240])
    expect(told({ maxPositionRatio: '0.05' })).toEqual([500, -25, -25, -225])
  })

  test('is what the stops of all its money lose, however many positions it may have', () => {
    expect(told({ maxPositions: '50' })).toEqual([1_000, -50, -100, -250])
    expect(told({ maxPositions: '50', maxExposureRatio: '0.15' })).toEqual([1_000, -50, -75, -250])
    // 40 at the stops of all its money, but no more than the day allows, which is 1 % of it and one trade.
    expect(told({ maxPositions: '50', tradeRatio: '0.1', dailyLoss: '0.01' })).toEqual([200, -10, -30, -30])
  })

  test('counts fees of both ends', () => {
    // 1,000 buy 1,000/1.001 worth, sold 5 % lower less 0.1 %: 948.10 are left.
    const [, trade = 0] = told({}, { feeRate: ratio('0.001') })
    expect(trade).toBeCloseTo(-51.9, 1)
  })

  test('is the whole of an entry without a stop, and the account’s day where that is shorter', () => {
    expect(told({ stopLoss: '0' })).toEqual([1_000, -1_000, -1_000, -1_200])
    expect(plannedLosses(settings({ stopLoss: '0' }), account).hasStop).toBe(false)
    expect(told({}, { dailyLoss: ratio('0.01') })).toEqual([1_000, -50, -50, -150])
  })

  test('follows the nearer stop, and one that trails only where it trails from the entry', () => {
    expect(told({ trailingStop: '0.02' })[1]).toBe(-20)
    expect(told({ trailingStop: '0.02', trailingFrom: '0.03' })[1]).toBe(-50)
  })

  test('allows for the most that Kelly or volatility may ask for', () => {
    expect(told({ kellyShare: '0.5', kellyCap: '0.15' })[0]).toBe(1_500)
    expect(told({ volatilityAtr: '2' })[0]).toBe(2_000)
  })
})

test('no entry that is sized by the settings costs more, or loses more at its stop', () => {
  const share = (max: number) => fc.integer({ min: 1, max: max * 1000 }).map((n) => String(n / 1000))
  const changes = fc.record({
    ...{ tradeRatio: share(1), kellyShare: fc.constantFrom('0', '0.5', '1'), kellyCap: share(1) },
    ...{ volatilityAtr: fc.constantFrom('0', '0', '1.5'), lossPerTrade: share(0.2), stopLoss: share(0.5) },
    ...{ maxPositionRatio: share(1) },
  })
  const market = fc.record({
    trueRange: fc.option(fc.double({ min: 0.01, max: 20, noNaN: true })),
    wins: fc.integer({ min: 1, max: 60 }),
    nearer: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(changes, market, (change, { trueRange, wins, nearer }) => {
      const limits = settings(change)
      const planned = plannedLosses(limits, { ...account, feeRate: ratio('0.001') })
      const stop = 100 * (1 - Number(change.stopLoss) * nearer)
      const returns = { trades: 60, wins, winReturns: 0.04 * wins, lossReturns: -0.01 * (60 - wins) }
      const request = { price: 100, stop, trueRange, feeRate: 0.001, returns, sizeShare: ratio('1') }
      const capital = usdt(limits.allocation ?? '')
      const { sizing } = botLimitsOf(limits)
      const sized = sizeEntry({ ...request, limits: sizing, capital, equity: account.equity })
      if (!sized.ok) return
      const cost = minCash(sized.value, capital)
      expect(compareCash(cost, planned.entry)).toBeLessThanOrEqual(0)
      const lost = Number(cashText(cost)) * lossAtStop(100, stop, 0.001)
      expect(lost).toBeLessThanOrEqual(-Number(cashText(planned.trade)) + 1e-6)
    }),
    { numRuns: 300 },
  )
})
