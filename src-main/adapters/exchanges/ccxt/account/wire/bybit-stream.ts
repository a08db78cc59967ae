import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { StreamMessage, StreamWire, WireNews } from './account-wire.ts'
import { bybitFill, bybitOrder, bybitWallet } from './bybit-requests.ts'

const addresses = z.object({ ws: z.object({ private: z.object({ contract: z.string() }) }) })
const loginForMs = 10_000

const answer = z.object({
  op: z.string(),
  success: z.boolean().optional(),
  ret_msg: z.string().optional(),
})
const told = z.object({ topic: z.string(), data: z.array(z.unknown()) })
const ofSpot = z.object({ category: z.string() })

/** One connection tells of every kind of market. */
const isSpot = (row: unknown): boolean => ofSpot.parse(row).category === 'spot'

const newsOf = (topic: string, rows: readonly unknown[]): readonly WireNews[] => {
  switch (topic) {
    case 'order':
      return rows.filter(isSpot).map((row) => ({
        kind: 'order',
        order: { ...bybitOrder.parse(row), rejection: 'OTHER' },
      }))
    case 'execution':
      return rows.filter(isSpot).map((row) => ({ kind: 'fill', fill: bybitFill.parse(row) }))
    case 'wallet':
      return rows.map((row) => ({ kind: 'balances', balances: bybitWallet.parse(row) }))
    default:
      return []
  }
}

const read = (message: unknown): StreamMessage => {
  const answered = answer.safeParse(message)
  if (answered.success) {
    const { op, success, ret_msg: text } = answered.data
    if (op === 'pong' || text === 'pong') return { kind: 'pong' }
    if (op !== 'auth' && op !== 'subscribe') return { kind: 'other' }
    return success === true ? { kind: 'granted' } : { kind: 'refused', cause: `${op}: ${text ?? ''}` }
  }
  const { topic, data } = told.parse(message)
  return { kind: 'news', news: newsOf(topic, data) }
}

export const bybitStream: StreamWire = {
  name: 'account',
  url: (exchange) => exchange.implodeHostname(addresses.parse(exchange.urls.api).ws.private.contract),
  opening: [
    (exchange) => {
      const expires = String(exchange.nonce() + loginForMs)
      const signature = createHmac('sha256', exchange.secret).update(`GET/realtime${expires}`).digest('hex')
      return { op: 'auth', args: [exchange.apiKey, expires, signature] }
    },
    () => ({ op: 'subscribe', args: ['order', 'execution', 'wallet'] }),
  ],
  read,
}
