import { z } from 'zod'
import {
  addQuantity,
  cash,
  cashText,
  compare,
  negateCash,
  type Quantity,
  text,
  zeroQuantity,
} from '../../../../../domain/money/decimal.ts'
import { orUnknown } from '../refusal.ts'
import type { AccountFill, AccountRequests, Ask, OrderKey, WireFill, WireOrder } from './account-wire.ts'
import {
  decimalField,
  idField,
  limitPriceOf,
  type Params,
  priceField,
  sideField,
  sizeField,
  timeField,
} from './fields.ts'
import { okxTyped } from './okx-orders.ts'

const rowsPerPage = 100
const mostPages = 100
const mostHistoryPages = 10
/** Fills are listed at once for three days, and with a delay for three months. */
const recentFillsMs = 3 * 86_400_000

export const okxOrder = z
  .object({
    instId: z.string(),
    ordId: idField,
    clOrdId: z.string(),
    side: sideField,
    sz: sizeField,
    accFillSz: sizeField,
    state: z.enum(['live', 'partially_filled', 'filled', 'canceled', 'mmp_canceled', 'order_failed']),
    cancelSource: z.string().default(''),
    cTime: timeField,
    px: z.string().default(''),
  })
  .transform((row): WireOrder => {
    const statuses = {
      live: 'open',
      partially_filled: 'open',
      filled: 'filled',
      // "1" is a cancel by the user.
      canceled: row.cancelSource === '1' ? 'cancelled' : 'expired',
      mmp_canceled: 'expired',
      order_failed: 'rejected',
    } as const
    return {
      clientId: row.clOrdId,
      exchangeOrderId: row.ordId,
      marketId: row.instId,
      side: row.side,
      quantity: row.sz,
      filled: row.accFillSz,
      status: statuses[row.state],
      createdAt: row.cTime,
      limitPrice: limitPriceOf(row.px),
    }
  })

/** Fees that were paid are negative here, rebates positive. */
export const paidFee = (fee: string): string => cashText(negateCash(cash(fee, '')))

const fill = z
  .object({
    instId: z.string(),
    ordId: idField,
    clOrdId: z.string(),
    side: sideField,
    tradeId: idField,
    billId: z.string(),
    fillPx: priceField,
    fillSz: sizeField,
    fee: decimalField,
    feeCcy: z.string(),
    execType: z.enum(['M', 'T', '']),
    fillTime: timeField,
  })
  .transform((row) => ({
    billId: row.billId,
    fill: {
      clientId: row.clOrdId,
      exchangeOrderId: row.ordId,
      marketId: row.instId,
      side: row.side,
      tradeId: row.tradeId,
      price: row.fillPx,
      quantity: row.fillSz,
      fee: paidFee(row.fee),
      feeCurrency: row.feeCcy === '' ? null : row.feeCcy,
      liquidity: row.execType === 'M' ? 'maker' : 'taker',
      marketTime: row.fillTime,
    } satisfies AccountFill,
  }))

export const okxDetails = z
  .object({ details: z.array(z.object({ ccy: z.string(), cashBal: sizeField, availBal: sizeField })) })
  .transform(({ details }) =>
    details.map(({ ccy, cashBal, availBal }) => ({ asset: ccy, total: cashBal, free: availBal })),
  )

const dataOf = <T>(row: z.ZodType<T>) => z.object({ data: z.array(row) }).transform(({ data }) => data)
const orders = dataOf(okxOrder)
const fills = dataOf(fill)
const accounts = z.object({ data: z.array(okxDetails).length(1) }).transform(({ data }) => data.flat())
const ids = z
  .object({ data: z.array(z.object({ ordId: idField })).length(1) })
  .transform(({ data }) => data[0]?.ordId ?? '')
const cancelled = ids.transform(() => undefined)

/** Lists are newest first, and go on after the last row of a page. */
const allPages = async <T>(
  ask: (after: object) => Promise<readonly T[]>,
  idOf: (row: T) => string,
): Promise<readonly T[]> => {
  const found: T[] = []
  for (let page = 0; page < mostPages; page += 1) {
    const last = found.at(-1)
    const rows = await ask(last === undefined ? {} : { after: idOf(last) })
    found.push(...rows)
    if (rows.length < rowsPerPage) return found
  }
  throw new RangeError(`more than ${mostPages} pages`)
}

