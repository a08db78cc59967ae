import { flagIn, numberIn, recordIn, textIn } from './fields.ts'
import { candleOf, type Wire } from './wire.ts'

/** Spot streams `<id>@trade` and `<id>@kline_<interval>`. */
export const binanceWire: Wire = {
  minute: '1m',
  trades: (message) => {
    const { s, T, p, q } = recordIn(message, 'message')
    return [
      { marketId: textIn(s, 's'), time: numberIn(T, 'T'), price: numberIn(p, 'p'), amount: numberIn(q, 'q') },
    ]
  },
  candles: (message) => {
    const { s, i, t, o, h, l, c, v, x } = recordIn(recordIn(message, 'message').k, 'k')
    const values = {
      openTime: numberIn(t, 't'),
      open: numberIn(o, 'o'),
      high: numberIn(h, 'h'),
      low: numberIn(l, 'l'),
      close: numberIn(c, 'c'),
      volume: numberIn(v, 'v'),
    }
    return [{ marketId: textIn(s, 's'), interval: textIn(i, 'i'), candle: candleOf(values, flagIn(x, 'x')) }]
  },
  usedWeight: (headers) => {
    const used = Number(headers['X-Mbx-Used-Weight-1m'] ?? headers['x-mbx-used-weight-1m'] ?? Number.NaN)
    return Number.isFinite(used) ? used : null
  },
}
