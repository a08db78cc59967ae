import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { price, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'
import {
  AccountWatch,
  type ExchangeHarness,
  eventually,
  type OpenHarness,
  request,
  testMarket,
  textOf,
} from './harness.ts'

const funds = { base: '5', quote: '10000' }
const stop = { side: 'sell', type: 'stop-market', trigger: '95', size: '2' } as const

/** Stops that are changed in place while they wait. */
export const amendingContract = (open: OpenHarness): void => {
  let harness: ExchangeHarness
  let account: AccountWatch
  beforeEach(async () => {
    harness = await open(funds)
    account = new AccountWatch(harness.exchange)
  })
  afterEach(async () => {
    account.end()
    await harness.close()
  })

  const submit = async (wanted: Parameters<typeof request>[0]): Promise<OrderRequest> => {
    const order = request(wanted)
    expect(await harness.exchange.submit(order)).toMatchObject({ kind: 'accepted' })
    return order
  }
  const amend = (order: OrderRequest, trigger: string, size = textOf(order.quantity)) =>
    harness.exchange.amend(order, { triggerPrice: price(trigger), quantity: quantity(size) })
  const known = async ({ clientOrderId }: OrderRequest) => {
    const order = await account.order(clientOrderId)
    return [
      order?.status,
      textOf(order?.triggerPrice ?? price('1')),
      textOf(order?.quantity ?? quantity('0')),
    ]
  }

  test('says that it can', () => {
    expect(harness.exchange.capabilities(testMarket.symbol).amendsStops).toBe(true)
  })

  describe.each([
    ['a stop to sell', { ...stop, trigger: '95' }, '97', '97.01'],
    ['a stop to buy', { ...stop, side: 'buy', trigger: '105' }, '103', '102.99'],
    ['a take-profit to sell', { ...stop, type: 'take-profit-market', trigger: '105' }, '107', '106.99'],
    [
      'a take-profit to buy',
      { ...stop, side: 'buy', type: 'take-profit-market', trigger: '95' },
      '93',
      '93.01',
    ],
  ] as const)('%s', (_, wanted, to, before) => {
    test('waits for its new price under its own name, and triggers there', async () => {
      const order = await submit(wanted)
      const { clientOrderId } = order
      const placed = await account.order(clientOrderId)
      expect(await amend(order, to)).toEqual({ kind: 'amended' })
      expect(await known(order)).toEqual(['open', to, '2'])
      expect((await account.order(clientOrderId))?.exchangeOrderId).toBe(placed?.exchangeOrderId)
      expect(await account.openIds()).toEqual([clientOrderId])
      await harness.trade(before, '1000')
      expect((await known(order))[0]).toBe('open')
      await harness.trade(to, '1000')
      await eventually(async () => expect((await known(order))[0]).toBe('filled'))
      await eventually(() => expect(account.heardFills().length).toBeGreaterThan(0))
    })
  })

  test('its size changes with it, and what it sells', async () => {
    const order = await submit(stop)
    expect(await amend(order, '96', '3')).toEqual({ kind: 'amended' })
    expect(await known(order)).toEqual(['open', '96', '3'])
    await harness.trade('96', '1000')
    await eventually(async () => expect((await known(order))[0]).toBe('filled'))
    await eventually(async () => expect((await account.balance('BTC')).total).toBe('2'))
  })

  test('a price that the market has passed is refused, and the stop waits as it was', async () => {
    const order = await submit(stop)
    expect(await amend(order, '101')).toMatchObject({ kind: 'refused', rejection: 'WOULD_TRIGGER' })
    expect(await known(order)).toEqual(['open', '95', '2'])
  })

  test('a price beside the step is refused, and the stop waits as it was', async () => {
    const order = await submit(stop)
    expect(await amend(order, '96.005')).toMatchObject({ kind: 'refused', rejection: 'BAD_STEP' })
    expect(await known(order)).toEqual(['open', '95', '2'])
  })

  test('one that has triggered, was cancelled or never was is not changed', async () => {
    const triggered = await submit(stop)
    await harness.trade('90', '1000')
    await eventually(async () => expect((await known(triggered))[0]).toBe('filled'))
    expect(await amend(triggered, '80')).toEqual({ kind: 'not-open' })
    const cancelled = await submit({ ...stop, trigger: '80' })
    await harness.exchange.cancel(cancelled.clientOrderId, testMarket.symbol)
    expect(await amend(cancelled, '85')).toEqual({ kind: 'not-open' })
    expect(await amend(request({ ...stop, trigger: '80' }), '85')).toEqual({ kind: 'not-open' })
  })

  test('one with a limit price is not changed here', async () => {
    const order = await submit({ ...stop, type: 'stop-limit', limit: '94' })
    expect(await amend(order, '96')).toMatchObject({ kind: 'refused', rejection: 'UNSUPPORTED' })
    expect((await known(order))[0]).toBe('open')
  })
}
