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

interface PairState {
  sent: number
  traded: number
}

/**
 * What a Binance market would send, pair by pair in turn: trades numbered by their amount, from 1 on, and candles
 * that close after every ten messages about the pair, so that a minute of the market passes in them.
 */
export class MarketLoad {
  readonly #ids: readonly string[]
  readonly #startAt: number
  readonly #pairs: readonly PairState[]
  #next = 0

  /** @param startAt open time of the first candle of each pair */
  constructor(ids: readonly string[], startAt: number) {
    this.#ids = ids
    this.#startAt = startAt
    // Pairs begin at different places of their turn: otherwise all candles would close together.
    this.#pairs = ids.map((_, index) => ({ sent: index % turnLength, traded: 0 }))
  }

  next(): LoadMessage {
    const index = this.#next
    this.#next = (index + 1) % this.#ids.length
    const id = this.#ids[index] ?? ''
    const pair = this.#pairs[index] ?? { sent: 0, traded: 0 }
    const place = pair.sent % turnLength
    const openTime = this.#startAt + Math.floor(pair.sent / turnLength) * minute
    const time = openTime + place * 6_000
    const price = (100 + index + 3 * Math.sin(pair.sent / 37)).toFixed(8)
    pair.sent += 1
    if (place < trades) {
      pair.traded += 1
      const text = `{"e":"trade","E":${time + 1},"s":"${id}","t":${pair.traded},"p":"${price}","q":"${pair.traded}.00000000","T":${time},"m":${pair.traded % 2 === 0},"M":true}`
      return { channel: 'trade', text, closes: null, openTime }
    }
    const closed = place === turnLength - 1
    const text = `{"e":"kline","E":${time + 1},"s":"${id}","k":{"t":${openTime},"T":${openTime + minute - 1},"s":"${id}","i":"1m","f":${pair.traded},"L":${pair.traded},"o":"${price}","c":"${price}","h":"${price}","l":"${price}","v":"${place}.00000000","n":${place},"x":${closed},"q":"4800.00000000","V":"2.00000000","Q":"1600.00000000","B":"0"}}`
    return { channel: 'kline_1m', text, closes: closed ? index : null, openTime }
  }
}
