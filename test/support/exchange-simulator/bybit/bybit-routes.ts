import { candlesFor } from '../server/candle-query.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import { isLive, type SimulatedOrder } from '../trading/order.ts'
import { BybitError, refused } from './bybit-error.ts'
import { bookData, bybitIntervals, instrument, klineRow, restTicker, restTrade } from './bybit-market.ts'
import { amendment, type Body, executionData, orderData, orderRequest, walletData } from './bybit-orders.ts'

/** What a route makes of its parameters: the `result` of the reply. */
export type BybitRoute =
  | { readonly run: (params: Body) => unknown }
  | { readonly signed: (account: Account, params: Body) => unknown; readonly trades?: boolean }

const text = (params: Body, name: string): string | undefined =>
  params[name] === undefined || params[name] === '' ? undefined : String(params[name])
const number = (params: Body, name: string): number | null => {
  const value = text(params, name)
  return value === undefined ? null : Number(value)
}

/** The v5 REST interface for spot by method and path. */
export const bybitRoutes = (venue: Venue, names: MarketNames): Readonly<Record<string, BybitRoute>> => {
  const { market, trading, clock } = venue
  let fresh = 0
  const freshId = (): string => {
    fresh += 1
    return `sim-${fresh}`
  }
  const spotOnly = (params: Body): void => {
    if (params.category !== 'spot') throw new BybitError(10001, 'params error: only spot is listed here')
  }
  /** Nothing but spot is listed, and nobody has anything else. */
  const spotRows = (params: Body, rows: () => readonly unknown[]): object =>
    params.category === 'spot' ? list(rows()) : { category: params.category, list: [], nextPageCursor: '' }
  const symbolName = (params: Body): string => {
    const symbol = names.symbolOf(text(params, 'symbol') ?? '')
    if (symbol === null || market.symbol(symbol).status === 'delisted') throw refused('unknown-symbol')
    return symbol
  }
  const chosen = (params: Body): readonly string[] =>
    text(params, 'symbol') === undefined
      ? [...market.symbols.keys()].filter((symbol) => market.symbol(symbol).status !== 'delisted')
      : [symbolName(params)]
  const list = (rows: readonly unknown[]): object => ({ category: 'spot', list: rows, nextPageCursor: '' })
  const found = (account: Account, params: Body): SimulatedOrder | null =>
    trading.find(account, { id: text(params, 'orderId'), clientId: text(params, 'orderLinkId') })
  const named = (params: Body): boolean =>
    text(params, 'orderId') !== undefined || text(params, 'orderLinkId') !== undefined
  const inSpan = (params: Body, time: number): boolean =>
    time >= (number(params, 'startTime') ?? 0) &&
    time <= (number(params, 'endTime') ?? Number.POSITIVE_INFINITY)
  const newest = <T>(params: Body, rows: readonly T[], usual: number): readonly T[] =>
    rows.slice(-(number(params, 'limit') ?? usual)).reverse()
  /** Newest first; the cursor says how many rows came before. */
  const page = <T>(params: Body, rows: readonly T[], usual: number, make: (row: T) => unknown): object => {
    const from = number(params, 'cursor') ?? 0
    const to = from + (number(params, 'limit') ?? usual)
    const shown = [...rows].reverse().slice(from, to).map(make)
    return { ...list(shown), nextPageCursor: to < rows.length ? String(to) : '' }
  }
  const ids = (order: SimulatedOrder): object => ({ orderId: order.id, orderLinkId: order.clientId })
  const data = (order: SimulatedOrder): object => orderData(order, names.idOf(order.symbol))
  const fits = (order: SimulatedOrder, params: Body): boolean =>
    (text(params, 'symbol') ?? names.idOf(order.symbol)) === names.idOf(order.symbol) &&
    (params.orderFilter === undefined || params.orderFilter === order.label)

  return {
    'GET /v5/market/time': {
      run: () => ({ timeSecond: String(Math.floor(clock.now() / 1000)), timeNano: `${clock.now()}000000` }),
    },
    'GET /v5/market/instruments-info': {
      run: (params) =>
        spotRows(params, () =>
          chosen(params).map((symbol) => instrument(market.symbol(symbol), names.idOf(symbol))),
        ),
    },
    'GET /v5/market/tickers': {
      run: (params) =>
        spotRows(params, () =>
          chosen(params).map((symbol) => restTicker(market.symbol(symbol), names.idOf(symbol))),
        ),
    },
    'GET /v5/market/kline': {
      run: (params) => {
        spotOnly(params)
        const symbol = market.symbol(symbolName(params))
        const span = bybitIntervals[text(params, 'interval') ?? '']
        if (span === undefined) throw new BybitError(10001, 'Invalid period!')
        const limit = Math.min(number(params, 'limit') ?? 200, 1000)
        const query = {
          span,
          from: number(params, 'start'),
          to: number(params, 'end'),
          limit,
          keep: 'oldest',
        } as const
        const rows = candlesFor(symbol, query).map((candle) => klineRow(symbol, candle))
        return { category: 'spot', symbol: names.idOf(symbol.listing.symbol), list: rows.reverse() }
      },
    },
    'GET /v5/market/orderbook': {
      run: (params) => {
        spotOnly(params)
        const symbol = market.symbol(symbolName(params))
        const levels = symbol.book.levels(number(params, 'limit') ?? 1)
        return {
          ...bookData(symbol, names.idOf(symbol.listing.symbol), levels, symbol.book.version),
          ts: symbol.time,
        }
      },
    },
    'GET /v5/market/recent-trade': {
      run: (params) => {
        spotOnly(params)
        const symbol = market.symbol(symbolName(params))
        const trades = symbol.trades(symbol.time - 3_600_000, symbol.time)
        const rows = newest({ limit: Math.min(number(params, 'limit') ?? 60, 60) }, trades, 60)
        return list(rows.map((trade) => restTrade(symbol, names.idOf(symbol.listing.symbol), trade)))
      },
    },
    'GET /v5/user/query-api': {
      signed: (account) => ({
        id: account.id,
        userID: account.id,
        apiKey: account.apiKey,
        readOnly: account.canTrade ? 0 : 1,
        permissions: {
          Spot: account.canTrade ? ['SpotTrade'] : [],
          Wallet: [
            ...(account.canTransfer ? ['AccountTransfer'] : []),
            ...(account.canWithdraw ? ['Withdraw'] : []),
          ],
        },
        ips: account.ipRestricted ? ['127.0.0.1'] : ['*'],
        unified: 0,
        uta: 1,
      }),
    },
    'GET /v5/account/info': { signed: () => ({ unifiedMarginStatus: 6, marginMode: 'REGULAR_MARGIN' }) },
    'GET /v5/account/fee-rate': {
      signed: (_account, params) =>
        list(
          chosen(params).map((symbol) => ({
            symbol: names.idOf(symbol),
            makerFeeRate: market.symbol(symbol).listing.options.makerFee,
            takerFeeRate: market.symbol(symbol).listing.options.takerFee,
          })),
        ),
    },
    'GET /v5/asset/coin/query-info': { signed: () => ({ rows: [] }) },
    'GET /v5/account/wallet-balance': {
      signed: (account) => ({ list: [walletData(account, [...account.balances.keys()])] }),
    },
    'POST /v5/order/create': {
      trades: true,
      signed: (account, params) => {
        spotOnly(params)
        const symbol = market.symbol(symbolName(params))
        const last = symbol.listing.price(symbol.lastPrice)
        const placed = trading.place(account, orderRequest(params, symbol.listing.symbol, last, freshId))
        if (placed.kind === 'refused') throw refused(placed.why)
        return ids(placed.order)
      },
    },
    'POST /v5/order/amend': {
      trades: true,
      signed: (account, params) => {
        const order = found(account, params)
        if (order === null || (order.triggered && params.triggerPrice !== undefined))
          throw refused('unknown-order')
        const amended = trading.amend(account, order, amendment(params, order))
        if (amended.kind === 'refused') throw refused(amended.why)
        return ids(order)
      },
    },
    'POST /v5/order/cancel': {
      trades: true,
      signed: (account, params) => {
        const order = found(account, params)
        if (order === null || !isLive(order) || names.idOf(order.symbol) !== params.symbol)
          throw refused('unknown-order')
        // Without a filter only what waits for nothing is looked at.
        const kind = order.status === 'waiting' ? order.label : 'Order'
        if (kind !== (text(params, 'orderFilter') ?? 'Order')) throw refused('unknown-order')
        trading.cancel(account, order)
        return ids(order)
      },
    },
    'POST /v5/order/cancel-all': {
      trades: true,
      signed: (account, params) => {
        const orders = trading.liveOrders(account).filter((order) => fits(order, params))
        for (const order of orders) trading.cancel(account, order)
        return { list: orders.map(ids), success: '1' }
      },
    },
    'GET /v5/order/realtime': {
      // Asked by id it knows the last 500 orders whatever became of them, asked without only the open ones.
      signed: (account, params) => {
        if (params.category !== 'spot') return spotRows(params, () => [])
        const order = named(params) ? found(account, params) : null
        if (named(params)) return list(order === null ? [] : [data(order)])
        return page(
          params,
          trading.liveOrders(account).filter((one) => fits(one, params)),
          500,
          data,
        )
      },
    },
    'GET /v5/order/history': {
      signed: (account, params) => {
        const one = named(params) ? found(account, params) : null
        const all = named(params) ? (one === null ? [] : [one]) : [...account.orders.values()]
        const ended = all
          .filter((order) => !isLive(order) && fits(order, params) && inSpan(params, order.createdAt))
          .map(data)
          .filter((row) => params.orderStatus === undefined || Object(row).orderStatus === params.orderStatus)
        return list(newest(params, ended, 20))
      },
    },
    'GET /v5/execution/list': {
      signed: (account, params) => {
        const rows = [...account.orders.values()]
          .filter((order) => fits(order, { ...params, orderFilter: undefined }))
          .filter((order) => !named(params) || found(account, params) === order)
          .flatMap((order) => order.fills.map((fill) => ({ order, fill })))
          .filter(({ fill }) => inSpan(params, fill.time))
          .sort((a, b) => a.fill.id - b.fill.id)
        return page(params, rows, 50, ({ order, fill }) =>
          executionData(order, fill, names.idOf(order.symbol)),
        )
      },
    },
  }
}
