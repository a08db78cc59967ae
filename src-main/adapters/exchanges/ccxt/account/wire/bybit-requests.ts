import { z } from 'zod'
import { subtractQuantity, text } from '../../../../../domain/money/decimal.ts'
import type { ExchangeOrder } from '../../../../../engine/ports/exchange.ts'
import type { AccountRequests, Ask, WireFill, WireOrder } from './account-wire.ts'
import { decimalField, idField, priceField, sideField, sizeField, timeField } from './fields.ts'

const ordersPerPage = 50
const fillsPerPage = 100
const mostPages = 100

/** What ended an order that did not fill: we, or the exchange. */
const endOf = ({ cancelType = '', rejectReason = '' }: { cancelType?: string; rejectReason?: string }) =>
  cancelType === 'CancelByUser' || rejectReason === 'EC_PerCancelRequest' ? 'cancelled' : 'expired'

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
    }
  })

export const bybitFill = z
  .object({
    symbol: z.string(),
    orderId: idField,
    orderLinkId: z.string(),
    execId: idField,
    execPrice: priceField,
    execQty: sizeField,
    execFee: decimalField,
    feeCurrency: z.string().default(''),
    isMaker: z.boolean(),
    execTime: timeField,
  })
  .transform(
    (row): WireFill => ({
      clientId: row.orderLinkId,
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

const find = async (ask: Ask, path: string, clientId: string, marketId: string) => {
  const params = { category: 'spot', symbol: marketId, orderLinkId: clientId }
  const { rows } = await ask({ method: 'GET', path, params, weight: 1, answer: orders })
  return rows[0] ?? null
}

/** v5, a unified account, spot alone. */
export const bybitRequests: AccountRequests = {
  submit: (ask, { clientId, marketId, side, quantity, limitPrice }) => {
    const params = {
      category: 'spot',
      symbol: marketId,
      side: side === 'buy' ? 'Buy' : 'Sell',
      qty: text(quantity),
      orderLinkId: clientId,
      ...(limitPrice === null
        ? // Without the unit a buy's quantity would be quote to spend.
          { orderType: 'Market', marketUnit: 'baseCoin' }
        : { orderType: 'Limit', price: text(limitPrice), timeInForce: 'GTC' }),
    }
    return ask({ method: 'POST', path: 'v5/order/create', params, weight: 1, answer: placed })
  },
  cancel: (ask, clientId, marketId) => {
    const params = { category: 'spot', symbol: marketId, orderLinkId: clientId }
    return ask({ method: 'POST', path: 'v5/order/cancel', params, weight: 1, answer: cancelled })
  },
  // Only both lists together say that there is no such order.
  order: async (ask, clientId, marketId) =>
    (await find(ask, 'v5/order/realtime', clientId, marketId)) ??
    find(ask, 'v5/order/history', clientId, marketId),
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
  balances: (ask) => {
    const params = { accountType: 'UNIFIED' }
    return ask({ method: 'GET', path: 'v5/account/wallet-balance', params, weight: 1, answer: wallets })
  },
}
