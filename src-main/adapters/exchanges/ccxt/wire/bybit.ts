import { flagIn, listIn, numberIn, recordIn, textIn } from './fields.ts'
import { candleOf, type Wire, type WireTrade } from './wire.ts'

const tradeIn = (row: unknown): WireTrade => {
  const { s, T, p, v } = recordIn(row, 'data[]')
  return {
    marketId: textIn(s, 's'),
    time: numberIn(T, 'T'),
    price: numberIn(p, 'p'),
    amount: numberIn(v, 'v'),
  }
}

/** v5 topics `publicTrade.<id>` and `kline.<interval>.<id>`. */
export const bybitWire: Wire = {
  minute: '1',
  trades: (message) => listIn(recordIn(message, 'message').data, 'data').map(tradeIn),
  candles: (message) => {
    const { topic, data } = recordIn(message, 'message')
    const [, interval = '', marketId = ''] = textIn(topic, 'topic').split('.')
    return listIn(data, 'data').map((row) => {
      const { start, open, high, low, close, volume, confirm } = recordIn(row, 'data[]')
      const values = {
        openTime: numberIn(start, 'start'),
        open: numberIn(open, 'open'),
        high: numberIn(high, 'high'),
        low: numberIn(low, 'low'),
        close: numberIn(close, 'close'),
        volume: numberIn(volume, 'volume'),
      }
      return { marketId, interval, candle: candleOf(values, flagIn(confirm, 'confirm')) }
    })
  },
  // Its headers count requests left, not weight used: the refusals themselves are what is heeded.
  usedWeight: () => null,
}
