import { z } from 'zod'
import { addQuantity, text } from '../../../../../domain/money/decimal.ts'
import { orUnknown } from '../refusal.ts'
import type { AccountRequests, Ask, WireFill, WireOrder } from './account-wire.ts'
import { decimalField, idField, priceField, sideField, sizeField, timeField } from './fields.ts'

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
  if (Object.hasOwn(statuses, status)) return statuses[status as keyof typeof statuses]
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
  })
  .transform(
    (row): WireOrder => ({
      clientId: row.clientOrderId,
      exchangeOrderId: row.orderId,
      marketId: row.symbol,
      side: row.side,
      quantity: row.origQty,
      filled: row.executedQty,
      status: row.status,
      createdAt: row.time,
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

/** Pages go forward by trade id. */
const fills = async (ask: Ask, { clientId, exchangeOrderId, marketId }: WireOrder) => {
  const found: WireFill[] = []
  let fromId = 0
  for (let page = 0; page < mostPages; page += 1) {
    const params = { symbol: marketId, orderId: exchangeOrderId, fromId, limit: fillsPerPage }
    const rows = await ask({ method: 'GET', path: 'myTrades', params, weight: 5, answer: trades })
    for (const row of rows) {
      found.push({
        clientId,
        exchangeOrderId,
        marketId,
        tradeId: String(row.id),
        price: row.price,
        quantity: row.qty,
        fee: row.commission,
        feeCurrency: row.commissionAsset,
        liquidity: row.isMaker ? 'maker' : 'taker',
        marketTime: row.time,
      })
      fromId = row.id + 1
    }
    if (rows.length < fillsPerPage) return found
  }
  throw new RangeError(`order ${exchangeOrderId} has more than ${fillsPerPage * mostPages} fills`)
}

/** Weights as documented in 2025. */
export const binanceRequests: AccountRequests = {
  submit: (ask, { clientId, marketId, side, quantity, limitPrice }) => {
    const params = {
      symbol: marketId,
      side: side.toUpperCase(),
      quantity: text(quantity),
      newClientOrderId: clientId,
      newOrderRespType: 'ACK',
      ...(limitPrice === null
        ? { type: 'MARKET' }
        : { type: 'LIMIT', price: text(limitPrice), timeInForce: 'GTC' }),
    }
    return ask({ method: 'POST', path: 'order', params, weight: 1, answer: placed })
  },
  cancel: (ask, clientId, marketId) => {
    const params = { symbol: marketId, origClientOrderId: clientId }
    return ask({ method: 'DELETE', path: 'order', params, weight: 1, answer: cancelled })
  },
  order: (ask, clientId, marketId) => {
    const params = { symbol: marketId, origClientOrderId: clientId }
    return orUnknown(ask({ method: 'GET', path: 'order', params, weight: 4, answer: order }))
  },
  openOrders: (ask) => ask({ method: 'GET', path: 'openOrders', weight: 80, answer: z.array(order) }),
  fills,
  balances: (ask) => {
    const params = { omitZeroBalances: 'true' }
    return ask({ method: 'GET', path: 'account', params, weight: 20, answer: balances })
  },
}
