import { describe, expect, it } from 'vitest'
import { readTrades } from '../../support/exchange-simulator/market/recording-file.ts'
import { fixtureFolder, TapeLibrary } from '../../support/exchange-simulator/market/symbols.ts'
import { candleOf } from '../../support/exchange-simulator/market/tape.ts'
import { exchanges, simulate, startAt } from './set-up.ts'

const minute = 60_000
const pairs = ['BTC/USDT', 'ETH/BTC', 'XRP/ETH', 'SOL/USDT', 'ADA/USDT', 'DOGE/USDT']

describe('the simulated market', () => {
  it.each(pairs)('makes trades of %s that add up to exactly its candles', (symbol) => {
    const { tape } = new TapeLibrary(fixtureFolder, 3, 11).open({ symbol })
    // Across the end of the recordings, where they start over.
    const start = Date.UTC(2021, 1, 20, 22, 30)
    let lastId: number | null = null
    let lastPrice = tape.candle(start - minute).close
    for (let openTime = start; openTime < start + 180 * minute; openTime += minute) {
      const trades = tape.trades(openTime)
      expect(candleOf(openTime, trades, lastPrice)).toEqual(tape.candle(openTime))
      lastPrice = tape.candle(openTime).close
      for (const trade of trades) {
        if (lastId !== null && symbol !== 'XRP/ETH') expect(trade.id).toBe(lastId + 1)
        expect(trade.id).toBeGreaterThan(lastId ?? 0)
        expect(trade.amount).toBeGreaterThan(0)
        expect(trade.time - openTime).toBeLessThan(minute)
        lastId = trade.id
      }
    }
    expect(lastId).not.toBeNull()
  })

  it('plays recorded trades as they were', () => {
    const rows = readTrades(`${fixtureFolder}/xrp-eth-trades-2019-10.csv.gz`).slice(0, 500)
    const { tape, listing } = new TapeLibrary(fixtureFolder, 1, 8).open({ symbol: 'XRP/ETH' })
    const first = rows[0]?.time ?? 0
    const last = rows.at(-1)?.time ?? 0
    const played = []
    for (let at = first - (first % minute); at <= last; at += minute) played.push(...tape.trades(at))
    expect(
      played.slice(0, 500).map((trade) => ({
        time: trade.time,
        id: trade.id,
        takerSide: trade.takerSide,
        price: Number(listing.priceText(trade.price)),
        amount: Number(listing.amountText(trade.amount)),
      })),
    ).toEqual(rows)
  })

  it('is the same for the same seed however it is advanced, and another for another', async () => {
    const play = async (seed: number, stepMs: number) => {
      const simulator = await simulate({ exchange: 'binance', seed, symbols: 12 })
      const { market } = simulator.control
      const told: string[] = []
      market.listen({
        trade: (symbol, trade) =>
          told.push(`${symbol.listing.symbol} ${trade.id} ${trade.time} ${trade.price} ${trade.amount}`),
        moved: () => {},
        minuteEnded: (symbol, endTime) => told.push(`${symbol.listing.symbol} closed ${endTime}`),
      })
      for (let played = 0; played < 5 * minute; played += stepMs) market.advance(stepMs)
      return told
    }
    const slow = await play(5, 1_000)
    expect(slow.length).toBeGreaterThan(12 * 5 * 4)
    expect(await play(5, 50_000)).toEqual(slow)
    expect(await play(6, 50_000)).not.toEqual(slow)
  })

  it.each(exchanges)('lists up to a hundred pairs on %s within a second', async (exchange) => {
    const began = performance.now()
    const simulator = await simulate({ exchange, symbols: 100 })
    expect(simulator.control.market.symbols.size).toBe(100)
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  it('has higher candles that its lower ones make, also around a halt', async () => {
    const simulator = await simulate({ exchange: 'binance' })
    const { control } = simulator
    control.market.advance(4 * minute)
    control.halt('BTC/USDT')
    control.market.advance(7 * minute)
    control.resume('BTC/USDT')
    control.market.advance(20 * minute)
    const symbol = control.market.symbol('BTC/USDT')
    const from = startAt - (startAt % (15 * minute))
    const lower = symbol.candles(minute, from, from + 30 * minute - 1)
    for (const [index, high] of symbol.candles(15 * minute, from, from + 15 * minute).entries()) {
      const own = lower.slice(index * 15, index * 15 + 15)
      expect(high).toMatchObject({
        open: own[0]?.open,
        close: own.at(-1)?.close,
        high: Math.max(...own.map((candle) => candle.high)),
        low: Math.min(...own.map((candle) => candle.low)),
        volume: own.reduce((sum, candle) => sum + candle.volume, 0),
      })
    }
    const silent = lower.filter((candle) => candle.volume === 0)
    expect(silent.length).toBeGreaterThanOrEqual(6)
  })

  it('takes a late correction into every candle that holds the minute', async () => {
    const simulator = await simulate({ exchange: 'binance' })
    const symbol = simulator.control.market.symbol('BTC/USDT')
    const openTime = startAt - (startAt % (5 * minute)) - 5 * minute
    const was = symbol.candle(openTime, minute)
    expect(was).not.toBeNull()
    if (was === null) return
    const before = symbol.candle(openTime, 5 * minute)?.volume ?? 0
    symbol.correct({ ...was, volume: was.volume + 7 })
    expect(symbol.candle(openTime, 5 * minute)?.volume).toBe(before + 7)
  })
})
