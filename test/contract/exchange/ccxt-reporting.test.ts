import { describe, expect, test } from 'vitest'
import { quantity } from '../../../src-main/domain/money/decimal.ts'
import type {
  ExchangeId,
  ExchangeSimulator,
} from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { openCcxt } from './ccxt-harness.ts'
import { AccountWatch, eventually, request, testMarket } from './harness.ts'

const exchanges = ['binance', 'bybit', 'okx'] as const
const funds = { base: '50', quote: '100000' }
const day = 86_400_000

/** As a customer types it in on the exchange's page. */
const placeByHand = (
  exchangeId: ExchangeId,
  simulator: ExchangeSimulator,
  clientId: string,
  price: bigint,
) => {
  const [owner] = simulator.accounts
  if (owner === undefined) throw new Error('no account')
  const placed = simulator.control.trading.place(owner, {
    symbol: testMarket.symbol,
    side: 'buy',
    kind: 'limit',
    amount: 10n ** 18n,
    cost: null,
    price: price * 10n ** 18n,
    trigger: null,
    postOnly: false,
    timeInForce: 'GTC',
    clientId,
    label: exchangeId === 'binance' ? 'LIMIT' : 'limit',
    selfTrade: '',
  })
  if (placed.kind !== 'placed') throw new Error(placed.why)
  return placed.order.id
}

describe.each(exchanges)('an order on %s that someone else placed', (exchangeId) => {
  // The first could be a name of ours, the second could not.
  test.each(['webA1', exchangeId === 'okx' ? 'webZ1' : 'web_1'])(
    'as %s is listed, asked about, filled and cancelled by the name it is told by',
    async (clientId) => {
      const { exchange, simulator, fillAt, begins, close } = await openCcxt(exchangeId, funds)
      const account = new AccountWatch(exchange)
      const exchangeOrderId = placeByHand(exchangeId, simulator, clientId, 90n)
      const order = request({ limit: '91' })
      await exchange.submit(order)
      const ids = await account.openIds()
      expect(ids).toHaveLength(2)
      expect(ids).toContain(order.clientOrderId)
      const name = clientId === 'webA1' ? clientId : `#${exchangeOrderId}`
      expect(ids).toContain(name)
      expect((await account.order(name))?.exchangeOrderId).toBe(exchangeOrderId)
      await fillAt('buy', '90', '0.5')
      await eventually(() => expect(account.heardFills().map((fill) => fill.clientOrderId)).toContain(name))
      expect(await account.fills(name)).toHaveLength(1)
      const recent = await exchange.recentFills([testMarket.symbol], { from: begins, to: begins })
      const told = recent.kind === 'answered' ? recent.value : []
      expect(told.filter((fill) => fill.exchangeOrderId === exchangeOrderId)).toHaveLength(1)
      expect(await exchange.cancel(name, testMarket.symbol)).toEqual({ kind: 'answered', value: 'accepted' })
      expect(await account.openIds()).not.toContain(name)
      await close()
    },
  )
})

describe.each(exchanges)('recent fills on %s', (exchangeId) => {
  test('of more than a page and more than a week ago are all there', async () => {
    const { exchange, simulator, close } = await openCcxt(exchangeId, { base: '0', quote: '100000' })
    const parts = { binance: 1_203, bybit: 130, okx: 130 }[exchangeId]
    const order = request({ limit: '90', size: String((parts * 2) / 1_000) })
    const outcome = await exchange.submit(order)
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind)
    const since = simulator.control.market.time
    for (let part = 0; part < parts; part += 1) {
      simulator.control.fill(outcome.exchangeOrderId, '0.002')
      if (part === 60) simulator.control.market.advance(8 * day)
    }
    const asked = await exchange.recentFills([testMarket.symbol], { from: since, to: since + 8 * day })
    const told = asked.kind === 'answered' ? asked.value : []
    expect(new Set(told.map(({ tradeId }) => tradeId)).size).toBe(parts)
    expect(told).toHaveLength(parts)
    await close()
  })

  test('that cannot be asked for are no empty list', async () => {
    const { exchange, simulator, begins, close } = await openCcxt(exchangeId, funds)
    const match = { binance: '*myTrades*', bybit: '*execution/list*', okx: '*fills*' }[exchangeId]
    const page = { kind: 'reply', status: 502, body: '<html></html>' } as const
    simulator.control.fault({ on: 'request', when: 'before', match, effect: page })
    expect((await exchange.recentFills([testMarket.symbol], { from: begins, to: begins })).kind).toBe(
      'failed',
    )
    await close()
  })
})

test('an order on okx that ended weeks ago is found behind the lists of newer ones', async () => {
  const { exchange, simulator, close } = await openCcxt('okx', funds)
  const account = new AccountWatch(exchange)
  const order = request()
  await exchange.submit(order)
  for (let count = 0; count < 120; count += 1) await exchange.submit(request({ size: '0.2' }))
  const missing = { code: '51603', msg: 'Order does not exist', data: [] }
  const lists = {
    'GET /api/v5/trade/order': missing,
    'GET /api/v5/trade/orders-history': { code: '0', data: [] },
  }
  for (const [match, body] of Object.entries(lists)) {
    const effect = { kind: 'reply', status: 200, body } as const
    simulator.control.fault({ on: 'request', when: 'before', match, effect, times: 0 })
  }
  expect((await account.order(order.clientOrderId))?.status).toBe('filled')
  expect(await account.order('never')).toBeNull()
  await close()
})

describe.each(exchanges)('an order on %s that would meet another of its account', (exchangeId) => {
  const modes = { binance: 'EXPIRE_MAKER', bybit: 'CancelMaker', okx: 'cancel_maker' }

  test('gives way when it waits, which is asked for with each order, and why it has ended is told and asked', async () => {
    const { exchange, simulator, close } = await openCcxt(exchangeId, funds)
    const account = new AccountWatch(exchange)
    const order = request({ limit: '90' })
    const outcome = await exchange.submit(order)
    const [owner] = simulator.accounts
    const theirs = owner?.orders.get(outcome.kind === 'accepted' ? outcome.exchangeOrderId : '')
    if (owner === undefined || theirs === undefined) throw new Error('no order')
    expect(theirs.selfTrade).toBe(modes[exchangeId])
    simulator.control.trading.cancel(owner, theirs, 'self-trade')
    const { clientOrderId } = order
    const ended = { kind: 'expired', clientOrderId, filled: quantity('0'), endedBy: 'self-trade' }
    await eventually(() => expect(account.events).toContainEqual(ended))
    expect(await account.order(clientOrderId)).toMatchObject({ status: 'expired', endedBy: 'self-trade' })
    await close()
  })

  test('is not the reason of an order that we cancel', async () => {
    const { exchange, close } = await openCcxt(exchangeId, funds)
    const account = new AccountWatch(exchange)
    const order = request({ limit: '90' })
    await exchange.submit(order)
    await exchange.cancel(order.clientOrderId, testMarket.symbol)
    const { clientOrderId } = order
    await eventually(() => expect(account.heard(clientOrderId)).toEqual(['acknowledged', 'cancelled']))
    expect(account.events.some((event) => 'endedBy' in event && event.endedBy !== undefined)).toBe(false)
    expect((await account.order(clientOrderId))?.endedBy).toBeUndefined()
    await close()
  })
})
