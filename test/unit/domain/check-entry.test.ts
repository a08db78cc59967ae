import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Market } from '../../../src-main/domain/market/market.ts'
import {
  addCash,
  addRatio,
  cash,
  compareCash,
  isOnStep,
  isZero,
  notional,
  price,
  quantity,
  ratio,
  scaleCash,
  text,
} from '../../../src-main/domain/money/decimal.ts'
import { checkEntry, type EntryRequest } from '../../../src-main/domain/risk/check-entry.ts'
import { marketText } from '../../support/scaled.ts'

const usdt = (amount: string) => cash(amount, 'USDT')
const market: Market = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  priceStep: price('0.01'),
  amountStep: quantity('0.01'),
  minAmount: quantity('0.01'),
  minNotional: usdt('10'),
  makerFee: ratio('0'),
  takerFee: ratio('0'),
}
const limits = {
  allocation: '1000',
  tradeRatio: '0.5',
  maxPositions: '2',
  maxExposureRatio: '0.5',
  coolDownSeconds: '60',
  kellyShare: '0.5',
  kellyCap: '0.1',
  kellyMinTrades: '20',
  volatilityAtr: '0',
  lossPerTrade: '1',
  maxPositionRatio: '1',
}
/** An entry of 5 units for 500 that nothing stands against. */
const request: EntryRequest = {
  market,
  price: price('100'),
  stop: 95,
  trueRange: null,
  returns: { trades: 0, wins: 0, winReturns: 0, lossReturns: 0 },
  sizeShare: ratio('1'),
  limits,
  now: 1_000_000,
  lastExitAt: null,
  botOpenPositions: 0,
  botCommitted: usdt('0'),
  botRealized: usdt('0'),
  free: usdt('10000'),
  accountEquity: usdt('10000'),
  accountExposure: usdt('0'),
}
const sizeOf = (change: Partial<EntryRequest>): string => {
  const verdict = checkEntry({ ...request, ...change })
  return verdict.ok ? text(verdict.value) : verdict.error.code
}
const denialOf = (change: Partial<EntryRequest>) => {
  const verdict = checkEntry({ ...request, ...change })
  return verdict.ok ? null : verdict.error
}

describe('sizing an entry', () => {
  test('takes the set part of the allocation', () => {
    expect(sizeOf({})).toBe('5')
    expect(sizeOf({ limits: { ...limits, tradeRatio: '1' } })).toBe('10')
  })

  test('grows and shrinks with what the bot has made', () => {
    expect(sizeOf({ botRealized: usdt('100') })).toBe('5.5')
    expect(sizeOf({ botRealized: usdt('-100') })).toBe('4.5')
  })

  test('takes no more than what is left of the allocation', () => {
    expect(sizeOf({ botCommitted: usdt('500') })).toBe('5')
    expect(sizeOf({ botCommitted: usdt('501') })).toBe('4.99')
  })

  test('leaves room for the fee, so that a bot may use all the money there is', () => {
    const all = { ...limits, tradeRatio: '1', maxExposureRatio: '1' }
    const withFee = { ...market, takerFee: ratio('0.001') }
    const free = usdt('1000')
    expect(sizeOf({ limits: all, market: withFee, free, accountEquity: free })).toBe('9.99')
  })

  test('is cut to what its stop may lose and to what a position may be', () => {
    expect(sizeOf({ stop: 90, limits: { ...limits, lossPerTrade: '0.002' } })).toMatch(/^(1\.99|2)$/)
    expect(sizeOf({ limits: { ...limits, maxPositionRatio: '0.03' } })).toBe('3')
    expect(sizeOf({ sizeShare: ratio('0.25') })).toBe('1.25')
  })

  test('rounds down to the step of the exchange', () => {
    expect(sizeOf({ price: price('100.01') })).toBe('4.99')
  })
})

