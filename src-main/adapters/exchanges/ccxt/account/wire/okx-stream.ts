import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { StreamMessage, StreamWire, WireNews } from './account-wire.ts'
import { decimalField, idField, priceField, sizeField, timeField } from './fields.ts'
import { okxDetails, okxOrder, paidFee } from './okx-requests.ts'

const addresses = z.object({ ws: z.string() })

const event = z.object({ event: z.string(), code: z.string().optional(), msg: z.string().optional() })
const told = z.object({ arg: z.object({ channel: z.string() }), data: z.array(z.unknown()) })
const lastTrade = z.object({ tradeId: z.string() })
const traded = z.object({
  instId: z.string(),
  ordId: idField,
  clOrdId: z.string(),
  tradeId: idField,
  fillPx: priceField,
  fillSz: sizeField,
  fillFee: decimalField,
  fillFeeCcy: z.string(),
  execType: z.string(),
  fillTime: timeField,
})

/** An order's row carries the fill that caused it, if one did. */
const orderNews = (row: unknown): readonly WireNews[] => {
  const order: WireNews = { kind: 'order', order: { ...okxOrder.parse(row), rejection: 'OTHER' } }
  if (lastTrade.parse(row).tradeId === '') return [order]
  const { clOrdId, ordId, instId, tradeId, fillPx, fillSz, ...rest } = traded.parse(row)
  const { fillFee, fillFeeCcy, execType, fillTime } = rest
  const fill: WireNews = {
    kind: 'fill',
    fill: {
      clientId: clOrdId,
      exchangeOrderId: ordId,
      marketId: instId,
      tradeId,
      price: fillPx,
      quantity: fillSz,
      fee: paidFee(fillFee),
      feeCurrency: fillFeeCcy === '' ? null : fillFeeCcy,
      liquidity: execType === 'M' ? 'maker' : 'taker',
      marketTime: fillTime,
    },
  }
  return [order, fill]
}

const newsOf = (channel: string, rows: readonly unknown[]): readonly WireNews[] => {
  switch (channel) {
    case 'orders':
      return rows.flatMap(orderNews)
    case 'account':
      return rows.map((row) => ({ kind: 'balances', balances: okxDetails.parse(row) }))
    default:
      return []
  }
}

const read = (message: unknown): StreamMessage => {
  if (message === 'pong') return { kind: 'pong' }
  const named = event.safeParse(message)
  if (named.success) {
    const { event: name, code, msg } = named.data
    if (name === 'login' || name === 'subscribe') return { kind: 'granted' }
    if (name === 'error') return { kind: 'refused', cause: `${code}: ${msg}` }
    // Told some time before the exchange closes the connection for a service of its own.
    if (name === 'notice') return { kind: 'ended', cause: `${code}: ${msg}` }
    return { kind: 'other' }
  }
  const { arg, data } = told.parse(message)
  return { kind: 'news', news: newsOf(arg.channel, data) }
}

export const okxStream: StreamWire = {
  url: (exchange) => `${addresses.parse(exchange.urls.api).ws}/private`,
  opening: [
    (exchange) => {
      const timestamp = String(Math.floor(exchange.nonce() / 1_000))
      const text = `${timestamp}GET/users/self/verify`
      const sign = createHmac('sha256', exchange.secret).update(text).digest('base64')
      const login = { apiKey: exchange.apiKey, passphrase: exchange.password, timestamp, sign }
      return { op: 'login', args: [login] }
    },
    () => ({ op: 'subscribe', args: [{ channel: 'orders', instType: 'SPOT' }] }),
    () => ({ op: 'subscribe', args: [{ channel: 'account' }] }),
  ],
  read,
}
