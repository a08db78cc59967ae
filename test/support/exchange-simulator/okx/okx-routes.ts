import { candlesFor } from '../server/candle-query.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import { isLive, type SimulatedOrder } from '../trading/order.ts'
import { faultOf, OkxError, type OrderFault, stopFaultOf } from './okx-error.ts'
import { bookData, candleRow, instrument, okxBars, tickerData, tradeData } from './okx-market.ts'
import {
  algoData,
  amendment,
  type Body,
  balanceData,
  fillData,
  isOrdinary,
  isStop,
  orderData,
  orderNames,
  orderRequest,
  stopState,
} from './okx-orders.ts'

/** What a route makes of its parameters: the `data` of the reply. */
export type OkxRoute =
  | { readonly run: (params: Body) => readonly unknown[] }
  | { readonly signed: (account: Account, params: Body) => readonly unknown[] }
  /** Orders one by one: each has a result of its own. */
  | {
      readonly each: (account: Account, params: Body) => SimulatedOrder | OrderFault
      readonly algo?: boolean
    }

const text = (params: Body, name: string): string | undefined =>
  params[name] === undefined || params[name] === '' ? undefined : String(params[name])
const number = (params: Body, name: string): number | null => {
  const value = text(params, name)
  return value === undefined ? null : Number(value)
}