const fillsIn = async (ask: Ask, path: string, of: Params): Promise<readonly AccountFill[]> => {
  const rows = await allPages(
    (after) => {
      const params = { instType: 'SPOT', limit: rowsPerPage, ...of, ...after }
      return ask({ method: 'GET', path, params, weight: 1, answer: fills })
    },
    ({ billId }) => billId,
  )
  return rows.map((row) => row.fill)
}

/** Trades between two orders of ours have one number and two sides. */
const distinct = (found: readonly AccountFill[]): readonly AccountFill[] => [
  ...new Map(found.map((each) => [`${each.exchangeOrderId} ${each.tradeId}`, each])).values(),
]

const named = (key: OrderKey): Params =>
  'clientId' in key ? { clOrdId: key.clientId } : { ordId: key.exchangeOrderId }

/** Lists of ended orders cannot be asked for one client id: it is looked for from the newest on. */
const findIn = async (ask: Ask, path: string, key: OrderKey, marketId: string): Promise<WireOrder | null> => {
  const isIt = (row: WireOrder) =>
    'clientId' in key ? row.clientId === key.clientId : row.exchangeOrderId === key.exchangeOrderId
  let after = {}
  for (let page = 0; page < mostHistoryPages; page += 1) {
    const params = { instType: 'SPOT', instId: marketId, limit: rowsPerPage, ...after }
    const rows = await ask({ method: 'GET', path, params, weight: 1, answer: orders })
    const found = rows.find(isIt)
    if (found !== undefined) return found
    if (rows.length < rowsPerPage) return null
    after = { after: rows.at(-1)?.exchangeOrderId }
  }
  throw new RangeError(`not among the newest ${mostHistoryPages * rowsPerPage} orders`)
}

const sumOf = (all: readonly WireFill[]): Quantity =>
  all.reduce((sum, each) => addQuantity(sum, each.quantity), zeroQuantity)

/** v5, spot with cash alone. */
export const okxRequests: AccountRequests = {
  submit: (ask, order) => {
    const params = {
      instId: order.marketId,
      tdMode: 'cash',
      side: order.side,
      sz: text(order.quantity),
      clOrdId: order.clientId,
      ...okxTyped(order),
    }
    return ask({ method: 'POST', path: 'trade/order', params, weight: 1, answer: ids })
  },
  cancel: (ask, key, marketId) => {
    const params = { instId: marketId, ...named(key) }
    return ask({ method: 'POST', path: 'trade/cancel-order', params, weight: 1, answer: cancelled })
  },
  order: async (ask, key, marketId) => {
    const params = { instId: marketId, ...named(key) }
    const known = await orUnknown(
      ask({ method: 'GET', path: 'trade/order', params, weight: 1, answer: orders }),
    )
    if (known?.[0] !== undefined) return known[0]
    // Only the histories of a week and of three months as well say that there is no such order.
    return (
      (await findIn(ask, 'trade/orders-history', key, marketId)) ??
      findIn(ask, 'trade/orders-history-archive', key, marketId)
    )
  },
  openOrders: (ask) =>
    allPages(
      (after) => {
        const params = { instType: 'SPOT', limit: rowsPerPage, ...after }
        return ask({ method: 'GET', path: 'trade/orders-pending', params, weight: 1, answer: orders })
      },
      ({ exchangeOrderId }) => exchangeOrderId,
    ),
  // The history lags behind: it is asked only for what the list of the last three days does not have.
  fills: async (ask, order) => {
    const of = { instId: order.marketId, ordId: order.exchangeOrderId }
    const recent = await fillsIn(ask, 'trade/fills', of)
    if (compare(sumOf(recent), order.filled) >= 0) return recent
    return distinct([...(await fillsIn(ask, 'trade/fills-history', of)), ...recent])
  },
  recentFills: async (ask, marketId, { from, to }) => {
    const of = { instId: marketId, begin: from }
    const recent = await fillsIn(ask, 'trade/fills', of)
    if (to - from < recentFillsMs) return recent
    return distinct([...(await fillsIn(ask, 'trade/fills-history', of)), ...recent])
  },
  balances: (ask) => ask({ method: 'GET', path: 'account/balance', weight: 1, answer: accounts }),
}
