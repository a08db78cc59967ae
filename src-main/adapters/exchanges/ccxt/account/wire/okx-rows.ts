import { z } from 'zod'
import { cash, cashText, negateCash, zeroQuantity } from '../../../../../domain/money/decimal.ts'
import type { AccountFill, WireOrder } from './account-wire.ts'
import { decimalField, idField, priceField, priceOrNull, sideField, sizeField, timeField } from './fields.ts'

interface Names {
  readonly clOrdId: string
  readonly ordId: string
  readonly algoClOrdId: string
  readonly algoId: string
  readonly source: string
}

/** Placed by a strategy that places many, which are no single order of it. */
const ofMany = ['13', '34']

/**
 * A stop is an order of another kind, and once it has triggered it places an ordinary one under an id of its own,
 * which names the stop. Here both are one order, by the stop's names.
 */
export const okxNames = ({ clOrdId, ordId, algoClOrdId, algoId, source }: Names) =>
  algoId === '' || ofMany.includes(source)
    ? { clientId: clOrdId, exchangeOrderId: ordId }
    : { clientId: algoClOrdId, exchangeOrderId: algoId }

export const okxNameFields = {
  clOrdId: z.string(),
  ordId: idField,
  algoClOrdId: z.string().default(''),
  algoId: z.string().default(''),
  source: z.string().default(''),
}

const selfTradeSource = '32'

export const okxOrder = z
  .object({
    ...okxNameFields,
    instId: z.string(),
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
      ...okxNames(row),
      executionId: row.ordId,
      marketId: row.instId,
      side: row.side,
      quantity: row.sz,
      filled: row.accFillSz,
      status: statuses[row.state],
      createdAt: row.cTime,
      limitPrice: priceOrNull(row.px),
      // Of one that a stop has placed, the stop tells it.
      triggerPrice: null,
      endedBy: row.cancelSource === selfTradeSource ? 'self-trade' : undefined,
    }
  })

/** An order that waits, or waited, for a price. */
export interface OkxStop {
  readonly order: WireOrder
  /** The id of the order that it has placed; null before that is told, and when there is none. */
  readonly placedId: string | null
}

const triggered = ['effective', 'partially_effective', 'partially_failed']

export const okxStop = z
  .object({
    instId: z.string(),
    algoId: idField,
    algoClOrdId: z.string().default(''),
    ordId: z.string().default(''),
    ordIdList: z.array(z.string()).default([]),
    side: sideField,
    sz: sizeField,
    state: z.enum([
      'live',
      'pause',
      'effective',
      'partially_effective',
      'partially_failed',
      'canceled',
      'order_failed',
    ]),
    cTime: timeField,
    slTriggerPx: z.string().default(''),
    tpTriggerPx: z.string().default(''),
    triggerPx: z.string().default(''),
  })
  .transform((row): OkxStop => {
    const ended = { canceled: 'cancelled', order_failed: 'expired' } as const
    const placedId = row.ordIdList.at(-1) ?? row.ordId
    return {
      order: {
        clientId: row.algoClOrdId,
        exchangeOrderId: row.algoId,
        executionId: null,
        marketId: row.instId,
        side: row.side,
        quantity: row.sz,
        filled: zeroQuantity,
        status: row.state === 'canceled' || row.state === 'order_failed' ? ended[row.state] : 'open',
        createdAt: row.cTime,
        limitPrice: null,
        triggerPrice:
          priceOrNull(row.slTriggerPx) ?? priceOrNull(row.tpTriggerPx) ?? priceOrNull(row.triggerPx),
      },
      placedId: triggered.includes(row.state) && placedId !== '' ? placedId : null,
    }
  })

/** Fees that were paid are negative here, rebates positive. */
export const paidFee = (fee: string): string => cashText(negateCash(cash(fee, '')))

export const okxFill = z
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

export const dataOf = <T>(row: z.ZodType<T>) => z.object({ data: z.array(row) }).transform(({ data }) => data)
