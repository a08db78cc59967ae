import { listIn, MalformedMessage, numberIn, recordIn, textIn } from './fields.ts'
import { candleOf, type Wire, type WireTrade } from './wire.ts'

const tradeIn = (row: unknown): WireTrade => {
  const { instId, ts, px, sz } = recordIn(row, 'data[]')
  return {
    marketId: textIn(instId, 'instId'),
    time: numberIn(ts, 'ts'),
    price: numberIn(px, 'px'),
    amount: numberIn(sz, 'sz'),
  }
}

/** Open time, open, high, low, close, volume in base, in quote, in quote again, "1" when closed. */
const candleIn = (given: unknown) => {
  const row = listIn(given, 'data[]')
  const values = {
    openTime: numberIn(row[0], 'time'),
    open: numberIn(row[1], 'open'),
    high: numberIn(row[2], 'high'),
    low: numberIn(row[3], 'low'),
    close: numberIn(row[4], 'close'),
    volume: numberIn(row[5], 'volume'),
  }
  if (row[8] !== '0' && row[8] !== '1') throw new MalformedMessage('confirm')
  return candleOf(values, row[8] === '1')
}

/** Channels `trades` and `candle<interval>`. */
export const okxWire: Wire = {
  minute: '1m',
  trades: (message) => listIn(recordIn(message, 'message').data, 'data').map(tradeIn),
  candles: (message) => {
    const { arg, data } = recordIn(message, 'message')
    const { channel, instId } = recordIn(arg, 'arg')
    const interval = textIn(channel, 'channel').replace('candle', '')
    const marketId = textIn(instId, 'instId')
    return listIn(data, 'data').map((row) => ({ marketId, interval, candle: candleIn(row) }))
  },
  usedWeight: () => null,
}
