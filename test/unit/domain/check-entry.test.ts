import { describe, expect, test } from 'vitest'
import { price, quantity, ratio, text } from '../../../src-main/domain/money/decimal.ts'
import { checkEntry } from '../../../src-main/domain/risk/check-entry.ts'
import {
  accountWith,
  botLimits,
  type Change,
  limits,
  market,
  request,
  requestWith,
  unbound,
  usdt,
} from '../../support/entry-request.ts'

const sizeOf = (change: Change): string => {
  const verdict = checkEntry(requestWith(change))
  return verdict.ok ? text(verdict.value) : verdict.error.code
}
const denialOf = (change: Change) => {
  const verdict = checkEntry(requestWith(change))
  return verdict.ok ? null : verdict.error
}
/** The bot's limits with a change. */
const own = (change: Record<string, string>): Change => ({ limits: { bot: botLimits(change) } })

describe('sizing an entry', () => {
  test('takes the set part of the allocation', () => {
    expect(sizeOf({})).toBe('5')
    expect(sizeOf(own({ tradeRatio: '1' }))).toBe('10')
  })

  test('grows and shrinks with what the bot has made', () => {
    expect(sizeOf({ bot: { realized: usdt('100') } })).toBe('5.5')
    expect(sizeOf({ bot: { realized: usdt('-100') } })).toBe('4.5')
  })

  test('takes no more than what is left of the allocation', () => {
    expect(sizeOf({ bot: { committed: usdt('500') } })).toBe('5')
    expect(sizeOf({ bot: { committed: usdt('501') } })).toBe('4.99')
  })

  test('leaves room for the fee, so that a bot may use all the money there is', () => {
    const withFee = { ...market, takerFee: ratio('0.001') }
    const all = own({ tradeRatio: '1', maxExposureRatio: '1' })
    const account = { free: usdt('1000'), equity: usdt('1000') }
    expect(sizeOf({ ...all, market: withFee, account })).toBe('9.99')
  })

  test('is cut to what its stop may lose and to what a position may be', () => {
    expect(sizeOf({ ...own({ lossPerTrade: '0.002' }), stop: 90 })).toMatch(/^(1\.99|2)$/)
    expect(sizeOf(own({ maxPositionRatio: '0.03' }))).toBe('3')
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
    expect(sizeOf({ ...own({ coolDownSeconds: '0' }), lastExitAt: request.now })).toBe('5')
  })

  test('at the most positions of bot, account or mode, not one below', () => {
    expect(sizeOf({ bot: { positions: 1 }, account: { positions: 49 }, mode: { positions: 99 } })).toBe('5')
    const at = (open: number, max: number) => ({ open, max })
    expect(denialOf({ bot: { positions: 2 } })).toEqual({
      code: 'decision.max-positions',
      facts: at(2, 2),
    })
    expect(denialOf({ account: { positions: 50 } })).toEqual({
      code: 'decision.account-positions',
      facts: at(50, 50),
    })
    expect(denialOf({ mode: { positions: 100 } })).toEqual({
      code: 'decision.mode-positions',
      facts: at(100, 100),
    })
  })

  test('after as many orders within a minute as bot, account or mode may send, not one before', () => {
    const sent = (ordersLastMinute: number) => ({ ordersLastMinute })
    expect(sizeOf({ bot: sent(59), account: sent(119), mode: sent(239) })).toBe('5')
    const facts = { orders: 60, max: 60 }
    expect(denialOf({ bot: sent(60) })).toEqual({ code: 'decision.bot-order-rate', facts })
    expect(denialOf({ account: sent(120) })?.code).toBe('decision.account-order-rate')
    expect(denialOf({ mode: sent(240) })?.code).toBe('decision.mode-order-rate')
  })

  test('while every stop together would lose what the day allows, not a cent before', () => {
    const bot = botLimits({ dailyLoss: '0.1' })
    expect(sizeOf({ limits: { bot }, bot: { lossAtStops: usdt('99.99') } })).toBe('5')
    const facts = { loss: '100', limit: '100', currency: 'USDT' }
    expect(denialOf({ limits: { bot }, bot: { lossAtStops: usdt('100') } })).toEqual({
      code: 'decision.bot-loss-at-stops',
      facts,
    })
    const account = accountWith({ accountDailyLoss: '0.05' })
    expect(denialOf({ limits: { account }, account: { lossAtStops: usdt('499.99') } })).toBeNull()
    expect(denialOf({ limits: { account }, account: { lossAtStops: usdt('500') } })?.code).toBe(
      'decision.account-loss-at-stops',
    )
  })

  test('with a cent too little money, not with enough', () => {
    expect(sizeOf({ account: { free: usdt('500') } })).toBe('5')
    const facts = { needed: '500', free: '499.99', currency: 'USDT' }
    expect(denialOf({ account: { free: usdt('499.99') } })).toEqual({
      code: 'decision.insufficient-funds',
      facts,
    })
  })

  test('when it would use a cent of the reserve', () => {
    const account = { ...unbound, reserve: ratio('0.05') }
    expect(sizeOf({ limits: { account }, account: { free: usdt('1000') } })).toBe('5')
    const facts = { free: '499.99', limit: '500', currency: 'USDT' }
    expect(denialOf({ limits: { account }, account: { free: usdt('999.99') } })).toEqual({
      code: 'decision.reserve',
      facts,
    })
  })

  test('as an order larger than one may be', () => {
    const account = { ...unbound, largestOrder: ratio('0.05') }
    expect(sizeOf({ limits: { account } })).toBe('5')
    const facts = { value: '500', limit: '499.95', currency: 'USDT' }
    expect(denialOf({ limits: { account }, account: { equity: usdt('9999') } })).toEqual({
      code: 'decision.order-too-large',
      facts,
    })
  })

  test('one step below the least value, not at it', () => {
    expect(sizeOf(own({ allocation: '20' }))).toBe('0.1')
    const facts = { value: '9', minimum: '10', currency: 'USDT' }
    expect(denialOf(own({ allocation: '19.99' }))).toEqual({ code: 'decision.below-minimum', facts })
  })

  test('one step below the least amount, not at it', () => {
    const least = (amount: string) => ({ ...market, minAmount: quantity(amount) })
    expect(sizeOf({ market: least('5') })).toBe('5')
    expect(denialOf({ market: least('5.01') })?.code).toBe('decision.below-minimum')
  })

  test('when less of the allocation is left than any order may be', () => {
    expect(sizeOf({ bot: { committed: usdt('990') } })).toBe('0.1')
    const facts = { free: '9.99', currency: 'USDT' }
    expect(denialOf({ bot: { committed: usdt('990.01') } })).toEqual({
      code: 'decision.allocation-used',
      facts,
    })
    expect(denialOf({ bot: { realized: usdt('-2000') } })?.code).toBe('decision.allocation-used')
  })

  test('for nothing at all, also where the exchange names no minimum', () => {
    const free = { ...market, minAmount: quantity('0'), minNotional: usdt('0') }
    expect(sizeOf({ market: free, price: price('50000') })).toBe('0.01')
    expect(sizeOf({ market: free, price: price('50000.01') })).toBe('decision.below-minimum')
  })
})

