import { z } from 'zod'
import { candleOf, type Wire } from './wire.ts'

const number = z.coerce.number()
const trades = z.object({ data: z.array(z.object({ s: z.string(), T: number, p: number, v: number })) })
const klines = z.object({
  topic: z.string(),
  data: z.array(
    z.object({
      start: number,
      open: number,
      high: number,
      low: number,
      close: number,
      volume: number,
      confirm: z.boolean(),
    }),
  ),
})

/** v5 topics `publicTrade.<id>` and `kline.<interval>.<id>`. */
export const bybitWire: Wire = {
  minute: '1',
  trades: (message) =>
    trades.parse(message).data.map(({ s, T, p, v }) => ({ marketId: s, time: T, price: p, amount: v })),
  candles: (message) => {
    const { topic, data } = klines.parse(message)
    const [, interval = '', marketId = ''] = topic.split('.')
    return data.map((row) => ({
      marketId,
      interval,
      candle: candleOf([row.start, row.open, row.high, row.low, row.close, row.volume], row.confirm),
    }))
  },
  // Its headers count requests left, not weight used: the refusals themselves are what is heeded.
  usedWeight: () => null,
}
