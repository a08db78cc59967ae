import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../src-main/engine/ports/store.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { amendingContract } from './amending.ts'
import { exchangeContract } from './exchange-contract.ts'
import { AccountWatch, expectedTotals, type Funds, request, testMarket, textOf } from './harness.ts'
import { limitWishesContract, stopOrdersContract } from './order-types.ts'
import { openPaper } from './paper-harness.ts'

let opened: TestStore
let store: Store
beforeAll(() => {
  opened = openTestStore()
  store = opened.store
})
afterAll(() => opened.close())

exchangeContract('the simulated exchange', (funds) => openPaper(store, funds))
describe('the simulated exchange: wishes of limit orders', () =>
  limitWishesContract((funds) => openPaper(store, funds)))
describe('the simulated exchange: stops', () => stopOrdersContract((funds) => openPaper(store, funds)))
describe('the simulated exchange: changing stops', () => amendingContract((funds) => openPaper(store, funds)))

const rich: Funds = { base: '10', quote: '10000' }

describe('the simulated exchange', () => {
  test('is closed until its market has traded', async () => {
    const { exchange, trade } = await openPaper(store, rich, { firstTrade: null })
    expect(await exchange.submit(request())).toMatchObject({ kind: 'rejected', rejection: 'MARKET_CLOSED' })
    await trade('100', '10')
    expect((await exchange.submit(request())).kind).toBe('accepted')
  })

  test('takes a price that came as a quote; the same one again brings no new amount', async () => {
    const { exchange } = await openPaper(store, rich, { firstTrade: null })
    const account = new AccountWatch(exchange)
    const quote = { symbol: testMarket.symbol, last: 100, amount: 2, time: 5_000 }
    exchange.onQuote(quote)
    await exchange.submit(request({ size: '0.6' }))
    exchange.onQuote(quote)
    const second = request({ size: '0.6' })
    await exchange.submit(second)
    expect((await account.fills(second.clientOrderId)).map((fill) => textOf(fill.quantity))).toEqual(['0.4'])
    exchange.onQuote({ ...quote, time: 6_000 })
    const third = request({ size: '0.6' })
    await exchange.submit(third)
    expect((await account.order(third.clientOrderId))?.status).toBe('filled')
  })

  test('slips by its seed: the same orders pay the same again, others do not', async () => {
    const orders = Array.from({ length: 20 }, () => request({ size: '0.2' }))
    const paid = async (seed: number) => {
      const { exchange } = await openPaper(store, rich, { seed, conditions: { slippage: '0.02' } })
      const account = new AccountWatch(exchange)
      for (const order of orders) await exchange.submit(order)
      return account.heardFills().map((fill) => textOf(fill.price))
    }
    expect(await paid(1)).toEqual(await paid(1))
    expect(await paid(1)).not.toEqual(await paid(2))
    expect(new Set(await paid(1)).size).toBeGreaterThan(10)
  })

  test('without spread and slippage a market order pays the last price', async () => {
    const { exchange } = await openPaper(store, rich, { conditions: { spread: '0', slippage: '0' } })
    const account = new AccountWatch(exchange)
    await exchange.submit(request())
    await exchange.submit(request({ side: 'sell' }))
    expect(account.heardFills().map((fill) => textOf(fill.price))).toEqual(['100', '100'])
  })
})

describe('a buy that can no longer pay', () => {
  const poor: Funds = { base: '0', quote: '1001.2' }

  test('expires at once when slippage took what little was free, and frees all it held', async () => {
    const { exchange } = await openPaper(store, poor, { conditions: { spread: '0', slippage: '0.05' } })
    const account = new AccountWatch(exchange)
    const order = request({ size: '10', clientOrderId: 'slips' })
    expect((await exchange.submit(order)).kind).toBe('accepted')
    expect((await account.order(order.clientOrderId))?.status).toBe('expired')
    expect(account.heard(order.clientOrderId)).toEqual(['acknowledged', 'expired'])
    expect(await account.balance('USDT')).toEqual({ total: '1001.2', free: '1001.2' })
    expect(account.heardBalances()).toEqual(await account.balances())
    expect(await account.openIds()).toEqual([])
  })

  test('keeps what it had filled when the market runs away from the rest', async () => {
    const { exchange, trade } = await openPaper(store, poor, {
      conditions: { spread: '0', slippage: '0' },
      firstTrade: ['100', '10'],
    })
    const account = new AccountWatch(exchange)
    const order = request({ size: '10' })
    await exchange.submit(order)
    expect((await account.order(order.clientOrderId))?.status).toBe('open')
    await trade('101', '1000')
    expect((await account.order(order.clientOrderId))?.status).toBe('expired')
    expect(account.heard(order.clientOrderId)).toEqual(['acknowledged', 'filled', 'expired'])
    expect(await account.balance('BTC')).toEqual({ total: '5', free: '5' })
    expect(await account.balance('USDT')).toEqual({ total: '500.825', free: '500.825' })
  })

  test('pays to the last coin what it just can', async () => {
    const exact: Funds = { base: '0', quote: '1000.75' }
    const { exchange } = await openPaper(store, exact, { conditions: { spread: '0', slippage: '0' } })
    const account = new AccountWatch(exchange)
    const order = request({ size: '10' })
    await exchange.submit(order)
    expect((await account.order(order.clientOrderId))?.status).toBe('filled')
    expect(await account.balance('USDT')).toEqual({ total: '0', free: '0' })
  })

  test('never hangs on the dust that rounding many fees has cost', async () => {
    // Exactly what is held for it; every part pays a fraction of a satoshi more than its share of that.
    const exact: Funds = { base: '0', quote: '10.00850075' }
    const { exchange, trade } = await openPaper(store, exact, {
      conditions: { spread: '0', slippage: '0' },
      firstTrade: ['100.01', '0.004'],
    })
    const account = new AccountWatch(exchange)
    const order = request({ size: '0.1' })
    expect((await exchange.submit(order)).kind).toBe('accepted')
    for (let part = 1; part < 60; part += 1) await trade('100.01', '0.004')
    expect((await account.order(order.clientOrderId))?.status).toBe('expired')
    expect(account.heardFills()).toHaveLength(49)
    const { total, free } = await account.balance('USDT')
    expect(free).toBe(total)
    const fills = account.heardFills().map((fill) => ({ side: 'buy' as const, fill }))
    expect(total).toBe(expectedTotals(exact, fills).quote)
  })
})
