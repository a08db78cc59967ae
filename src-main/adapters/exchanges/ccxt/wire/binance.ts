import { z } from 'zod'
import { candleOf, type Wire } from './wire.ts'

const number = z.coerce.number()
const trade = z.object({ s: z.string(), T: number, p: number, q: number })
const kline = z.object({
  k: z.object({
    s: z.string(),
    i: z.string(),
    t: number,
    o: number,
    h: number,
    l: number,
    c: number,
    v: number,
    x: z.boolean(),
  }),
})

/** Spot streams `<id>@trade` and `<id>@kline_<interval>`. */
export const binanceWire: Wire = {
  minute: '1m',
  trades: (message) => {
    const { s, T, p, q } = trade.parse(message)
    return [{ marketId: s, time: T, price: p, amount: q }]
  },
  candles: (message) => {
    const { k } = kline.parse(message)
    return [{ marketId: k.s, interval: k.i, candle: candleOf([k.t, k.o, k.h, k.l, k.c, k.v], k.x) }]
  },
  usedWeight: (headers) => {
    const used = Number(headers['X-Mbx-Used-Weight-1m'] ?? headers['x-mbx-used-weight-1m'] ?? Number.NaN)
    return Number.isFinite(used) ? used : null
  },
}
