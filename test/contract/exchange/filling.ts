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
  eventually,
  type OpenHarness,
  request,
  testMarket,
  textOf,
  unseen,
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
  const hears = (id: string, kinds: ReturnType<AccountWatch['heard']>) =>
    eventually(() => expect(account.heard(id)).toEqual(kinds))

  test.each(['buy', 'sell'] as const)(
    'a market order to %s fills at once, near the last price and against us',
    async (side) => {
      const id = await submit(request({ side }))
      const fills = await account.fills(id)
      expect(sumOf(fills)).toBe('1')
      const against = side === 'buy' ? 1 : -1
      for (const fill of fills) {
        const slip = (toNumber(fill.price) - 100) * against
        expect(slip).toBeGreaterThanOrEqual(0)
        expect(slip).toBeLessThanOrEqual(100 * harness.worstSlip + 2 * Number(testMarket.priceStep))
        expect(isOnStep(fill.price, price(testMarket.priceStep))).toBe(true)
        const fee = feeOf(fill, testMarket.takerFee)
        expect(fill).toMatchObject({ clientOrderId: id, liquidity: 'taker', fee })
      }
      expect(await statusOf(id)).toBe('filled')
      await hears(id, ['acknowledged', ...fills.map(() => 'filled' as const)])
      expect(unseen(account.heardFills())).toEqual(unseen(fills))
    },
  )

  describe('a limit order that waits', () => {
    test.each([
      ['buy', '90', '90.01', '89'],
      ['sell', '110', '109.99', '111'],
    ] as const)(
      'to %s at %s fills at its price, not before the market is there',
      async (side, limit, before, through) => {
        const id = await submit(request({ side, limit }))
        await harness.trade(before, '1000')
        expect(await sizes(id)).toEqual([])
        await harness.trade(through, '1000')
        const [fill, ...others] = await account.fills(id)
        if (fill === undefined) throw new Error('it did not fill')
        expect(others).toEqual([])
        expect(textOf(fill.price)).toBe(limit)
        expect(fill).toMatchObject({ liquidity: 'maker', fee: feeOf(fill, testMarket.makerFee) })
        expect(await statusOf(id)).toBe('filled')
        await hears(id, ['acknowledged', 'filled'])
      },
    )

    test('fills in parts, each told once and in order, until it is whole', async () => {
      const id = await submit(request({ limit: '90', size: '5' }))
      await harness.fillAt('buy', '90', '2')
      expect(await sizes(id)).toEqual(['2'])
      expect(await statusOf(id)).toBe('open')
      expect(textOf((await account.order(id))?.filled ?? quantity('0'))).toBe('2')
      await harness.trade('91', '4')
      await harness.fillAt('buy', '90', '1.5')
      expect(await sizes(id)).toEqual(['2', '1.5'])
      await harness.trade('80', '1000')
      expect(await sizes(id)).toEqual(['2', '1.5', '1.5'])
      expect(await statusOf(id)).toBe('filled')
      const fills = await account.fills(id)
      for (const fill of fills) expect(textOf(fill.price)).toBe('90')
      await hears(id, ['acknowledged', 'filled', 'filled', 'filled'])
      expect(account.heardFills().map((fill) => fill.tradeId)).toEqual(fills.map((fill) => fill.tradeId))
    })
  })

  test.each([
    ['buy', '105'],
    ['sell', '95'],
  ] as const)(
    'a limit order to %s that the market has reached fills at once, no worse than its price',
    async (side: Side, limit) => {
      const id = await submit(request({ side, limit }))
      const fills = await account.fills(id)
      expect(sumOf(fills)).toBe('1')
      for (const fill of fills) {
        expect(fill).toMatchObject({ liquidity: 'taker', fee: feeOf(fill, testMarket.takerFee) })
        expect(compare(fill.price, price(limit))).not.toBe(side === 'buy' ? 1 : -1)
        expect(Math.abs(toNumber(fill.price) - 100)).toBeLessThan(1)
      }
    },
  )

  describe('an order that is cancelled', () => {
    const cancel = (id: string) => harness.exchange.cancel(id, testMarket.symbol)

    test('ends, frees what it held, and never fills again', async () => {
      const id = await submit(request({ limit: '90', size: '10' }))
      expect(await cancel(id)).toEqual({ kind: 'answered', value: 'accepted' })
      await hears(id, ['acknowledged', 'cancelled'])
      expect(await statusOf(id)).toBe('cancelled')
      expect(await account.openIds()).toEqual([])
      expect(await account.balance('USDT')).toEqual({ total: '100000', free: '100000' })
      const balances = await account.balances()
      await eventually(() => expect(account.heardBalances()).toEqual(balances))
      await harness.trade('80', '1000')
      expect(await sizes(id)).toEqual([])
    })

    test('keeps what it had filled', async () => {
      const id = await submit(request({ side: 'sell', limit: '110', size: '10' }))
      await harness.fillAt('sell', '110', '3')
      await cancel(id)
      expect(await sizes(id)).toEqual(['3'])
      expect(await statusOf(id)).toBe('cancelled')
      expect(await account.balance('BTC')).toEqual({ total: '47', free: '47' })
      await hears(id, ['acknowledged', 'filled', 'cancelled'])
    })

    test('cannot be cancelled again; nor can one that has filled or never was', async () => {
      const id = await submit(request({ limit: '90' }))
      await cancel(id)
      const filled = await submit(request())
      for (const gone of [id, filled, 'never']) {
        expect(await cancel(gone)).toEqual({ kind: 'answered', value: 'not-open' })
      }
      await hears(id, ['acknowledged', 'cancelled'])
      expect(await statusOf(filled)).toBe('filled')
    })
  })

  test('open orders are listed until they end, oldest first', async () => {
    const ids: string[] = []
    for (const limit of ['90', '91', '92']) {
      await harness.trade('100', '10')
      ids.push(await submit(request({ limit })))
    }
    expect(await account.openIds()).toEqual(ids)
    await harness.exchange.cancel(ids[1] ?? '', testMarket.symbol)
    await harness.trade('89', '1000')
    expect(await account.openIds()).toEqual([])
  })

  test('whoever has ended the subscription hears nothing more', async () => {
    account.end()
    const other = new AccountWatch(harness.exchange)
    const heard = account.events.length
    const id = await submit(request())
    await eventually(() => expect(other.heard(id)).toContain('filled'))
    expect(account.events).toHaveLength(heard)
    other.end()
  })
}

const sumOf = (fills: readonly Fill[]): string =>
  textOf(fills.reduce((sum, fill) => addQuantity(sum, fill.quantity), quantity('0')))
