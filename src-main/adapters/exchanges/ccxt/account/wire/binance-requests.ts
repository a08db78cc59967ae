import { z } from 'zod'
import { addQuantity, text } from '../../../../../domain/money/decimal.ts'
import { orUnknown } from '../refusal.ts'
import type { AccountFill, AccountRequests, Ask, NewOrder, OrderKey, WireOrder } from './account-wire.ts'
import { binanceSelfTrade, binanceTyped } from './binance-orders.ts'
import {
  decimalField,
  idField,
  type Params,
  priceField,
  priceOrNull,
  sideField,
  sizeField,
  timeField,
} from './fields.ts'

const fillsPerPage = 1_000
const mostPages = 50

const statuses = {
  NEW: 'open',
  PENDING_NEW: 'open',
  PARTIALLY_FILLED: 'open',
  PENDING_CANCEL: 'open',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
  REJECTED: 'rejected',
} as const
export const binanceStatus = z.string().transform((status, context) => {
  if (Object.hasOwn(statuses, status)) {
    const endedBy = status === 'EXPIRED_IN_MATCH' ? ('self-trade' as const) : undefined
    return { status: statuses[status as keyof typeof statuses], endedBy }
  }
  context.addIssue({ code: 'custom', message: `not a status: ${status}` })
  return z.NEVER
})

const order = z
  .object({
    symbol: z.string(),
    orderId: idField,
    clientOrderId: z.string(),
    side: sideField,
    origQty: sizeField,
    executedQty: sizeField,
    status: binanceStatus,
    time: timeField,
    price: decimalField,
    stopPrice: z.string().default(''),
  })
  .transform(
    (row): WireOrder => ({
      clientId: row.clientOrderId,
      exchangeOrderId: row.orderId,
      marketId: row.symbol,
      side: row.side,
      quantity: row.origQty,
      filled: row.executedQty,
      ...row.status,
      createdAt: row.time,
      limitPrice: priceOrNull(row.price),
      triggerPrice: priceOrNull(row.stopPrice),
    }),
  )
const trades = z.array(
  z.object({
    id: z.number().int(),
    price: priceField,
    qty: sizeField,
    commission: decimalField,
    commissionAsset: z.string(),
    isMaker: z.boolean(),
    isBuyer: z.boolean(),
    orderId: idField,
    time: timeField,
  }),
)
const balances = z
  .object({ balances: z.array(z.object({ asset: z.string(), free: sizeField, locked: sizeField })) })
  .transform((reply) =>
    reply.balances.map(({ asset, free, locked }) => ({ asset, free, total: addQuantity(free, locked) })),
  )
const placed = z.object({ orderId: idField }).transform(({ orderId }) => orderId)
const cancelled = z.object({ orderId: idField }).transform(() => undefined)

const replacing = z.object({ newOrderResponse: placed }).transform(({ newOrderResponse }) => newOrderResponse)

const placing = (order: NewOrder): Params => ({
  symbol: order.marketId,
  side: order.side.toUpperCase(),
  quantity: text(order.quantity),
  newClientOrderId: order.clientId,
  newOrderRespType: 'ACK',
  ...binanceSelfTrade,
  ...binanceTyped(order),
})

type Trade = z.output<typeof trades>[number]

const accountFill = (row: Trade, clientId: string, marketId: string): AccountFill => ({
  clientId,
  exchangeOrderId: row.orderId,
  marketId,
  side: row.isBuyer ? 'buy' : 'sell',
  tradeId: String(row.id),
  price: row.price,
  quantity: row.qty,
  fee: row.commission,
  feeCurrency: row.commissionAsset,
  liquidity: row.isMaker ? 'maker' : 'taker',
  marketTime: row.time,
})

/** Pages go forward by trade id, which the first may not have. */
const allTrades = async (
  ask: Ask,
  first: Params,
  next: Params,
  weight: number,
): Promise<readonly Trade[]> => {
  const found: Trade[] = []
  for (let page = 0; page < mostPages; page += 1) {
    const last = found.at(-1)
    const from = last === undefined ? first : { ...next, fromId: last.id + 1 }
    const params = { ...from, limit: fillsPerPage }
    const rows = await ask({ method: 'GET', path: 'myTrades', params, weight, answer: trades })
    found.push(...rows)
    if (rows.length < fillsPerPage) return found
  }
  throw new RangeError(`more than ${fillsPerPage * mostPages} trades`)
}

const fills = async (ask: Ask, { clientId, exchangeOrderId, marketId }: WireOrder) => {
  const of = { symbol: marketId, orderId: exchangeOrderId }
  const rows = await allTrades(ask, { ...of, fromId: 0 }, of, 5)
  return rows.map((row) => accountFill(row, clientId, marketId))
}

const named = (key: OrderKey): Params =>
  'clientId' in key ? { origClientOrderId: key.clientId } : { orderId: key.exchangeOrderId }

/** Weights as documented in 2025. */
export const binanceRequests: AccountRequests = {
  submit: (ask, order) =>
    ask({ method: 'POST', path: 'order', params: placing(order), weight: 1, answer: placed }),
  replace: (ask, order, cancelOrigClientOrderId) => {
    const params = { ...placing(order), cancelOrigClientOrderId, cancelReplaceMode: 'STOP_ON_FAILURE' }
    return ask({ method: 'POST', path: 'order/cancelReplace', params, weight: 1, answer: replacing })
  },
  cancel: (ask, key, marketId) => {
    const params = { symbol: marketId, ...named(key) }
    return ask({ method: 'DELETE', path: 'order', params, weight: 1, answer: cancelled })
  },
  order: (ask, key, marketId) => {
    const params = { symbol: marketId, ...named(key) }
    return orUnknown(ask({ method: 'GET', path: 'order', params, weight: 4, answer: order }))
  },
  openOrders: (ask) => ask({ method: 'GET', path: 'openOrders', weight: 80, answer: z.array(order) }),
  fills,
  // Its trades carry no client id.
  recentFills: async (ask, marketId, { from }) => {
    const rows = await allTrades(ask, { symbol: marketId, startTime: from }, { symbol: marketId }, 20)
    return rows.map((row) => accountFill(row, '', marketId))
  },
  balances: (ask) => {
    const params = { omitZeroBalances: 'true' }
    return ask({ method: 'GET', path: 'account', params, weight: 20, answer: balances })
  },
}