/** The v5 REST interface for spot by method and path. */
export const okxRoutes = (venue: Venue, names: MarketNames): Readonly<Record<string, OkxRoute>> => {
  const { market, trading, clock } = venue
  let fresh = 0
  const freshId = (): string => {
    fresh += 1
    return `sim${fresh}`
  }
  const symbolOf = (params: Body) => {
    const byCode = number(params, 'instIdCode')
    const known = byCode === null ? undefined : [...market.symbols.keys()][byCode - 1]
    const symbol = known ?? names.symbolOf(text(params, 'instId') ?? '')
    const found = symbol === null ? null : market.symbol(symbol)
    if (found !== null && found.status !== 'delisted') return found
    throw new OkxError(200, '51001', "Instrument ID, Instrument ID code, or Spread ID doesn't exist.")
  }
  const listed = () => [...market.symbols.values()].filter(({ status }) => status !== 'delisted')
  const idOf = (order: SimulatedOrder): string => names.idOf(order.symbol)
  const ordIdOf = (order: SimulatedOrder): bigint => BigInt(orderNames(order).ordId)
  const fits = (order: SimulatedOrder, params: Body): boolean =>
    (text(params, 'instId') ?? idOf(order)) === idOf(order) &&
    (text(params, 'ordId') ?? orderNames(order).ordId) === orderNames(order).ordId &&
    order.createdAt >= (number(params, 'begin') ?? 0)
  /** Newest first, those older than the id given as `after`. */
  const newest = <T>(params: Body, rows: readonly T[], rowId?: (row: T) => string): readonly T[] => {
    const after = text(params, 'after')
    const older =
      after === undefined || rowId === undefined
        ? rows
        : rows.filter((row) => BigInt(rowId(row)) < BigInt(after))
    return older.slice(-Math.min(number(params, 'limit') ?? 100, 100)).reverse()
  }
  const ordinary = (account: Account): readonly SimulatedOrder[] =>
    [...account.orders.values()].filter(isOrdinary).sort((a, b) => (ordIdOf(a) < ordIdOf(b) ? -1 : 1))
  const foundOrder = (account: Account, params: Body): SimulatedOrder | null => {
    const id = text(params, 'ordId')
    const isIt = (order: SimulatedOrder): boolean =>
      id === undefined ? orderNames(order).clOrdId === params.clOrdId : orderNames(order).ordId === id
    return ordinary(account).findLast(isIt) ?? null
  }
  const foundStop = (account: Account, params: Body): SimulatedOrder | null => {
    const by = { id: text(params, 'algoId'), clientId: text(params, 'algoClOrdId') }
    const order = trading.find(account, by)
    return order !== null && isStop(order) ? order : null
  }
  const place = (account: Account, params: Body): SimulatedOrder | OrderFault => {
    const symbol = symbolOf(params)
    const last = symbol.listing.price(symbol.lastPrice)
    const placed = trading.place(account, orderRequest(params, symbol.listing.symbol, last, freshId))
    return placed.kind === 'placed' ? placed.order : faultOf(placed.why)
  }
  const placeStop = (account: Account, params: Body): SimulatedOrder | OrderFault => {
    const placed = place(account, params)
    return 'code' in placed ? stopFaultOf(placed, params) : placed
  }
  const cancel = (
    account: Account,
    order: SimulatedOrder | null,
    params: Body,
  ): SimulatedOrder | OrderFault => {
    if (order === null || !isLive(order) || order.symbol !== symbolOf(params).listing.symbol) {
      return faultOf('unknown-order')
    }
    trading.cancel(account, order)
    return order
  }
  const amend = (
    account: Account,
    order: SimulatedOrder | null,
    params: Body,
  ): SimulatedOrder | OrderFault => {
    if (order === null) return { code: '51503', message: 'Your order has already been filled or canceled.' }
    const amended = trading.amend(account, order, amendment(params, order))
    return amended.kind === 'placed' ? order : faultOf(amended.why)
  }
  const history = (account: Account, params: Body): readonly object[] => {
    const ended = ordinary(account).filter((order) => !isLive(order) && fits(order, params))
    return newest(params, ended, (order) => orderNames(order).ordId)
      .map((order) => orderData(order, idOf(order), null))
      .filter((row) => params.state === undefined || Object(row).state === params.state)
  }
  const stopsOf = (account: Account, params: Body, fitting: (order: SimulatedOrder) => boolean) => {
    const kinds = (text(params, 'ordType') ?? '').split(',')
    const rows = [...account.orders.values()].filter(
      (order) => isStop(order) && kinds.includes(order.label) && fits(order, params) && fitting(order),
    )
    return newest(params, rows, ({ id }) => id).map((order) => algoData(order, idOf(order)))
  }
  const candles = (params: Body): readonly unknown[] => {
    const symbol = symbolOf(params)
    const span = okxBars[text(params, 'bar') ?? '1m']
    if (span === undefined) throw new OkxError(200, '51000', 'Parameter bar error')
    const before = number(params, 'before')
    const after = number(params, 'after')
    const rows = candlesFor(symbol, {
      span,
      from: before === null ? null : before + 1,
      to: after === null ? null : after - 1,
      limit: Math.min(number(params, 'limit') ?? 100, 300),
      keep: 'newest',
    })
    return rows.map((candle) => candleRow(symbol, candle, candle.openTime + span <= symbol.time)).reverse()
  }
  const fills = (account: Account, params: Body): readonly unknown[] => {
    const rows = ordinary(account)
      .filter((order) => fits(order, { ...params, begin: undefined }))
      .flatMap((order) => order.fills.map((fill) => ({ order, fill })))
      .filter(({ fill }) => fill.time >= (number(params, 'begin') ?? 0))
      .sort((a, b) => a.fill.id - b.fill.id)
    return newest(params, rows, ({ fill }) => String(fill.id)).map(({ order, fill }) =>
      fillData(order, fill, idOf(order)),
    )
  }

  return {
    'GET /api/v5/public/time': { run: () => [{ ts: String(clock.now()) }] },
    'GET /api/v5/public/instruments': {
      run: (params) =>
        params.instType === 'SPOT'
          ? [...market.symbols.values()]
              .map((symbol, index) => ({ symbol, index }))
              .filter(({ symbol }) => symbol.status !== 'delisted')
              .map(({ symbol, index }) => instrument(symbol, names.idOf(symbol.listing.symbol), index))
          : [],
    },
    'GET /api/v5/market/ticker': { run: (params) => [tickerData(symbolOf(params), String(params.instId))] },
    'GET /api/v5/market/tickers': {
      run: () => listed().map((symbol) => tickerData(symbol, names.idOf(symbol.listing.symbol))),
    },
    'GET /api/v5/market/candles': { run: candles },
    'GET /api/v5/market/history-candles': { run: candles },
    'GET /api/v5/market/books': {
      run: (params) => {
        const symbol = symbolOf(params)
        return [
          { ...bookData(symbol, symbol.book.levels(number(params, 'sz') ?? 1)), seqId: symbol.book.version },
        ]
      },
    },
    'GET /api/v5/market/trades': {
      run: (params) => {
        const symbol = symbolOf(params)
        const trades = symbol.trades(symbol.time - 3_600_000, symbol.time)
        return newest(params, trades).map((trade) => tradeData(symbol, String(params.instId), trade))
      },
    },
    'GET /api/v5/account/balance': {
      signed: (account) => [balanceData(account, [...account.balances.keys()], venue.market.time)],
    },
    'GET /api/v5/account/config': {
      signed: (account) => [
        {
          uid: account.id,
          acctLv: '1',
          posMode: 'net_mode',
          perm: ['read_only', account.canWithdraw ? 'withdraw' : '', account.canTrade ? 'trade' : '']
            .filter((one) => one !== '')
            .join(','),
          ip: account.ipRestricted ? '127.0.0.1' : '',
        },
      ],
    },
    'GET /api/v5/account/trade-fee': {
      signed: () => [{ instType: 'SPOT', maker: '-0.001', taker: '-0.001' }],
    },
    'GET /api/v5/asset/currencies': { signed: () => [] },
    'POST /api/v5/trade/order': { each: place },
    'POST /api/v5/trade/batch-orders': { each: place },
    'POST /api/v5/trade/order-algo': { each: placeStop, algo: true },
    'POST /api/v5/trade/amend-order': {
      each: (account, params) => amend(account, foundOrder(account, params), params),
    },
    'POST /api/v5/trade/amend-algos': {
      each: (account, params) => {
        const stop = foundStop(account, params)
        return amend(account, stop?.triggered === true ? null : stop, params)
      },
      algo: true,
    },
    'POST /api/v5/trade/cancel-order': {
      each: (account, params) => cancel(account, foundOrder(account, params), params),
    },
    'POST /api/v5/trade/cancel-batch-orders': {
      each: (account, params) => cancel(account, foundOrder(account, params), params),
    },
    'POST /api/v5/trade/cancel-algos': {
      each: (account, params) => {
        const stop = foundStop(account, params)
        return cancel(account, stop?.triggered === true ? null : stop, params)
      },
      algo: true,
    },
    'GET /api/v5/trade/order': {
      signed: (account, params) => {
        const order = foundOrder(account, params)
        if (order === null) throw new OkxError(200, '51603', 'Order does not exist')
        return [orderData(order, idOf(order), order.fills.at(-1) ?? null)]
      },
    },
    'GET /api/v5/trade/order-algo': {
      signed: (account, params) => {
        const stop = foundStop(account, params)
        if (stop === null) throw new OkxError(200, '51603', 'Order does not exist')
        return [algoData(stop, idOf(stop))]
      },
    },
    'GET /api/v5/trade/orders-pending': {
      signed: (account, params) => {
        const open = ordinary(account).filter((order) => isLive(order) && fits(order, params))
        return newest(params, open, (order) => orderNames(order).ordId).map((order) =>
          orderData(order, idOf(order), null),
        )
      },
    },
    'GET /api/v5/trade/orders-algo-pending': {
      signed: (account, params) => stopsOf(account, params, (order) => stopState(order) === 'live'),
    },
    'GET /api/v5/trade/orders-algo-history': {
      signed: (account, params) => stopsOf(account, params, (order) => stopState(order) === params.state),
    },
    'GET /api/v5/trade/orders-history': { signed: history },
    'GET /api/v5/trade/orders-history-archive': { signed: history },
    'GET /api/v5/trade/fills': { signed: fills },
    'GET /api/v5/trade/fills-history': { signed: fills },
  }
}
