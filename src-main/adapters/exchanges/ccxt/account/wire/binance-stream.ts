import { z } from 'zod'
import { addQuantity } from '../../../../../domain/money/decimal.ts'
import type { StreamMessage, StreamWire, WireNews } from './account-wire.ts'
import { binanceStatus } from './binance-requests.ts'
import { decimalField, idField, priceField, sizeField, timeField } from './fields.ts'

const addresses = z.object({ ws: z.object({ 'ws-api': z.object({ spot: z.string() }) }) })

const answer = z.object({
  id: idField,
  status: z.number(),
  error: z.object({ code: z.number(), msg: z.string() }).optional(),
})
const named = z.object({ event: z.object({ e: z.string() }) })
const reported = z.object({
  event: z.object({
    s: z.string(),
    i: idField,
    /** The order's client id; in the report of a cancel the cancel's own, and the order's is in `C`. */
    c: z.string(),
    C: z.string().nullish(),
    x: z.string(),
    X: binanceStatus,
    r: z.string(),
    z: sizeField,
    T: timeField,
  }),
})
const traded = z.object({
  event: z.object({
    t: idField,
    l: sizeField,
    L: priceField,
    n: decimalField.nullable(),
    N: z.string().nullable(),
    m: z.boolean(),
  }),
})
const changed = z.object({
  event: z.object({ B: z.array(z.object({ a: z.string(), f: sizeField, l: sizeField })) }),
})

const orderNews = (message: unknown): readonly WireNews[] => {
  const { event } = reported.parse(message)
  const original = event.C ?? ''
  const clientId = event.x === 'CANCELED' && original !== '' ? original : event.c
  const order: WireNews = {
    kind: 'order',
    order: {
      clientId,
      exchangeOrderId: event.i,
      ...event.X,
      filled: event.z,
      rejection: event.r === 'INSUFFICIENT_BALANCES' ? 'INSUFFICIENT_FUNDS' : 'OTHER',
    },
  }
  if (event.x !== 'TRADE') return [order]
  const { t, l, L, n, N, m } = traded.parse(message).event
  const fill: WireNews = {
    kind: 'fill',
    fill: {
      clientId,
      exchangeOrderId: event.i,
      marketId: event.s,
      tradeId: t,
      price: L,
      quantity: l,
      fee: n ?? '0',
      feeCurrency: N,
      liquidity: m ? 'maker' : 'taker',
      marketTime: event.T,
    },
  }
  return [order, fill]
}

const balanceNews = (message: unknown): readonly WireNews[] => {
  const balances = changed
    .parse(message)
    .event.B.map(({ a, f, l }) => ({ asset: a, free: f, total: addQuantity(f, l) }))
  return [{ kind: 'balances', balances }]
}

const read = (message: unknown): StreamMessage => {
  const answered = answer.safeParse(message)
  if (answered.success) {
    const { status, error } = answered.data
    return status === 200
      ? { kind: 'granted' }
      : { kind: 'refused', cause: `${error?.code ?? status}: ${error?.msg ?? ''}` }
  }
  const { e } = named.parse(message).event
  switch (e) {
    case 'executionReport':
      return { kind: 'news', news: orderNews(message) }
    case 'outboundAccountPosition':
      return { kind: 'news', news: balanceNews(message) }
    case 'eventStreamTerminated':
    case 'serverShutdown':
      return { kind: 'ended', cause: e }
    default:
      // Among them `balanceUpdate`: an account position tells of the same transfer, and both would count it twice.
      return { kind: 'other' }
  }
}

/** User data over the connection that takes requests: no listen key, one subscription signed by the account. */
export const binanceStream: StreamWire = {
  name: 'account',
  url: (exchange) => addresses.parse(exchange.urls.api).ws['ws-api'].spot,
  opening: [
    (exchange) => ({
      id: 'user-data',
      method: 'userDataStream.subscribe.signature',
      params: exchange.signParams({}),
    }),
  ],
  read,
}
