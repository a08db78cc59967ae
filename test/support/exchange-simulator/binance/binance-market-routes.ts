import { candlesFor } from '../server/candle-query.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import { BinanceError } from './binance-error.ts'
import {
  aggregateTrade,
  binanceIntervals,
  bookTickerEvent,
  dayTicker,
  klineRow,
  levelTexts,
  symbolInfo,
} from './binance-market.ts'
import { BinancePairs, cut, number } from './binance-params.ts'

export interface BinanceRoute {
  readonly weight: number
  readonly run: (params: URLSearchParams) => unknown
}

/** What anybody may ask, by method and path. */
export const binanceMarketRoutes = (
  { market, clock }: Venue,
  names: MarketNames,
): Readonly<Record<string, BinanceRoute>> => {
  const pairs = new BinancePairs(market, names)
  const publicTrades = (params: URLSearchParams) => {
    const symbol = market.symbol(pairs.one(params))
    const from = number(params, 'startTime') ?? symbol.time - 3_600_000
    const to = Math.min((number(params, 'endTime') ?? symbol.time) + 1, symbol.time)
    return { symbol, trades: cut(params, symbol.trades(from, to)) }
  }

  return {
    'GET /api/v3/ping': { weight: 1, run: () => ({}) },
    'GET /api/v3/time': { weight: 1, run: () => ({ serverTime: clock.now() }) },
    'GET /api/v3/exchangeInfo': {
      weight: 20,
      run: () => ({
        timezone: 'UTC',
        serverTime: clock.now(),
        rateLimits: [],
        exchangeFilters: [],
        symbols: [...market.symbols.values()].map((symbol) =>
          symbolInfo(symbol, names.idOf(symbol.listing.symbol)),
        ),
      }),
    },
    'GET /api/v3/klines': {
      weight: 2,
      run: (params) => {
        const symbol = market.symbol(pairs.one(params))
        const span = binanceIntervals[params.get('interval') ?? '']
        if (span === undefined) throw new BinanceError(400, -1120, 'Invalid interval.')
        const limit = Math.min(number(params, 'limit') ?? 500, 1000)
        const query = {
          span,
          from: number(params, 'startTime'),
          to: number(params, 'endTime'),
          limit,
          keep: 'oldest',
        } as const
        return candlesFor(symbol, query).map((candle) => klineRow(symbol, candle, span))
      },
    },
    'GET /api/v3/ticker/24hr': {
      weight: 2,
      run: (params) => pairs.rows(params, (symbol) => dayTicker(market.symbol(symbol), names.idOf(symbol))),
    },
    'GET /api/v3/ticker/bookTicker': {
      weight: 2,
      run: (params) =>
        pairs.rows(params, (symbol) => {
          const { b, B, a, A } = bookTickerEvent(market.symbol(symbol), names.idOf(symbol)) as Record<
            string,
            string
          >
          return { symbol: names.idOf(symbol), bidPrice: b, bidQty: B, askPrice: a, askQty: A }
        }),
    },
    'GET /api/v3/ticker/price': {
      weight: 2,
      run: (params) =>
        pairs.rows(params, (name) => {
          const symbol = market.symbol(name)
          return { symbol: names.idOf(name), price: symbol.listing.priceText(symbol.lastPrice) }
        }),
    },
    'GET /api/v3/depth': {
      weight: 5,
      run: (params) => {
        const symbol = market.symbol(pairs.one(params))
        const { bids, asks } = symbol.book.levels(number(params, 'limit') ?? 100)
        return {
          lastUpdateId: symbol.book.version,
          bids: levelTexts(symbol, bids),
          asks: levelTexts(symbol, asks),
        }
      },
    },
    'GET /api/v3/aggTrades': {
      weight: 4,
      run: (params) => {
        const { symbol, trades } = publicTrades(params)
        return trades.map((trade) => aggregateTrade(symbol, trade))
      },
    },
    'GET /api/v3/trades': {
      weight: 25,
      run: (params) => {
        const { symbol, trades } = publicTrades(params)
        return trades.map((trade) => ({
          id: trade.id,
          price: symbol.listing.priceText(trade.price),
          qty: symbol.listing.amountText(trade.amount),
          time: trade.time,
          isBuyerMaker: trade.takerSide === 'sell',
          isBestMatch: true,
        }))
      },
    },
    'GET /fapi/v1/exchangeInfo': { weight: 1, run: () => ({ symbols: [] }) },
    'GET /dapi/v1/exchangeInfo': { weight: 1, run: () => ({ symbols: [] }) },
    'GET /sapi/v1/system/status': { weight: 1, run: () => ({ status: 0, msg: 'normal' }) },
  }
}
