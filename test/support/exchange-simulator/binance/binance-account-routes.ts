import type { MarketNames, Venue } from '../server/venue.ts'
import type { Account } from '../trading/account.ts'
import { isLive, type SimulatedOrder } from '../trading/order.ts'
import { refusalOf } from '../trading/order-rules.ts'
import { unitsText } from '../units.ts'
import { BinanceError, refused, wordsOf } from './binance-error.ts'
import { cancelledReply, orderReply, orderRequest, placedReply, tradeReply } from './binance-orders.ts'
import { BinancePairs, cut, number } from './binance-params.ts'

export interface BinanceSignedRoute {
  readonly weight: number
  /** Needs the permission to trade. */
  readonly trades?: boolean
  readonly signed: (account: Account, params: URLSearchParams) => unknown
}

/** What an account may ask and order, by method and path. */
export const binanceAccountRoutes = (
  { market, trading }: Venue,
  names: MarketNames,
): Readonly<Record<string, BinanceSignedRoute>> => {
  const pairs = new BinancePairs(market, names)
  let fresh = 0
  const freshId = (): string => {
    fresh += 1
    return `sim-${fresh}`
  }
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

  return {
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
        enableInternalTransfer: account.canTransfer,
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
        pairs.chosen(params).map((symbol) => ({
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
        uid: account.id,
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
        const symbol = pairs.one(params)
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
    'POST /api/v3/order/cancelReplace': {
      weight: 1,
      trades: true,
      // Filters are looked at first. Then it cancels, and places: a new order that is refused then leaves none.
      signed: (account, params) => {
        const symbol = pairs.one(params)
        const by = {
          id: params.get('cancelOrderId') ?? undefined,
          clientId: params.get('cancelOrigClientOrderId') ?? undefined,
        }
        const order = trading.find(account, by)
        if (order === null || !isLive(order)) {
          const half = { cancelResult: 'FAILURE', newOrderResult: 'NOT_ATTEMPTED', newOrderResponse: null }
          const data = { ...half, cancelResponse: wordsOf(refused('unknown-order')) }
          throw new BinanceError(400, -2022, 'Order cancel-replace failed.', data)
        }
        const request = orderRequest(params, symbol, freshId)
        const filter = refusalOf(request, market.symbol(symbol), /^/)
        if (filter !== null && filter !== 'would-trigger') throw refused(filter)
        trading.cancel(account, order)
        const placed = trading.place(account, request)
        if (placed.kind === 'refused') {
          const cancelResponse = cancelledReply(order, names.idOf(symbol), freshId())
          const half = { cancelResult: 'SUCCESS', newOrderResult: 'FAILURE', cancelResponse }
          const data = { ...half, newOrderResponse: wordsOf(refused(placed.why)) }
          throw new BinanceError(409, -2021, 'Order cancel-replace partially failed.', data)
        }
        const id = names.idOf(symbol)
        return {
          cancelResult: 'SUCCESS',
          newOrderResult: 'SUCCESS',
          cancelResponse: cancelledReply(order, id, freshId()),
          newOrderResponse: placedReply(placed.order, id, params.get('newOrderRespType') ?? 'FULL'),
        }
      },
    },
    'DELETE /api/v3/openOrders': {
      weight: 1,
      trades: true,
      signed: (account, params) => {
        const orders = trading.liveOrders(account, pairs.one(params))
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
          .liveOrders(account, params.has('symbol') ? pairs.one(params) : undefined)
          .map((order) => orderReply(order, names.idOf(order.symbol))),
    },
    'GET /api/v3/allOrders': {
      weight: 20,
      signed: (account, params) => {
        const symbol = pairs.one(params)
        const orders = [...account.orders.values()].filter(
          (order) => order.symbol === symbol && inSpan(params, order.createdAt),
        )
        return cut(params, orders).map((order) => orderReply(order, names.idOf(symbol)))
      },
    },
    'GET /api/v3/myTrades': {
      weight: 20,
      signed: (account, params) => {
        const symbol = pairs.one(params)
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
