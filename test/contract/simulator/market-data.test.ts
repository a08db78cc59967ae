import { describe, expect, it } from 'vitest'
import { readCandles } from '../../support/exchange-simulator/market/recording-file.ts'
import { fixtureFolder } from '../../support/exchange-simulator/market/symbols.ts'
import { connect, exchanges, simulate, startAt, until } from './set-up.ts'

const minute = 60_000
const recording = readCandles(`${fixtureFolder}/btc-usdt-1m-2021-02-19.csv.gz`)
const recorded = (openTime: number): number[] => {
  const row = ((openTime - recording.startTime) / minute) * 5
  return [openTime, ...recording.values.slice(row, row + 5)]
}

describe.each(exchanges)('market data of %s through ccxt', (id) => {
  it('lists the pairs with their steps and minimums', async () => {
    const simulator = await simulate({ exchange: id, symbols: 30 })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    expect(Object.keys(exchange.markets ?? {})).toHaveLength(30)
    const market = exchange.market('BTC/USDT')
    expect(market).toMatchObject({ spot: true, active: true, base: 'BTC', quote: 'USDT' })
    expect(market.precision).toMatchObject({ price: 0.01, amount: 0.000001 })
    expect(market.limits.amount?.min).toBe(0.00001)
  })

  it('serves the recorded candles, the open one last', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const rows = await exchange.fetchOHLCV('BTC/USDT', '1m', undefined, 100)
    const openTime = startAt - (startAt % minute)
    expect(rows).toHaveLength(100)
    expect(rows.slice(0, -1)).toEqual(
      Array.from({ length: 99 }, (_, index) => recorded(openTime - (99 - index) * minute)),
    )
    expect(rows.at(-1)?.[0]).toBe(openTime)
  })

  it('serves candles from a given time on', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const since = startAt - (startAt % minute) - 500 * minute
    const rows = await exchange.fetchOHLCV('BTC/USDT', '1m', since, 20)
    expect(rows).toEqual(Array.from({ length: 20 }, (_, index) => recorded(since + index * minute)))
  })

  it('serves a ticker, a book and trades that agree with each other', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    const ticker = await exchange.fetchTicker('BTC/USDT')
    const book = await exchange.fetchOrderBook('BTC/USDT', 20)
    const trades = await exchange.fetchTrades('BTC/USDT', undefined, 50)
    expect(book.bids).toHaveLength(20)
    expect(book.bids[0]?.[0]).toBe(ticker.bid)
    expect(book.asks[0]?.[0]).toBe(ticker.ask)
    expect(ticker.last).toBe(trades.at(-1)?.price)
    expect(Number(ticker.bid)).toBeLessThan(Number(ticker.ask))
    expect(trades.length).toBeGreaterThan(5)
  })

  it('streams every trade, and they make the candles that it closes and serves', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    const trades = new Map<string, { time: number; price: number; amount: number }>()
    const candles = new Map<number, number[]>()
    const stop = { now: false }
    const follow = async (turn: () => Promise<void>): Promise<void> => {
      while (!stop.now) await turn().catch(() => undefined)
    }
    follow(async () => {
      for (const trade of await exchange.watchTrades('BTC/USDT')) {
        trades.set(String(trade.id), {
          time: Number(trade.timestamp),
          price: Number(trade.price),
          amount: Number(trade.amount),
        })
      }
    })
    follow(async () => {
      for (const row of await exchange.watchOHLCV('BTC/USDT', '1m'))
        candles.set(Number(row[0]), row.map(Number))
    })
    await until(() => simulator.control.counts.subscriptions.size === 2)
    const first = startAt - (startAt % minute) + minute
    await until(
      () => simulator.control.market.time > first + 3 * minute,
      () => simulator.control.market.advance(2_000),
    )
    await until(() => candles.has(first + 2 * minute))
    for (const openTime of [first, first + minute]) {
      const own = [...trades.values()].filter(({ time }) => time >= openTime && time < openTime + minute)
      const prices = own.map(({ price }) => price)
      const volume = own.reduce((sum, { amount }) => sum + amount, 0)
      const made = [openTime, prices[0], Math.max(...prices), Math.min(...prices), prices.at(-1)]
      expect(made).toEqual(recorded(openTime).slice(0, 5))
      expect(volume).toBeCloseTo(Number(recorded(openTime)[5]), 8)
      expect(candles.get(openTime)).toEqual(recorded(openTime))
    }
    stop.now = true
  })

  it('streams tickers and a book that stays equal to the one it serves', async () => {
    const simulator = await simulate({ exchange: id })
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    const ticker = exchange.watchTicker('BTC/USDT')
    const first = exchange.watchOrderBook('BTC/USDT')
    const clock = setInterval(() => simulator.control.market.advance(3_000), 20)
    expect(await ticker).toMatchObject({ symbol: 'BTC/USDT', last: expect.any(Number) })
    await first
    for (let turn = 0; turn < 10; turn += 1) await exchange.watchOrderBook('BTC/USDT')
    clearInterval(clock)
    const served = await exchange.fetchOrderBook('BTC/USDT', 50)
    await until(() => exchange.orderbooks['BTC/USDT']?.bids[0]?.[0] === served.bids[0]?.[0])
    const kept = exchange.orderbooks['BTC/USDT']
    expect([...(kept?.bids ?? [])].slice(0, 10).map((level) => [...level].slice(0, 2))).toEqual(
      served.bids.slice(0, 10).map((level) => level.slice(0, 2)),
    )
  })

  it('marks a halted pair, and a delisted one is gone', async () => {
    const simulator = await simulate({ exchange: id })
    simulator.control.halt('BTC/USDT')
    simulator.control.delist('SOL/USDT')
    const exchange = await connect(id, simulator)
    await exchange.loadMarkets()
    expect(exchange.markets?.['BTC/USDT']?.active).toBe(false)
    expect(exchange.markets?.['SOL/USDT']?.active ?? false).toBe(false)
    const before = (await exchange.fetchTrades('BTC/USDT', undefined, 5)).at(-1)?.id
    simulator.control.market.advance(120_000)
    expect((await exchange.fetchTrades('BTC/USDT', undefined, 5)).at(-1)?.id).toBe(before)
    const rows = await exchange.fetchOHLCV('BTC/USDT', '1m', undefined, 2)
    expect(rows[0]?.[5]).toBe(0)
  })
})
