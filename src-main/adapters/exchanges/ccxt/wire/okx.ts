import { z } from 'zod'
import { candleOf, type Wire } from './wire.ts'

const number = z.coerce.number()
const trades = z.object({
  data: z.array(z.object({ instId: z.string(), ts: number, px: number, sz: number })),
})
/** Open time, open, high, low, close, volume in base, in quote, in quote again, "1" when closed. */
const row = z.tuple([
  number,
  number,
  number,
  number,
  number,
  number,
  z.string(),
  z.string(),
  z.enum(['0', '1']),
])
const candles = z.object({
  arg: z.object({ channel: z.string(), instId: z.string() }),
  data: z.array(row),
})

/** Channels `trades` and `candle<interval>`. */
export const okxWire: Wire = {
  minute: '1m',
  trades: (message) =>
    trades
      .parse(message)
      .data.map(({ instId, ts, px, sz }) => ({ marketId: instId, time: ts, price: px, amount: sz })),
  candles: (message) => {
    const { arg, data } = candles.parse(message)
    const interval = arg.channel.replace('candle', '')
    return data.map(([openTime, open, high, low, close, volume, , , confirm]) => ({
      marketId: arg.instId,
      interval,
      candle: candleOf([openTime, open, high, low, close, volume], confirm === '1'),
    }))
  },
  usedWeight: () => null,
}
