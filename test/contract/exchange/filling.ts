import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  addQuantity,
  ceilCashTo8,
  compare,
  isOnStep,
  notional,
  price,
  quantity,
  ratio,
  scaleCash,
  toNumber,
} from '../../../src-main/domain/money/decimal.ts'
import type { Fill, OrderRequest, Side } from '../../../src-main/domain/orders/order.ts'
import {
  AccountWatch,
  type ExchangeHarness,
  type OpenHarness,
  request,
  testMarket,
  textOf,
} from './harness.ts'

const feeOf = (fill: Fill, rate: string) =>
  ceilCashTo8(scaleCash(notional(fill.price, fill.quantity, testMarket.quote), ratio(rate)))

/** When and at what price orders fill, and how they end. */
export const fillingContract = (open: OpenHarness): void => {
  let harness: ExchangeHarness
  let account: AccountWatch
  beforeEach(async () => {
    harness = await open({ base: '50', quote: '100000' })
    account = new AccountWatch(harness.exchange)
    await harness.trade('100', '1000')
  })
  afterEach(async () => {
    account.end()
    await harness.close()
  })

  const submit = async (order: OrderRequest): Promise<string> => {
    expect((await harness.exchange.submit(order)).kind).toBe('accepted')
    return order.clientOrderId
  }
  const sizes = async (id: string) => (await account.fills(id)).map((fill) => textOf(fill.quantity))
  const statusOf = async (id: string) => (await account.order(id))?.status
  const taken = (amount: number) => String(amount * harness.participation)

  describe('a market order', () => {
    test.each(['buy', 'sell'] as const)(
      'to %s fills at once, near the last price and against us',
      async (side) => {
        const id = await submit(request({ side }))
        const [fill, ...others] = await account.fills(id)
        if (fill === undefined) throw new Error('it did not fill')
        expect(others).toEqual([])
        const against = side === 'buy' ? 1 : -1
        const slip = (toNumber(fill.price) - 100) * against
        expect(slip).toBeGreaterThanOrEqual(0)
        expect(slip).toBeLessThanOrEqual(100 * harness.worstSlip + 2 * Number(testMarket.priceStep))
        expect(isOnStep(fill.price, price(testMarket.priceStep))).toBe(true)
        expect(fill).toMatchObject({
          clientOrderId: id,
          liquidity: 'taker',
          fee: feeOf(fill, testMarket.takerFee),
        })
        expect(await statusOf(id)).toBe('filled')
        expect(account.heard(id)).toEqual(['acknowledged', 'filled'])
      },
    )

    test('takes no more than the market traded, and the rest from the trades after', async () => {
      await harness.trade('100', '10')
      const id = await submit(request({ size: '8' }))
      expect(await sizes(id)).toEqual([taken(10)])
      expect(await statusOf(id)).toBe('open')
      await harness.trade('101', '2')
      expect(await sizes(id)).toEqual([taken(10), taken(2)])
      await harness.trade('101', '1000')
      expect(await statusOf(id)).toBe('filled')
      expect(sumOf(await account.fills(id))).toBe('8')
    })
  })

  describe('a limit order that waits', () => {
    test.each([
      ['buy', '90', '90', '89.99'],
      ['sell', '110', '110', '110.01'],
    ] as const)(
      'to %s at %s fills not when the market trades at its price, but one tick through',
      async (side, limit, at, through) => {
        const id = await submit(request({ side, limit }))
        expect(await sizes(id)).toEqual([])
        await harness.trade(at, '1000')
        expect(await sizes(id)).toEqual([])
        await harness.trade(through, '1000')
        const [fill] = await account.fills(id)
        if (fill === undefined) throw new Error('it did not fill')
        expect(textOf(fill.price)).toBe(limit)
        expect(fill).toMatchObject({ liquidity: 'maker', fee: feeOf(fill, testMarket.makerFee) })
        expect(await statusOf(id)).toBe('filled')
      },
    )

    test('fills in parts, each no more than the market traded', async () => {
      const id = await submit(request({ limit: '90', size: '5' }))
      await harness.trade('89', '4')
      expect(await sizes(id)).toEqual([taken(4)])
      await harness.trade('91', '4')
      await harness.trade('89', '4')
      expect(await sizes(id)).toEqual([taken(4), taken(4)])
      await harness.trade('80', '1000')
      expect(sumOf(await account.fills(id))).toBe('5')
      for (const fill of await account.fills(id)) expect(textOf(fill.price)).toBe('90')
    })

    test('shares what the market traded with the others', async () => {
      const ids = [
        await submit(request({ limit: '90', size: '5' })),
        await submit(request({ limit: '91', size: '5' })),
      ]
      await harness.trade('89', '12')
      const all = [...(await account.fills(ids[0] ?? '')), ...(await account.fills(ids[1] ?? ''))]
      expect(sumOf(all)).toBe(taken(12))
    })
  })

  test.each([
    ['buy', '105'],
    ['sell', '95'],
  ] as const)(
    'a limit order to %s that the market has reached fills at once, no worse than its price',
    async (side: Side, limit) => {
      const id = await submit(request({ side, limit }))
      const [fill] = await account.fills(id)
      if (fill === undefined) throw new Error('it did not fill')
      expect(fill).toMatchObject({ liquidity: 'taker', fee: feeOf(fill, testMarket.takerFee) })
      expect(compare(fill.price, price(limit))).not.toBe(side === 'buy' ? 1 : -1)
      expect(Math.abs(toNumber(fill.price) - 100)).toBeLessThan(1)
    },
  )

  describe('an order that is cancelled', () => {
    test('ends, frees what it held, and never fills again', async () => {
      const id = await submit(request({ limit: '90', size: '10' }))
      expect(await harness.exchange.cancel(id, testMarket.symbol)).toEqual({
        kind: 'answered',
        value: 'accepted',
      })
      expect(account.heard(id)).toEqual(['acknowledged', 'cancelled'])
      expect(await statusOf(id)).toBe('cancelled')
      expect(await account.openIds()).toEqual([])
      expect(await account.balance('USDT')).toEqual({ total: '100000', free: '100000' })
      expect(account.heardBalances()).toEqual(await account.balances())
      await harness.trade('80', '1000')
      expect(await sizes(id)).toEqual([])
    })

    test('keeps what it had filled', async () => {
      const id = await submit(request({ side: 'sell', limit: '110', size: '10' }))
      await harness.trade('111', '6')
      await harness.exchange.cancel(id, testMarket.symbol)
      expect(await sizes(id)).toEqual([taken(6)])
      const { total, free } = await account.balance('BTC')
      expect([total, free]).toEqual([String(50 - 6 * harness.participation), total])
    })

    test('cannot be cancelled again; nor can one that has filled or never was', async () => {
      const id = await submit(request({ limit: '90' }))
      await harness.exchange.cancel(id, testMarket.symbol)
      const filled = await submit(request())
      for (const gone of [id, filled, 'never']) {
        expect(await harness.exchange.cancel(gone, testMarket.symbol)).toEqual({
          kind: 'answered',
          value: 'not-open',
        })
      }
      expect(account.heard(id)).toEqual(['acknowledged', 'cancelled'])
      expect(await statusOf(filled)).toBe('filled')
    })

    test('by someone who hears of another fill is not filled by the same trade', async () => {
      const [first, second] = [request({ limit: '91' }), request({ limit: '90' })]
      await submit(first)
      await submit(second)
      const end = harness.exchange.subscribe((event) => {
        if (event.kind !== 'filled') return
        const other = event.fill.clientOrderId === first.clientOrderId ? second : first
        void harness.exchange.cancel(other.clientOrderId, testMarket.symbol)
      })
      await harness.trade('89', '1000')
      end()
      const statuses = [await statusOf(first.clientOrderId), await statusOf(second.clientOrderId)].sort()
      expect(statuses).toEqual(['cancelled', 'filled'])
      const usdt = await account.balance('USDT')
      expect(usdt.free).toBe(usdt.total)
    })
  })

  test('whoever has ended the subscription hears nothing more', async () => {
    account.end()
    await submit(request())
    expect(account.events).toEqual([])
  })
}

const sumOf = (fills: readonly Fill[]): string =>
  textOf(fills.reduce((sum, fill) => addQuantity(sum, fill.quantity), quantity('0')))
