import { describe, expect, test } from 'vitest'
import { cash, quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Side } from '../../../src-main/domain/orders/order.ts'
import type { FeeRule } from '../../support/exchange-simulator/trading/account.ts'
import { openCcxt } from './ccxt-harness.ts'
import { AccountWatch, eventually, request, unseen } from './harness.ts'

const exchanges = ['binance', 'bybit', 'okx'] as const
const funds = { base: '50', quote: '100000' }

describe.each(exchanges)('fees on %s', (exchangeId) => {
  const rules: readonly (readonly [string, FeeRule, Side, string, string])[] = [
    ['of what was bought', { kind: 'received' }, 'buy', '0.00075', 'BTC'],
    ['of what a sale brought', { kind: 'received' }, 'sell', '0.075', 'USDT'],
    ['in a third coin', { kind: 'coin', currency: 'BNB', priceInQuote: '300' }, 'sell', '0.00025', 'BNB'],
  ]
  test.each(rules)(
    '%s are told and asked as what was paid, in that coin',
    async (_, fee, side, amount, coin) => {
      const { exchange, close } = await openCcxt(exchangeId, funds, {}, { fee })
      const account = new AccountWatch(exchange)
      const order = request({ side })
      await exchange.submit(order)
      const fills = await account.fills(order.clientOrderId)
      expect(fills.map((fill) => fill.fee)).toEqual([cash(amount, coin)])
      await eventually(() => expect(unseen(account.heardFills())).toEqual(unseen(fills)))
      await close()
    },
  )
})

describe.each(exchanges)('an order on %s', (exchangeId) => {
  test('to buy more than the market offers keeps what it could have, and has expired', async () => {
    const { exchange, close } = await openCcxt(
      exchangeId,
      { base: '0', quote: '99000000' },
      {},
      { bookDepth: 2 },
    )
    const account = new AccountWatch(exchange)
    const order = request({ size: '900000' })
    await exchange.submit(order)
    const found = await account.order(order.clientOrderId)
    expect(found?.status).toBe('expired')
    const fills = await account.fills(order.clientOrderId)
    expect(fills).toHaveLength(2)
    await eventually(() => {
      const told = account.heard(order.clientOrderId)
      expect([...told].sort()).toEqual(['acknowledged', 'expired', 'filled', 'filled'])
    })
    await close()
  })

  test('is told of before its answer comes, when that takes its time', async () => {
    const { exchange, simulator, close } = await openCcxt(exchangeId, funds)
    const account = new AccountWatch(exchange)
    const order = request()
    simulator.control.fault({
      on: 'request',
      when: 'after',
      match: 'POST *order*',
      effect: { kind: 'delay', ms: 500 },
    })
    const answers: string[] = []
    const submitted = exchange.submit(order).then(({ kind }) => answers.push(kind))
    await eventually(() => expect(account.heard(order.clientOrderId)).toEqual(['acknowledged', 'filled']))
    expect(answers).toEqual([])
    await submitted
    expect(answers).toEqual(['accepted'])
    await close()
  })
})

/** Lists that lag or forget: what one does not have is looked for in the other. */
describe('an order that has ended', () => {
  const nothing = {
    bybit: ['GET /v5/order/realtime', { retCode: 0, retMsg: 'OK', result: { list: [] } }],
    okx: ['GET /api/v5/trade/order', { code: '51603', msg: 'Order does not exist', data: [] }],
  } as const
  test.each(['bybit', 'okx'] as const)('is found in the history of %s', async (exchangeId) => {
    const { exchange, simulator, close } = await openCcxt(exchangeId, funds)
    const account = new AccountWatch(exchange)
    const order = request()
    await exchange.submit(order)
    const [match, body] = nothing[exchangeId]
    simulator.control.fault({
      on: 'request',
      when: 'before',
      match,
      effect: { kind: 'reply', status: 200, body },
      times: 0,
    })
    expect(await account.order(order.clientOrderId)).toMatchObject({
      status: 'filled',
      filled: quantity('1'),
    })
    expect(await account.order('never')).toBeNull()
    await close()
  })

  test('days ago on okx has its fills in the history, and none is counted twice', async () => {
    const { exchange, simulator, fillAt, close } = await openCcxt('okx', funds)
    const account = new AccountWatch(exchange)
    const order = request({ limit: '90', size: '2' })
    await exchange.submit(order)
    await fillAt('buy', '90', '1')
    await fillAt('buy', '90', '1')
    const fills = await account.fills(order.clientOrderId)
    expect(fills).toHaveLength(2)
    const { counts } = simulator.control
    expect(counts.requestsOf('fills-history')).toBe(0)
    const recent = (data: readonly object[]) =>
      simulator.control.fault({
        on: 'request',
        when: 'before',
        match: 'GET /api/v5/trade/fills',
        effect: { kind: 'reply', status: 200, body: { code: '0', msg: '', data } },
      })
    recent([])
    expect(unseen(await account.fills(order.clientOrderId))).toEqual(unseen(fills))
    expect(counts.requestsOf('fills-history')).toBe(1)
    await close()
  })
})
