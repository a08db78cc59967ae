import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addQuantity, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { AccountWatch, request, textOf } from './harness.ts'
import { openPaper, type PaperHarness } from './paper-harness.ts'

let opened: TestStore
let harness: PaperHarness
let account: AccountWatch
beforeAll(() => {
  opened = openTestStore()
})
afterAll(() => opened.close())
beforeEach(async () => {
  harness = await openPaper(opened.store, { base: '50', quote: '100000' })
  account = new AccountWatch(harness.exchange)
})
afterEach(() => account.end())

const submit = async (order: OrderRequest): Promise<string> => {
  expect((await harness.exchange.submit(order)).kind).toBe('accepted')
  return order.clientOrderId
}
const sizes = async (id: string) => (await account.fills(id)).map((fill) => textOf(fill.quantity))
const statusOf = async (id: string) => (await account.order(id))?.status
const taken = (amount: number) => String(amount * harness.participation)
const sumOf = async (...ids: readonly string[]): Promise<string> => {
  const fills = (await Promise.all(ids.map((id) => account.fills(id)))).flat()
  return textOf(fills.reduce((sum, fill) => addQuantity(sum, fill.quantity), quantity('0')))
}

describe('how much the simulated exchange fills', () => {
  test('a market order takes no more than the market traded, and the rest from the trades after', async () => {
    await harness.trade('100', '10')
    const id = await submit(request({ size: '8' }))
    expect(await sizes(id)).toEqual([taken(10)])
    expect(await statusOf(id)).toBe('open')
    await harness.trade('101', '2')
    expect(await sizes(id)).toEqual([taken(10), taken(2)])
    await harness.trade('101', '1000')
    expect(await statusOf(id)).toBe('filled')
    expect(await sumOf(id)).toBe('8')
  })

  test.each([
    ['buy', '90', '89.99'],
    ['sell', '110', '110.01'],
  ] as const)(
    'an order to %s at %s fills not when the market trades at its price, but one tick through',
    async (side, limit, through) => {
      const id = await submit(request({ side, limit }))
      await harness.trade(limit, '1000')
      expect(await sizes(id)).toEqual([])
      await harness.trade(through, '1000')
      expect(await sizes(id)).toEqual(['1'])
    },
  )

  test('each part is no more than the market traded', async () => {
    const id = await submit(request({ limit: '90', size: '5' }))
    await harness.trade('89', '4')
    await harness.trade('91', '4')
    await harness.trade('89', '4')
    expect(await sizes(id)).toEqual([taken(4), taken(4)])
  })

  test('orders share what the market traded', async () => {
    const ids = [
      await submit(request({ limit: '90', size: '5' })),
      await submit(request({ limit: '91', size: '5' })),
    ]
    await harness.trade('89', '12')
    expect(await sumOf(...ids)).toBe(taken(12))
  })
})

test('an order cancelled by someone who hears of another fill is not filled by the same trade', async () => {
  const [first, second] = [request({ limit: '91' }), request({ limit: '90' })]
  await submit(first)
  await submit(second)
  const end = harness.exchange.subscribe((event) => {
    if (event.kind !== 'filled') return
    const other = event.fill.clientOrderId === first.clientOrderId ? second : first
    void harness.exchange.cancel(other.clientOrderId)
  })
  await harness.trade('89', '1000')
  end()
  const statuses = [await statusOf(first.clientOrderId), await statusOf(second.clientOrderId)].sort()
  expect(statuses).toEqual(['cancelled', 'filled'])
  const usdt = await account.balance('USDT')
  expect(usdt.free).toBe(usdt.total)
})
