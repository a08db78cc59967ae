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
import type { AccountRequests, Ask, WireFill, WireOrder } from './account-wire.ts'
import { decimalField, idField, priceField, sideField, sizeField, timeField } from './fields.ts'

const rowsPerPage = 100
const mostPages = 100

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
    }
  })

/** Fees that were paid are negative here, rebates positive. */
export const paidFee = (fee: string): string => cashText(negateCash(cash(fee, '')))

const fill = z
  .object({
    instId: z.string(),
    ordId: idField,
    clOrdId: z.string(),
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
      tradeId: row.tradeId,
      price: row.fillPx,
      quantity: row.fillSz,
      fee: paidFee(row.fee),
      feeCurrency: row.feeCcy === '' ? null : row.feeCcy,
      liquidity: row.execType === 'M' ? 'maker' : 'taker',
      marketTime: row.fillTime,
    } satisfies WireFill,
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

const fillsIn = async (ask: Ask, path: string, { marketId, exchangeOrderId }: WireOrder) => {
  const rows = await allPages(
    (after) => {
      const params = {
        instType: 'SPOT',
        instId: marketId,
        ordId: exchangeOrderId,
        limit: rowsPerPage,
        ...after,
      }
      return ask({ method: 'GET', path, params, weight: 1, answer: fills })
    },
    ({ billId }) => billId,
  )
  return rows.map((row) => row.fill)
}

const sumOf = (all: readonly WireFill[]): Quantity =>
  all.reduce((sum, each) => addQuantity(sum, each.quantity), zeroQuantity)

/** v5, spot with cash alone. */
export const okxRequests: AccountRequests = {
  submit: (ask, { clientId, marketId, side, quantity, limitPrice }) => {
    const params = {
      instId: marketId,
      tdMode: 'cash',
      side,
      sz: text(quantity),
      clOrdId: clientId,
      ...(limitPrice === null
        ? // Without the unit a buy's size would be quote to spend.
          { ordType: 'market', tgtCcy: 'base_ccy' }
        : { ordType: 'limit', px: text(limitPrice) }),
    }
    return ask({ method: 'POST', path: 'trade/order', params, weight: 1, answer: ids })
  },
  cancel: (ask, clientId, marketId) => {
    const params = { instId: marketId, clOrdId: clientId }
    return ask({ method: 'POST', path: 'trade/cancel-order', params, weight: 1, answer: cancelled })
  },
  order: async (ask, clientId, marketId) => {
    const params = { instId: marketId, clOrdId: clientId }
    const known = await orUnknown(
      ask({ method: 'GET', path: 'trade/order', params, weight: 1, answer: orders }),
    )
    if (known?.[0] !== undefined) return known[0]
    // Only the history as well says that there is no such order; it cannot be asked for one client id.
    const past = { instType: 'SPOT', instId: marketId, limit: rowsPerPage }
    const rows = await ask({
      method: 'GET',
      path: 'trade/orders-history',
      params: past,
      weight: 1,
      answer: orders,
    })
    return rows.find((row) => row.clientId === clientId) ?? null
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
    const recent = await fillsIn(ask, 'trade/fills', order)
    if (compare(sumOf(recent), order.filled) >= 0) return recent
    const past = await fillsIn(ask, 'trade/fills-history', order)
    return [...new Map([...past, ...recent].map((each) => [each.tradeId, each])).values()]
  },
  balances: (ask) => ask({ method: 'GET', path: 'account/balance', weight: 1, answer: accounts }),
}
