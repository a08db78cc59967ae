import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../node_modules/ccxt/js/src/base/Exchange.js'
import type { ExchangeSimulator } from '../../support/exchange-simulator/start-exchange-simulator.ts'
import { connect, exchanges, simulate, until } from './set-up.ts'

const errorName = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: Error) => error.name,
  )

const bidOf = (simulator: ExchangeSimulator): number => {
  const { book, listing } = simulator.control.market.symbol('BTC/USDT')
  return Number(listing.priceText(book.bid[0]))
}

/** Subscriptions that the three private watch calls make. */
const privateTopics = { binance: 1, bybit: 3, okx: 3 } as const

const idOf = (order: { readonly id?: string | undefined }): string => order.id ?? ''

const balanceOf = async (exchange: Exchange, currency: string) => {
  const { free, used, total } = (await exchange.fetchBalance())[currency] ?? {}
  return { free: Number(free), used: Number(used), total: Number(total) }
}

describe.each(exchanges)('trading on %s through ccxt', (id) => {
  it('fills a market order at the book and takes the fee from what was received', async () => {
    const simulator = await simulate({ exchange: id, accounts: [{ balances: { USDT: '10000', BTC: '0' } }] })
    const exchange = await connect(id, simulator)
    const clientOrderId = 'order0001'
    const placed = await exchange
      .createOrder('BTC/USDT', 'market', 'sell', 0.01)
      .catch((error: Error) => error.name)
    expect(placed).toBe('InsufficientFunds')
    const order = await exchange.createOrder('BTC/USDT', 'market', 'buy', 0.01, undefined, {
      clientOrderId,
      createMarketBuyOrderRequiresPrice: false,
      tgtCcy: 'base_ccy',
      marketUnit: 'baseCoin',
    })
    const found = await exchange.fetchOrder(idOf(order), 'BTC/USDT')
    expect(found).toMatchObject({ status: 'closed', filled: 0.01, clientOrderId })
    const [trade] = await exchange.fetchMyTrades('BTC/USDT')
    expect(trade).toMatchObject({ order: order.id, side: 'buy', amount: 0.01, takerOrMaker: 'taker' })
    expect(trade?.fee).toMatchObject({ currency: 'BTC', cost: 0.00001 })
    expect(await balanceOf(exchange, 'BTC')).toEqual({ free: 0.00999, used: 0, total: 0.00999 })
    const spent = 10_000 - Number((await balanceOf(exchange, 'USDT')).total)
    expect(spent).toBeCloseTo(Number(trade?.cost), 8)
  })

  it('locks the money of a resting order, lists it, and frees the money when it is cancelled', async () => {
    const simulator = await simulate({ exchange: id, accounts: [{ balances: { USDT: '10000' } }] })
    const exchange = await connect(id, simulator)
    const order = await exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.1, 20_000, {
      clientOrderId: 'rest1',
    })
    expect(await balanceOf(exchange, 'USDT')).toEqual({ free: 8_000, used: 2_000, total: 10_000 })
    const [open] = await exchange.fetchOpenOrders('BTC/USDT')
    expect(open).toMatchObject({
      id: idOf(order),
      clientOrderId: 'rest1',
      status: 'open',
      price: 20_000,
      amount: 0.1,
      filled: 0,
    })
    await exchange.cancelOrder(idOf(order), 'BTC/USDT')
    expect((await exchange.fetchOrder(idOf(order), 'BTC/USDT')).status).toBe('canceled')
    expect(await exchange.fetchOpenOrders('BTC/USDT')).toEqual([])
    expect(await balanceOf(exchange, 'USDT')).toEqual({ free: 10_000, used: 0, total: 10_000 })
    expect(await errorName(exchange.cancelOrder(idOf(order), 'BTC/USDT'))).toMatch(
      /OrderNotFound|InvalidOrder/,
    )
  })

  it('fills a resting order in parts when the market comes to it, as maker', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const price = bidOf(simulator) - 20
    const order = await exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.2, price)
    simulator.control.fill(idOf(order), '0.05')
    const partly = await exchange.fetchOrder(idOf(order), 'BTC/USDT')
    expect(partly).toMatchObject({ status: 'open', filled: 0.05, remaining: 0.15 })
    simulator.control.market.advance(3 * 3_600_000)
    expect(await exchange.fetchOrder(idOf(order), 'BTC/USDT')).toMatchObject({
      status: 'closed',
      filled: 0.2,
      average: price,
    })
    const trades = await exchange.fetchMyTrades('BTC/USDT')
    expect(trades.length).toBeGreaterThan(1)
    expect(trades.every((trade) => trade.takerOrMaker === 'maker')).toBe(true)
  })

  it('tells of orders, trades and balances on the private stream', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    const seen = { statuses: new Set<string>(), trades: 0, btc: 0 }
    const orders = exchange.watchOrders('BTC/USDT').then((list) => {
      for (const order of list) seen.statuses.add(String(order.status))
    })
    const trades = exchange.watchMyTrades('BTC/USDT').then((list) => {
      seen.trades += list.length
    })
    const balance = exchange.watchBalance()
    await until(() => simulator.control.counts.subscriptions.size >= privateTopics[id])
    await exchange.createOrder('BTC/USDT', 'market', 'sell', 0.01)
    await Promise.all([orders, trades, balance])
    expect(seen.trades).toBe(1)
    expect(seen.statuses.size).toBeGreaterThan(0)
  })

  it('refuses what breaks its rules, in its own words', async () => {
    const simulator = await simulate({ exchange: id, accounts: [{ balances: { USDT: '1000' } }] })
    const exchange = await connect(id, simulator)
    await exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 20_000, { clientOrderId: 'same1' })
    const again = exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.01, 20_000, { clientOrderId: 'same1' })
    expect(await errorName(again)).toBe('InvalidOrder')
    expect(await errorName(exchange.createOrder('BTC/USDT', 'limit', 'buy', 1, 20_000))).toBe(
      'InsufficientFunds',
    )
    const tiny = exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.0001, 20_000)
    expect(await errorName(tiny)).toMatch(/InvalidOrder|BadRequest/)
    expect(await errorName(exchange.fetchOrder('99999', 'BTC/USDT'))).toBe('OrderNotFound')
    expect(await exchange.fetchOpenOrders('BTC/USDT')).toHaveLength(1)
  })

  it('refuses a post-only order that would take, or cancels it at once', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const price = bidOf(simulator) + 500
    const placing = exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.01, price, { postOnly: true })
    const order = await placing.catch((error: Error) => error)
    if (order instanceof Error) expect(order.name).toBe('OrderImmediatelyFillable')
    else expect((await exchange.fetchOrder(idOf(order), 'BTC/USDT')).status).toBe('canceled')
    expect(await exchange.fetchMyTrades('BTC/USDT')).toEqual([])
  })

  it('takes fees in a third coin when the account says so', async () => {
    const fee = { kind: 'coin', currency: 'BNB', priceInQuote: '250' } as const
    const simulator = await simulate({ exchange: id, accounts: [{ balances: { BTC: '1', BNB: '5' }, fee }] })
    const exchange = await connect(id, simulator)
    await exchange.createOrder('BTC/USDT', 'market', 'sell', 0.01)
    const [trade] = await exchange.fetchMyTrades('BTC/USDT')
    expect(trade?.fee?.currency).toBe('BNB')
    const paid = (Number(trade?.cost) * 0.001) / 250
    expect((await balanceOf(exchange, 'BNB')).total).toBeCloseTo(5 - paid, 6)
    expect((await balanceOf(exchange, 'USDT')).total).toBeCloseTo(Number(trade?.cost), 8)
  })

  it('keeps money constant over many orders, whatever becomes of them', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const [account] = simulator.accounts
    for (let turn = 0; turn < 12; turn += 1) {
      const price = bidOf(simulator) + (turn % 3) * 40 - 40
      const side = turn % 2 === 0 ? 'buy' : 'sell'
      await exchange.createOrder('BTC/USDT', 'limit', side, 0.02, Number(price.toFixed(2)))
      simulator.control.market.advance(90_000)
    }
    for (const order of await exchange.fetchOpenOrders('BTC/USDT'))
      await exchange.cancelOrder(idOf(order), 'BTC/USDT')
    let [usdt, btc] = [100_000, 2]
    for (const trade of await exchange.fetchMyTrades('BTC/USDT', undefined, 100)) {
      const sign = trade.side === 'buy' ? 1 : -1
      btc += sign * Number(trade.amount)
      usdt -= sign * Number(trade.cost)
      if (trade.fee?.currency === 'BTC') btc -= Number(trade.fee.cost)
      else usdt -= Number(trade.fee?.cost)
    }
    expect((await balanceOf(exchange, 'BTC')).free).toBeCloseTo(btc, 8)
    expect((await balanceOf(exchange, 'USDT')).free).toBeCloseTo(usdt, 6)
    expect([...(account?.balances.values() ?? [])].every(({ locked }) => locked === 0n)).toBe(true)
  })
})