describe('an entry is denied one cent above a limit of exposure, not at it', () => {
  const half = ratio('0.5')
  const cases: readonly (readonly [string, (exposure: string) => Change])[] = [
    ['exposure-limit', (exposure) => ({ account: { exposure: usdt(exposure) } })],
    [
      'account-exposure',
      (exposure) => ({
        limits: { bot: botLimits({ maxExposureRatio: '1' }), account: { ...unbound, exposure: half } },
        account: { exposure: usdt(exposure) },
      }),
    ],
    [
      'pair-exposure',
      (exposure) => ({
        limits: { account: { ...unbound, pairExposure: half } },
        account: { pairExposure: usdt(exposure) },
      }),
    ],
    [
      'currency-exposure',
      (exposure) => ({
        limits: { mode: { ...limits.mode, currencyExposure: half } },
        mode: { exposure: usdt(exposure) },
      }),
    ],
  ]
  test.each(cases)('%s', (code, change) => {
    expect(sizeOf(change('4500'))).toBe('5')
    expect(denialOf(change('4500.01'))).toEqual({
      code: `decision.${code}`,
      facts: expect.objectContaining({ exposure: '5000.01', limit: '5000', currency: 'USDT' }),
    })
  })

  test('of an asset, whatever it was paid with', () => {
    const asset = (held: string): Change => ({
      limits: { mode: { ...limits.mode, assetExposure: half } },
      mode: { assetHeld: quantity(held) },
    })
    expect(sizeOf(asset('45'))).toBe('5')
    expect(denialOf(asset('45.01'))).toEqual({
      code: 'decision.asset-exposure',
      facts: { asset: 'BTC', exposure: '5001', limit: '5000', currency: 'USDT' },
    })
  })
})
