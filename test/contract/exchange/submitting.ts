import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'
import {
  AccountWatch,
  type ExchangeHarness,
  eventually,
  type OpenHarness,
  request,
  testMarket,
} from './harness.ts'

/** What the exchange accepts and why it refuses. */
export const submittingContract = (open: OpenHarness): void => {
  let harness: ExchangeHarness
  let account: AccountWatch
  beforeEach(async () => {
    harness = await open({ base: '5', quote: '1000' })
    account = new AccountWatch(harness.exchange)
  })
  afterEach(async () => {
    account.end()
    await harness.close()
  })

  const outcomeOf = async (order: OrderRequest): Promise<string> => {
    const outcome = await harness.exchange.submit(order)
    return outcome.kind === 'rejected' ? outcome.rejection : outcome.kind
  }

  describe('an order that is in order', () => {
    test('is accepted under the id of the exchange that its events and its answer carry', async () => {
      const order = request({ limit: '90' })
      const outcome = await harness.exchange.submit(order)
      if (outcome.kind !== 'accepted') throw new Error(outcome.kind)
      const known = await account.order(order.clientOrderId)
      expect(known).toMatchObject({
        clientOrderId: order.clientOrderId,
        exchangeOrderId: outcome.exchangeOrderId,
        symbol: testMarket.symbol,
        side: 'buy',
        status: 'open',
      })
      expect(known?.filled.toString()).toBe('0')
      const { exchangeOrderId } = outcome
      const acknowledged = { kind: 'acknowledged', clientOrderId: order.clientOrderId, exchangeOrderId }
      await eventually(() => expect(account.events).toContainEqual(acknowledged))
      expect(await account.openIds()).toEqual([order.clientOrderId])
    })

    test('holds what it may cost until it ends', async () => {
      await harness.exchange.submit(request({ limit: '90', size: '2' }))
      const quote = await account.balance('USDT')
      expect(quote.total).toBe('1000')
      // Two at 90 and the highest fee.
      expect(quote.free).toBe('819.865')
      await harness.exchange.submit(request({ side: 'sell', limit: '110', size: '2' }))
      expect(await account.balance('BTC')).toEqual({ total: '5', free: '3' })
    })
  })

  describe('an order is refused', () => {
    const edges: readonly (readonly [string, string, OrderRequest, OrderRequest])[] = [
      ['an amount beside the step', 'BAD_STEP', request({ size: '0.2' }), request({ size: '0.2005' })],
      ['a price beside the step', 'BAD_STEP', request({ limit: '90.01' }), request({ limit: '90.015' })],
      [
        'an amount one step below the least',
        'BELOW_MINIMUM',
        request({ side: 'sell', limit: '99999', size: '0.002' }),
        request({ side: 'sell', limit: '99999', size: '0.001' }),
      ],
      [
        'a value one step below the least',
        'BELOW_MINIMUM',
        request({ limit: '50', size: '0.2' }),
        request({ limit: '50', size: '0.199' }),
      ],
      [
        'a market order of too little value',
        'BELOW_MINIMUM',
        request({ side: 'sell', size: '0.11' }),
        request({ side: 'sell', size: '0.099' }),
      ],
      ['nothing', 'BELOW_MINIMUM', request({ size: '0.2' }), request({ size: '0' })],
      [
        'one step more than there is money for',
        'INSUFFICIENT_FUNDS',
        request({ limit: '50', size: '19.985' }),
        request({ limit: '50', size: '19.986' }),
      ],
      [
        'one step more than there are coins',
        'INSUFFICIENT_FUNDS',
        request({ side: 'sell', limit: '120', size: '5' }),
        request({ side: 'sell', limit: '120', size: '5.001' }),
      ],
      ['a pair that is not traded', 'UNKNOWN_MARKET', request(), request({ symbol: 'NO/USDT' })],
    ]

    test.each(edges)('%s: %s, and not before that', async (_, code, good, bad) => {
      expect(await outcomeOf(bad)).toBe(code)
      expect(await outcomeOf(good)).toBe('accepted')
    })

    test.each(edges)('%s: and leaves no trace', async (_name, _code, _good, bad) => {
      const before = await account.balances()
      await harness.exchange.submit(bad)
      expect(await account.balances()).toEqual(before)
      expect(await account.order(bad.clientOrderId)).toBeNull()
      expect(await account.fills(bad.clientOrderId)).toEqual([])
      expect(await account.openIds()).toEqual([])
      expect(account.heard(bad.clientOrderId)).toEqual([])
    })

    test('an id that is in use, and one that was', async () => {
      const order = request({ limit: '90' })
      expect(await outcomeOf(order)).toBe('accepted')
      expect(await outcomeOf({ ...order, side: 'sell' })).toBe('DUPLICATE_CLIENT_ID')
      await harness.exchange.cancel(order.clientOrderId, testMarket.symbol)
      expect(await outcomeOf(order)).toBe('DUPLICATE_CLIENT_ID')
      expect((await account.order(order.clientOrderId))?.side).toBe('buy')
    })

    test('money that another order holds is not there twice', async () => {
      expect(await outcomeOf(request({ limit: '50', size: '10' }))).toBe('accepted')
      expect(await outcomeOf(request({ limit: '50', size: '10' }))).toBe('INSUFFICIENT_FUNDS')
      expect(await outcomeOf(request({ limit: '50', size: '9.98' }))).toBe('accepted')
    })
  })
}
