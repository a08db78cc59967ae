const minute = 60_000
/** Of so many messages about a pair seven are trades, two candles in progress, and the last a closed candle. */
const turnLength = 10
const trades = 7

export interface LoadMessage {
  readonly channel: 'trade' | 'kline_1m'
  readonly text: string
  /** Number of the pair whose candle closes with this message; null when none does. */
  readonly closes: number | null
  /** Open time of the candle, of a trade that which it falls into. */
  readonly openTime: number
}

/** A pair and its candle in progress. */
interface PairState {
  readonly id: string
  readonly base: number
  sent: number
  traded: number
  openTime: number
  open: number
  high: number
  low: number
  close: number
  volume: number
}

const text = (value: number): string => value.toFixed(8)

/**
 * What a Binance market would send, pair by pair in turn: trades numbered by their amount, from 1 on, and candles
 * that hold just those trades and close after every ten messages about the pair: a minute of the market passes in ten.
 */
export class MarketLoad {
  readonly #pairs: readonly PairState[]
  #next = 0

  /** @param startAt open time of the first candle of each pair */
  constructor(ids: readonly string[], startAt: number) {
    this.#pairs = ids.map((id, index) => {
      const base = 100 + index
      const prices = { open: base, high: base, low: base, close: base }
      // Pairs begin at different places of their turn: otherwise all candles would close together.
      return { id, base, sent: index % turnLength, traded: 0, openTime: startAt, ...prices, volume: 0 }
    })
  }

  next(): LoadMessage {
    const index = this.#next
    const pair = this.#pairs[index]
    if (pair === undefined) throw new RangeError('a load needs pairs')
    this.#next = (index + 1) % this.#pairs.length
    const place = pair.sent % turnLength
    const { openTime } = pair
    const time = openTime + place * 6_000
    pair.sent += 1
    if (place < trades) return { channel: 'trade', text: trade(pair, time), closes: null, openTime }
    const closed = place === turnLength - 1
    const message = candle(pair, time, closed)
    if (closed) {
      pair.openTime += minute
      pair.volume = 0
    }
    return { channel: 'kline_1m', text: message, closes: closed ? index : null, openTime }
  }
}

const trade = (pair: PairState, time: number): string => {
  pair.traded += 1
  const { id, base, sent, traded, volume } = pair
  const price = Number((base + 3 * Math.sin(sent / 37)).toFixed(2))
  if (volume === 0) Object.assign(pair, { open: price, high: price, low: price })
  pair.high = Math.max(pair.high, price)
  pair.low = Math.min(pair.low, price)
  pair.close = price
  pair.volume += traded
  return `{"e":"trade","E":${time + 1},"s":"${id}","t":${traded},"p":"${text(price)}","q":"${text(traded)}","T":${time},"m":${traded % 2 === 0},"M":true}`
}

const candle = (pair: PairState, time: number, closed: boolean): string => {
  const { id, traded, openTime, open, high, low, close, volume } = pair
  return `{"e":"kline","E":${time + 1},"s":"${id}","k":{"t":${openTime},"T":${openTime + minute - 1},"s":"${id}","i":"1m","f":${traded},"L":${traded},"o":"${text(open)}","c":"${text(close)}","h":"${text(high)}","l":"${text(low)}","v":"${text(volume)}","n":${trades},"x":${closed},"q":"${text(volume * close)}","V":"2.00000000","Q":"1600.00000000","B":"0"}}`
}
