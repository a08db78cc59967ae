import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { SigningExchange } from '../signing-exchange.ts'
import type { StreamMessage, StreamWire, WireNews } from './account-wire.ts'
import { decimalField, idField, priceField, sizeField, timeField } from './fields.ts'
import { okxDetails, okxNameFields, okxNames, okxOrder, okxStop, paidFee } from './okx-rows.ts'

const addresses = z.object({ ws: z.string() })

const event = z.object({ event: z.string(), code: z.string().optional(), msg: z.string().optional() })
const told = z.object({ arg: z.object({ channel: z.string() }), data: z.array(z.unknown()) })
const lastTrade = z.object({ tradeId: z.string() })
const traded = z.object({
  ...okxNameFields,
  instId: z.string(),
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
  const fields = traded.parse(row)
  const { instId, tradeId, fillPx, fillSz, fillFee, fillFeeCcy, execType, fillTime } = fields
  const fill: WireNews = {
    kind: 'fill',
    fill: {
      ...okxNames(fields),
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
    case 'orders-algo':
      return rows.map((row) => ({
        kind: 'order',
        order: { ...okxStop.parse(row).order, rejection: 'OTHER' },
      }))
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

const login = (exchange: SigningExchange) => {
  const timestamp = String(Math.floor(exchange.nonce() / 1_000))
  const text = `${timestamp}GET/users/self/verify`
  const sign = createHmac('sha256', exchange.secret).update(text).digest('base64')
  const args = [{ apiKey: exchange.apiKey, passphrase: exchange.password, timestamp, sign }]
  return { op: 'login', args }
}
const subscribe = (argument: object) => () => ({ op: 'subscribe', args: [argument] })
const baseOf = (exchange: SigningExchange): string => addresses.parse(exchange.urls.api).ws

/** Orders that wait for a price are told of at another address. */
export const okxStreams: readonly StreamWire[] = [
  {
    name: 'account',
    url: (exchange) => `${baseOf(exchange)}/private`,
    opening: [login, subscribe({ channel: 'orders', instType: 'SPOT' }), subscribe({ channel: 'account' })],
    read,
  },
  {
    name: 'stops',
    url: (exchange) => `${baseOf(exchange)}/business`,
    opening: [login, subscribe({ channel: 'orders-algo', instType: 'SPOT' })],
    read,
  },
]
