import { z } from 'zod'
import { subtractQuantity, text } from '../../../../../domain/money/decimal.ts'
import type { ExchangeOrder } from '../../../../../engine/ports/exchange.ts'
import { ExchangeRefusal } from '../refusal.ts'
import type { AccountFill, AccountRequests, Ask, OrderKey, WireOrder } from './account-wire.ts'
import { bybitSelfTrade, bybitTyped, refusePassed, waitingFilter } from './bybit-orders.ts'
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

const ordersPerPage = 50
const fillsPerPage = 100
const mostPages = 100
/** It answers for seven days at a time. */
const longestSpanMs = 7 * 86_400_000

/** What ended an order that did not fill: we, or the exchange. */
const endOf = ({ cancelType = '', rejectReason = '' }: { cancelType?: string; rejectReason?: string }) =>
  cancelType === 'CancelByUser' || rejectReason === 'EC_PerCancelRequest' ? 'cancelled' : 'expired'

const endedByOf = ({ cancelType, rejectReason }: { cancelType: string; rejectReason: string }) =>
  cancelType === 'CancelBySmp' || rejectReason === 'EC_BySelfMatch' ? ('self-trade' as const) : undefined

const statusOf = (row: {
  orderStatus: string
  cancelType?: string
  rejectReason?: string
}): ExchangeOrder['status'] | null => {
  switch (row.orderStatus) {
    case 'New':
    case 'PartiallyFilled':
    case 'Untriggered':
    case 'Triggered':
      return 'open'
    case 'Filled':
      return 'filled'
    case 'Rejected':
      return 'rejected'
    case 'Cancelled':
    case 'Deactivated':
    case 'PartiallyFilledCanceled':
      return endOf(row)
    default:
      return null
  }
}

export const bybitOrder = z
  .object({
    symbol: z.string(),
    orderId: idField,
    orderLinkId: z.string(),
    side: sideField,
    qty: sizeField,
    cumExecQty: sizeField,
    orderStatus: z.string(),
    cancelType: z.string().default(''),
    rejectReason: z.string().default(''),
    createdTime: timeField,
    price: z.string().default(''),
    triggerPrice: z.string().default(''),
  })
  .transform((row, context): WireOrder => {
    const status = statusOf(row)
    if (status === null) {
      context.addIssue({ code: 'custom', message: `not a status: ${row.orderStatus}` })
      return z.NEVER
    }
    return {
      clientId: row.orderLinkId,
      exchangeOrderId: row.orderId,
      marketId: row.symbol,
      side: row.side,
      quantity: row.qty,
      filled: row.cumExecQty,
      status,
      createdAt: row.createdTime,
      limitPrice: priceOrNull(row.price),
      triggerPrice: priceOrNull(row.triggerPrice),
      endedBy: endedByOf(row),
    }
  })

export const bybitFill = z
  .object({
    symbol: z.string(),
    orderId: idField,
    orderLinkId: z.string(),
    side: sideField,
    execId: idField,
    execPrice: priceField,
    execQty: sizeField,
    execFee: decimalField,
    feeCurrency: z.string().default(''),
    isMaker: z.boolean(),
    execTime: timeField,
  })
  .transform(
    (row): AccountFill => ({
      clientId: row.orderLinkId,
      side: row.side,
      exchangeOrderId: row.orderId,
      marketId: row.symbol,
      tradeId: row.execId,
      price: row.execPrice,
      quantity: row.execQty,
      fee: row.execFee,
      feeCurrency: row.feeCurrency === '' ? null : row.feeCurrency,
      liquidity: row.isMaker ? 'maker' : 'taker',
      marketTime: row.execTime,
    }),
  )

export const bybitWallet = z
  .object({ coin: z.array(z.object({ coin: z.string(), walletBalance: sizeField, locked: sizeField })) })
  .transform(({ coin: coins }) =>
    coins.map(({ coin, walletBalance, locked }) => ({
      asset: coin,
      total: walletBalance,
      free: subtractQuantity(walletBalance, locked),
    })),
  )

const pageOf = <T>(row: z.ZodType<T>) =>
  z
    .object({ result: z.object({ list: z.array(row), nextPageCursor: z.string().default('') }) })
    .transform(({ result }) => ({ rows: result.list, next: result.nextPageCursor }))