describe('an entry is denied', () => {
  test('until the cool-down has ended, and not from then on', () => {
    const lastExitAt = request.now - 60_000
    expect(sizeOf({ lastExitAt })).toBe('5')
    expect(denialOf({ lastExitAt: lastExitAt + 1 })).toEqual({
      code: 'decision.cool-down',
      facts: { seconds: 1 },
    })
    expect(denialOf({ lastExitAt: request.now })?.facts).toEqual({ seconds: 60 })
    expect(sizeOf({ lastExitAt: request.now, limits: { ...limits, coolDownSeconds: '0' } })).toBe('5')
  })

  test('at the most positions, not one below', () => {
    expect(sizeOf({ botOpenPositions: 1 })).toBe('5')
    const facts = { open: 2, max: 2 }
    expect(denialOf({ botOpenPositions: 2 })).toEqual({ code: 'decision.max-positions', facts })
  })

  test('one cent above the exposure limit, not at it', () => {
    expect(sizeOf({ accountExposure: usdt('4500') })).toBe('5')
    const facts = { exposure: '5000.01', limit: '5000', currency: 'USDT' }
    expect(denialOf({ accountExposure: usdt('4500.01') })).toEqual({ code: 'decision.exposure-limit', facts })
  })

  test('with a cent too little money, not with enough', () => {
    expect(sizeOf({ free: usdt('500') })).toBe('5')
    const facts = { needed: '500', free: '499.99', currency: 'USDT' }
    expect(denialOf({ free: usdt('499.99') })).toEqual({ code: 'decision.insufficient-funds', facts })
  })

  test('one step below the least value, not at it', () => {
    expect(sizeOf({ limits: { ...limits, allocation: '20' } })).toBe('0.1')
    const facts = { value: '9', minimum: '10', currency: 'USDT' }
    const below = { ...limits, allocation: '19.99' }
    expect(denialOf({ limits: below })).toEqual({ code: 'decision.below-minimum', facts })
  })

  test('one step below the least amount, not at it', () => {
    const least = (amount: string) => ({ ...market, minAmount: quantity(amount) })
    expect(sizeOf({ market: least('5') })).toBe('5')
    expect(denialOf({ market: least('5.01') })?.code).toBe('decision.below-minimum')
  })

  test('when less of the allocation is left than any order may be', () => {
    expect(sizeOf({ botCommitted: usdt('990') })).toBe('0.1')
    const facts = { free: '9.99', currency: 'USDT' }
    expect(denialOf({ botCommitted: usdt('990.01') })).toEqual({ code: 'decision.allocation-used', facts })
    expect(denialOf({ botRealized: usdt('-2000') })?.code).toBe('decision.allocation-used')
  })

  test('for nothing at all, also where the exchange names no minimum', () => {
    const free = { ...market, minAmount: quantity('0'), minNotional: usdt('0') }
    expect(sizeOf({ market: free, price: price('50000') })).toBe('0.01')
    expect(sizeOf({ market: free, price: price('50000.01') })).toBe('decision.below-minimum')
  })
})

test('an entry never passes allocation, money or exposure, whatever is asked', () => {
  const amount = marketText(4).map(usdt)
  const asked = fc.record({
    price: marketText(2).map(price),
    tradeRatio: fc.integer({ min: 1, max: 100 }).map((percent) => (percent / 100).toFixed(2)),
    maxExposureRatio: fc.integer({ min: 1, max: 100 }).map((percent) => (percent / 100).toFixed(2)),
    allocation: marketText(2),
    fee: fc.constantFrom('0', '0.001', '0.0075'),
    botCommitted: amount,
    free: amount,
    accountEquity: amount,
    accountExposure: amount,
  })
  let allowed = 0
  fc.assert(
    fc.property(asked, ({ tradeRatio, maxExposureRatio, allocation, fee, ...rest }) => {
      const given: EntryRequest = {
        ...request,
        ...rest,
        market: { ...market, takerFee: ratio(fee) },
        limits: { ...limits, tradeRatio, maxExposureRatio, allocation },
      }
      const verdict = checkEntry(given)
      if (!verdict.ok) return
      allowed += 1
      const value = notional(given.price, verdict.value, 'USDT')
      const paid = scaleCash(value, addRatio(ratio('1'), ratio(fee)))
      const limit = scaleCash(given.accountEquity, ratio(maxExposureRatio))
      expect(isZero(verdict.value)).toBe(false)
      expect(isOnStep(verdict.value, market.amountStep)).toBe(true)
      expect(compareCash(addCash(given.botCommitted, paid), usdt(allocation))).toBeLessThanOrEqual(0)
      expect(compareCash(paid, scaleCash(usdt(allocation), ratio(tradeRatio)))).toBeLessThanOrEqual(0)
      expect(compareCash(paid, given.free)).toBeLessThanOrEqual(0)
      expect(compareCash(addCash(given.accountExposure, value), limit)).toBeLessThanOrEqual(0)
      expect(compareCash(value, market.minNotional)).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 3_000 },
  )
  // Else the property would hold because nothing was ever allowed.
  expect(allowed).toBeGreaterThan(50)
})
