import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OrderRequest } from '../../../src-main/domain/orders/order.ts'
import type { Fault } from '../../support/exchange-simulator/server/faults.ts'
import { type CcxtHarness, openCcxt } from './ccxt-harness.ts'
import { AccountWatch, eventually, request, testMarket } from './harness.ts'

// All of it: a second stop has no coins before the first has ended.
const funds = { base: '2', quote: '10000' }
const stop = { side: 'sell', purpose: 'protection', type: 'stop-market', size: '2' } as const
const path = 'POST /api/v3/order/cancelReplace'

describe('a stop that takes the place of another on binance', () => {
  let harness: CcxtHarness
  let account: AccountWatch
  let old: OrderRequest
  beforeEach(async () => {
    harness = await openCcxt('binance', funds)
    account = new AccountWatch(harness.exchange)
    old = request({ ...stop, trigger: '90' })
    expect((await harness.exchange.submit(old)).kind).toBe('accepted')
    await eventually(() => expect(account.heard(old.clientOrderId)).toEqual(['acknowledged']))
  })
  afterEach(async () => {
    account.end()
    await harness.close()
  })

  const next = (trigger: string) => request({ ...stop, trigger })
  const replace = (order: OrderRequest) => harness.exchange.submit(order, old.clientOrderId)
  const status = async ({ clientOrderId }: OrderRequest) =>
    (await account.order(clientOrderId))?.status ?? null

  test('comes as the other ends, in one request, and both are told of', async () => {
    expect(harness.exchange.capabilities(testMarket.symbol).replacesStops).toBe(true)
    const order = next('95')
    harness.simulator.control.counts.clear()
    const outcome = await replace(order)
    const known = await account.order(order.clientOrderId)
    expect(outcome).toEqual({ kind: 'accepted', exchangeOrderId: known?.exchangeOrderId })
    expect(known?.triggerPrice?.toString()).toBe('95')
    expect([await status(old), await account.openIds()]).toEqual(['cancelled', [order.clientOrderId]])
    const { counts } = harness.simulator.control
    expect([counts.requestsOf(path), counts.requestsOf('POST '), counts.requestsOf('DELETE ')]).toEqual([
      1, 1, 0,
    ])
    await eventually(() => {
      expect(account.heard(old.clientOrderId)).toEqual(['acknowledged', 'cancelled'])
      expect(account.heard(order.clientOrderId)).toEqual(['acknowledged'])
    })
  })

  test('has a limit price where it is one that has', async () => {
    const order = request({ ...stop, type: 'stop-limit', trigger: '95', limit: '94' })
    expect((await replace(order)).kind).toBe('accepted')
    expect([await status(old), await account.openIds()]).toEqual(['cancelled', [order.clientOrderId]])
  })

  test('and is refused once the other has ended is refused for its own reason', async () => {
    const order = next('101')
    expect(await replace(order)).toMatchObject({ kind: 'rejected', rejection: 'WOULD_TRIGGER' })
    expect([await status(old), await status(order), await account.openIds()]).toEqual(['cancelled', null, []])
  })

  test('is not placed when the other is not there any more', async () => {
    await harness.exchange.cancel(old.clientOrderId, testMarket.symbol)
    const order = next('95')
    expect(await replace(order)).toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/Unknown order/),
    })
    expect([await status(order), await account.openIds()]).toEqual([null, []])
  })

  test.for<readonly [string, 'before' | 'after', readonly [string | null, string]]>([
    ['arrived', 'after', ['open', 'cancelled']],
    ['did not arrive', 'before', [null, 'open']],
  ])('without an answer that %s is not known of, and asking about both tells', async ([, when, statuses]) => {
    harness.simulator.control.fault({ on: 'request', when, match: path, effect: { kind: 'drop' } })
    const order = next('95')
    expect((await replace(order)).kind).toBe('unknown')
    expect([await status(order), await status(old)]).toEqual(statuses)
  })

  test.for<readonly [string, object, string]>([
    [
      'whose second half the exchange is unsure of',
      { newOrderResponse: { code: -1007, msg: 'Timeout' } },
      'unknown',
    ],
    ['of whose second half it says nothing', {}, 'rejected'],
  ])('%s is %s', async ([, data, kind]) => {
    const body = { code: -2021, msg: 'Order cancel-replace partially failed.', data }
    const effect = { kind: 'reply', status: 409, body } as const
    harness.simulator.control.fault({ on: 'request', when: 'before', match: path, effect } satisfies Fault)
    expect((await replace(next('95'))).kind).toBe(kind)
  })

  test('whose first half the exchange is unsure of is not known of', async () => {
    const data = { cancelResponse: { code: -1007, msg: 'Timeout' }, newOrderResponse: null }
    const body = { code: -2022, msg: 'Order cancel-replace failed.', data }
    const effect = { kind: 'reply', status: 400, body } as const
    harness.simulator.control.fault({ on: 'request', when: 'before', match: path, effect } satisfies Fault)
    expect((await replace(next('95'))).kind).toBe('unknown')
  })
})

test.each(['bybit', 'okx'] as const)('%s replaces no stops, and says so', async (exchangeId) => {
  const { exchange, simulator, close } = await openCcxt(exchangeId, funds)
  expect(exchange.capabilities(testMarket.symbol).replacesStops).toBe(false)
  const old = request({ ...stop, trigger: '90' })
  await exchange.submit(old)
  const before = simulator.control.counts.requestsOf()
  const refused = await exchange.submit(request({ ...stop, trigger: '95' }), old.clientOrderId)
  expect(refused).toMatchObject({ kind: 'rejected', rejection: 'UNSUPPORTED' })
  expect(simulator.control.counts.requestsOf()).toBe(before)
  await close()
})
