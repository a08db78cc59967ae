import { describe, expect, test } from 'vitest'
import type { Market } from '../../../src-main/domain/market/market.ts'
import { cash, price, quantity, ratio } from '../../../src-main/domain/money/decimal.ts'
import { noOrders, type OrderCapabilities, plainSpot } from '../../../src-main/domain/orders/capabilities.ts'
import { checkOrder } from '../../../src-main/domain/orders/check-order.ts'
import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'
import { wantedOrder } from '../../support/orders.ts'

const market: Market = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  priceStep: price('0.01'),
  amountStep: quantity('0.001'),
  minAmount: quantity('0.002'),
  minNotional: cash('10', 'USDT'),
  makerFee: ratio('0.001'),
  takerFee: ratio('0.001'),
}
const everything: OrderCapabilities = {
  types: ['market', 'limit', 'stop-market', 'stop-limit', 'take-profit-market', 'take-profit-limit'],
  timesInForce: ['GTC', 'IOC', 'FOK'],
  postOnly: true,
  reduceOnly: true,
  amendsStops: false,
  replacesStops: false,
}
const limit = { type: 'limit', limitPrice: price('100') } as const
const stop = { type: 'stop-market', triggerPrice: price('90') } as const
const check = (change: Partial<OrderRequest>, capabilities = everything) =>
  checkOrder(wantedOrder(change), market, capabilities, price('100'))?.rejection ?? 'in order'

describe('an order contradicts itself', () => {
  test.each<[string, Partial<OrderRequest>]>([
    ['as a limit order without a price', { type: 'limit' }],
    ['as a market order with a price', { limitPrice: price('100') }],
    ['as a stop without a trigger', { type: 'stop-market' }],
    ['as a limit order with a trigger', { ...limit, triggerPrice: price('90') }],
    ['as a stop-limit without a price', { ...stop, type: 'stop-limit' }],
    ['as a take-profit with a limit price', { ...stop, type: 'take-profit-market', limitPrice: price('90') }],
    ['as a market order with a time in force', { timeInForce: 'IOC' }],
    ['as a post-only market order', { postOnly: true }],
    ['as post-only for what fills at once', { ...limit, postOnly: true, timeInForce: 'IOC' }],
  ])('%s', (_, change) => {
    expect(check(change)).toBe('MALFORMED')
  })

  test.each<[string, Partial<OrderRequest>]>([
    ['a market order', {}],
    ['a limit order', limit],
    ['a limit order for what fills at once', { ...limit, timeInForce: 'IOC' }],
    ['a limit order that all fills at once', { ...limit, timeInForce: 'FOK' }],
    ['a post-only limit order', { ...limit, postOnly: true }],
    ['a stop', stop],
    ['a stop-limit', { ...stop, type: 'stop-limit', limitPrice: price('89') }],
    ['a take-profit', { ...stop, type: 'take-profit-market' }],
    ['a take-profit-limit', { ...stop, type: 'take-profit-limit', limitPrice: price('90') }],
    ['a reduce-only market order', { reduceOnly: true }],
  ])('but not %s', (_, change) => {
    expect(check(change)).toBe('in order')
  })
})

describe('a market that has not all', () => {
  test.each<[string, Partial<OrderRequest>]>([
    ['a stop', stop],
    ['a time in force', { ...limit, timeInForce: 'FOK' }],
    ['post-only', { ...limit, postOnly: true }],
    ['reduce-only', { reduceOnly: true }],
  ])('refuses %s as unsupported', (_, change) => {
    expect(check(change, plainSpot)).toBe('UNSUPPORTED')
    expect(check({}, plainSpot)).toBe('in order')
    expect(check(limit, plainSpot)).toBe('in order')
  })

  test('takes nothing when it is not traded', () => {
    expect(check({}, noOrders)).toBe('UNSUPPORTED')
  })
})

describe('the market’s rules hold for a trigger as for a price', () => {
  test('on the step, and one part of it beside', () => {
    expect(check({ ...stop, triggerPrice: price('90.01') })).toBe('in order')
    expect(check({ ...stop, triggerPrice: price('90.015') })).toBe('BAD_STEP')
  })

  test('a stop is worth what its trigger says, whatever the market stands at', () => {
    const at = (triggerPrice: string, size: string) =>
      check({ ...stop, triggerPrice: price(triggerPrice), quantity: quantity(size) })
    expect(at('50', '0.2')).toBe('in order')
    expect(at('49.99', '0.2')).toBe('BELOW_MINIMUM')
  })

  test('a stop-limit is worth what its limit says', () => {
    const at = (limitPrice: string) =>
      check({
        type: 'stop-limit',
        triggerPrice: price('100'),
        limitPrice: price(limitPrice),
        quantity: quantity('0.2'),
      })
    expect(at('50')).toBe('in order')
    expect(at('49.99')).toBe('BELOW_MINIMUM')
  })
})