const orders = pageOf(bybitOrder)
const fills = pageOf(bybitFill)
const wallets = z
  .object({ result: z.object({ list: z.array(bybitWallet) }) })
  .transform(({ result }) => result.list.flat())
const placed = z.object({ result: z.object({ orderId: idField }) }).transform(({ result }) => result.orderId)
const cancelled = placed.transform(() => undefined)

type Page<T> = { readonly rows: readonly T[]; readonly next: string }

const allPages = async <T>(ask: (cursor: object) => Promise<Page<T>>): Promise<readonly T[]> => {
  const found: T[] = []
  let cursor = ''
  for (let page = 0; page < mostPages; page += 1) {
    const { rows, next } = await ask(cursor === '' ? {} : { cursor })
    found.push(...rows)
    if (next === '' || rows.length === 0) return found
    cursor = next
  }
  throw new RangeError(`more than ${mostPages} pages`)
}

const named = (key: OrderKey): Params =>
  'clientId' in key ? { orderLinkId: key.clientId } : { orderId: key.exchangeOrderId }

const find = async (ask: Ask, path: string, key: OrderKey, marketId: string) => {
  const params = { category: 'spot', symbol: marketId, ...named(key) }
  const { rows } = await ask({ method: 'GET', path, params, weight: 1, answer: orders })
  return rows[0] ?? null
}

/** v5, a unified account, spot alone. */
export const bybitRequests: AccountRequests = {
  submit: async (ask, order) => {
    await refusePassed(ask, order)
    const params = {
      category: 'spot',
      symbol: order.marketId,
      side: order.side === 'buy' ? 'Buy' : 'Sell',
      qty: text(order.quantity),
      orderLinkId: order.clientId,
      ...bybitSelfTrade,
      ...bybitTyped(order),
    }
    return ask({ method: 'POST', path: 'v5/order/create', params, weight: 1, answer: placed })
  },
  // What waits for a trigger is another kind of order, and the key does not say which kind it names.
  cancel: async (ask, key, marketId) => {
    const ordinary = { category: 'spot', symbol: marketId, ...named(key) }
    const end = (params: Params) =>
      ask({ method: 'POST', path: 'v5/order/cancel', params, weight: 1, answer: cancelled })
    try {
      await end(ordinary)
    } catch (error) {
      if (!(error instanceof ExchangeRefusal) || error.meaning !== 'NOT_OPEN') throw error
      await end({ ...ordinary, orderFilter: waitingFilter })
    }
  },
  amend: async (ask, order) => {
    await refusePassed(ask, order)
    const params = {
      category: 'spot',
      symbol: order.marketId,
      orderLinkId: order.clientId,
      qty: text(order.quantity),
      triggerPrice: order.triggerPrice === null ? '' : text(order.triggerPrice),
    }
    await ask({ method: 'POST', path: 'v5/order/amend', params, weight: 1, answer: placed })
  },
  // Only both lists together say that there is no such order.
  order: async (ask, key, marketId) =>
    (await find(ask, 'v5/order/realtime', key, marketId)) ?? find(ask, 'v5/order/history', key, marketId),
  openOrders: (ask) =>
    allPages((cursor) => {
      const params = { category: 'spot', limit: ordersPerPage, ...cursor }
      return ask({ method: 'GET', path: 'v5/order/realtime', params, weight: 1, answer: orders })
    }),
  fills: (ask, { exchangeOrderId, marketId }) =>
    allPages((cursor) => {
      const params = {
        category: 'spot',
        symbol: marketId,
        orderId: exchangeOrderId,
        limit: fillsPerPage,
        ...cursor,
      }
      return ask({ method: 'GET', path: 'v5/execution/list', params, weight: 1, answer: fills })
    }),
  recentFills: async (ask, marketId, { from, to }) => {
    const found: AccountFill[] = []
    for (let startTime = from; startTime <= to; startTime += longestSpanMs) {
      const endTime = startTime + longestSpanMs - 1
      const of = { category: 'spot', symbol: marketId, startTime, endTime, limit: fillsPerPage }
      const rows = await allPages((cursor) => {
        const params = { ...of, ...cursor }
        return ask({ method: 'GET', path: 'v5/execution/list', params, weight: 1, answer: fills })
      })
      found.push(...rows)
    }
    return found
  },
  balances: (ask) => {
    const params = { accountType: 'UNIFIED' }
    return ask({ method: 'GET', path: 'v5/account/wallet-balance', params, weight: 1, answer: wallets })
  },
}
