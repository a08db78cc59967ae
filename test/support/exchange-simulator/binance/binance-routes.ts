import { candlesFor } from '../server/candle-query.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import { isLive, type SimulatedOrder } from '../trading/order.ts'
import { unitsText } from '../units.ts'
import { BinanceError, refused } from './binance-error.ts'
import {
  aggregateTrade,
  binanceIntervals,
  bookTickerEvent,
  dayTicker,
  klineRow,
  levelTexts,
  symbolInfo,
} from './binance-market.ts'
import { cancelledReply, orderReply, orderRequest, placedReply, tradeReply } from './binance-orders.ts'

export interface BinanceRoute {
  readonly weight: number
  readonly run: (params: URLSearchParams) => unknown
}
export interface BinanceSignedRoute {
  readonly weight: number
  readonly trades?: boolean
  readonly signed: (account: Account, params: URLSearchParams) => unknown
}

const number = (params: URLSearchParams, name: string): number | null =>
  params.has(name) ? Number(params.get(name)) : null

/** The spot REST interface by method and path. */
export const binanceRoutes = (
  venue: Venue,
  names: MarketNames,
): Readonly<Record<string, BinanceRoute | BinanceSignedRoute>> => {
  const { market, trading, clock } = venue
  let fresh = 0
  const freshId = (): string => {
    fresh += 1
    return `sim-${fresh}`
  }
  const symbolName = (params: URLSearchParams): string => {
    const symbol = names.symbolOf(params.get('symbol') ?? '')
    if (symbol === null || market.symbol(symbol).status === 'delisted') throw refused('unknown-symbol')
    return symbol
  }
  const chosen = (params: URLSearchParams): readonly string[] => {
    if (params.has('symbol')) return [symbolName(params)]
    const ids: unknown = JSON.parse(params.get('symbols') ?? 'null')
    const all = [...market.symbols.keys()]
    return Array.isArray(ids) ? all.filter((symbol) => ids.includes(names.idOf(symbol))) : all
  }
  const many = (params: URLSearchParams, make: (symbol: string) => object): unknown =>
    params.has('symbol') ? make(symbolName(params)) : chosen(params).map(make)
  const orderOf = (account: Account, params: URLSearchParams, missing: BinanceError): SimulatedOrder => {
    const by = {
      id: params.get('orderId') ?? undefined,
      clientId: params.get('origClientOrderId') ?? undefined,
    }
    const order = trading.find(account, by)
    if (order === null || names.idOf(order.symbol) !== params.get('symbol')) throw missing
    return order
  }
  const inSpan = (params: URLSearchParams, time: number): boolean =>
    time >= (number(params, 'startTime') ?? 0) &&
    time <= (number(params, 'endTime') ?? Number.POSITIVE_INFINITY)
  const cut = <T>(params: URLSearchParams, rows: readonly T[]): readonly T[] => {
    const limit = Math.min(number(params, 'limit') ?? 500, 1000)
    return params.has('startTime') || params.has('fromId') ? rows.slice(0, limit) : rows.slice(-limit)
  }
  const publicTrades = (params: URLSearchParams) => {
    const symbol = market.symbol(symbolName(params))
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
        const symbol = market.symbol(symbolName(params))
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
      run: (params) => many(params, (symbol) => dayTicker(market.symbol(symbol), names.idOf(symbol))),
    },
    'GET /api/v3/ticker/bookTicker': {
      weight: 2,
      run: (params) =>
        many(params, (symbol) => {
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
        many(params, (name) => {
          const symbol = market.symbol(name)
          return { symbol: names.idOf(name), price: symbol.listing.priceText(symbol.lastPrice) }
        }),
    },
    'GET /api/v3/depth': {
      weight: 5,
      run: (params) => {
        const symbol = market.symbol(symbolName(params))
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
    'GET /sapi/v1/capital/config/getall': { weight: 10, signed: () => [] },
    'GET /sapi/v1/margin/allPairs': { weight: 1, signed: () => [] },
    'GET /sapi/v1/margin/isolated/allPairs': { weight: 10, signed: () => [] },
    'GET /sapi/v1/margin/allAssets': { weight: 1, signed: () => [] },
    'GET /sapi/v1/account/apiRestrictions': {
      weight: 1,
      signed: (account) => ({
        ipRestrict: account.ipRestricted,
        createTime: 1_600_000_000_000,
        enableReading: true,
        enableWithdrawals: account.canWithdraw,
        enableInternalTransfer: account.canWithdraw,
        permitsUniversalTransfer: false,
        enableSpotAndMarginTrading: account.canTrade,
        enableMargin: false,
        enableFutures: false,
        enableVanillaOptions: false,
      }),
    },
    'GET /sapi/v1/asset/tradeFee': {
      weight: 1,
      signed: (_account, params) =>
        chosen(params).map((symbol) => ({
          symbol: names.idOf(symbol),
          makerCommission: market.symbol(symbol).listing.options.makerFee,
          takerCommission: market.symbol(symbol).listing.options.takerFee,
        })),
    },
    'GET /api/v3/account': {
      weight: 20,
      signed: (account) => ({
        canTrade: account.canTrade,
        canWithdraw: account.canWithdraw,
        canDeposit: true,
        updateTime: account.updatedAt,
        accountType: 'SPOT',
        permissions: ['SPOT'],
        balances: [...account.balances].map(([asset, { free, locked }]) => ({
          asset,
          free: unitsText(free, 8),
          locked: unitsText(locked, 8),
        })),
      }),
    },
    'POST /api/v3/order': {
      weight: 1,
      trades: true,
      signed: (account, params) => {
        const symbol = symbolName(params)
        const placed = trading.place(account, orderRequest(params, symbol, freshId))
        if (placed.kind === 'refused') throw refused(placed.why)
        return placedReply(placed.order, names.idOf(symbol), params.get('newOrderRespType') ?? 'FULL')
      },
    },
    'DELETE /api/v3/order': {
      weight: 1,
      trades: true,
      signed: (account, params) => {
        const order = orderOf(account, params, refused('unknown-order'))
        if (!isLive(order)) throw refused('already-ended')
        const cancelId = params.get('newClientOrderId') ?? freshId()
        trading.cancel(account, order)
        return cancelledReply(order, names.idOf(order.symbol), cancelId)
      },
    },
    'DELETE /api/v3/openOrders': {
      weight: 1,
      trades: true,
      signed: (account, params) => {
        const orders = trading.liveOrders(account, symbolName(params))
        if (orders.length === 0) throw refused('unknown-order')
        for (const order of orders) trading.cancel(account, order)
        return orders.map((order) => cancelledReply(order, names.idOf(order.symbol), freshId()))
      },
    },
    'GET /api/v3/order': {
      weight: 4,
      signed: (account, params) => {
        const order = orderOf(account, params, new BinanceError(400, -2013, 'Order does not exist.'))
        return orderReply(order, names.idOf(order.symbol))
      },
    },
    'GET /api/v3/openOrders': {
      weight: 6,
      signed: (account, params) =>
        trading
          .liveOrders(account, params.has('symbol') ? symbolName(params) : undefined)
          .map((order) => orderReply(order, names.idOf(order.symbol))),
    },
    'GET /api/v3/allOrders': {
      weight: 20,
      signed: (account, params) => {
        const symbol = symbolName(params)
        const orders = [...account.orders.values()].filter(
          (order) => order.symbol === symbol && inSpan(params, order.createdAt),
        )
        return cut(params, orders).map((order) => orderReply(order, names.idOf(symbol)))
      },
    },
    'GET /api/v3/myTrades': {
      weight: 20,
      signed: (account, params) => {
        const symbol = symbolName(params)
        const fromId = number(params, 'fromId') ?? 0
        const rows = [...account.orders.values()]
          .filter((order) => order.symbol === symbol && (params.get('orderId') ?? order.id) === order.id)
          .flatMap((order) => order.fills.map((fill) => ({ order, fill })))
          .filter(({ fill }) => inSpan(params, fill.time) && fill.id >= fromId)
          .sort((a, b) => a.fill.id - b.fill.id)
        return cut(params, rows).map(({ order, fill }) => tradeReply(order, fill, names.idOf(symbol)))
      },
    },
  }
}
