import type { BookChange } from '../market/symbol-book.ts'
import type { SymbolMarket } from '../market/symbol-market.ts'
import type { Connection } from '../server/connection.ts'
import type { MarketNames, Venue } from '../server/venue.ts'
import {
  binanceIntervals,
  bookTickerEvent,
  klineEvent,
  levelTexts,
  miniTickerEvent,
  tickerEvent,
  tradeEvent,
} from './binance-market.ts'

/** Connections to `/stream` get each message with its stream's name around it, those to `…/ws…` do not. */
const framed = (connection: Connection, stream: string, text: string): string =>
  connection.path.includes('/ws') ? text : `{"stream":"${stream}","data":${text}}`

const depthEvent = (symbol: SymbolMarket, id: string, change: BookChange): object => ({
  e: 'depthUpdate',
  E: symbol.time,
  s: id,
  U: change.from + 1,
  u: change.to,
  b: levelTexts(symbol, change.bids),
  a: levelTexts(symbol, change.asks),
})

/** The market streams: subscriptions by name, and what the market says about them. */
export class BinanceStreams {
  readonly #venue: Venue
  readonly #names: MarketNames

  constructor(venue: Venue, names: MarketNames) {
    this.#venue = venue
    this.#names = names
    venue.market.listen({
      trade: (symbol, trade) => this.#publish(symbol, 'trade', (id) => tradeEvent(symbol, id, trade)),
      moved: (symbol) => this.#moved(symbol),
      minuteEnded: (symbol, endTime) => this.#minuteEnded(symbol, endTime),
    })
  }

  received(connection: Connection, text: string): void {
    const { hub } = this.#venue
    const message = JSON.parse(text) as { method?: string; params?: string[]; id?: number | string }
    const streams = message.params ?? []
    for (const stream of streams) {
      const symbol = this.#symbolOf(stream)
      if (message.method === 'UNSUBSCRIBE') hub.unsubscribe(connection, stream)
      if (message.method !== 'SUBSCRIBE') continue
      const verdict = hub.verdict(stream, symbol?.listing.symbol ?? null)
      if (verdict === 'ignore') return
      if (verdict === 'reject') {
        const error = { code: 2, msg: 'Invalid request: unknown stream' }
        connection.answer(JSON.stringify({ error, id: message.id }))
        return
      }
      // The record of changes starts now, before anybody asks for the book they build upon.
      if (stream.includes('@depth') && !hub.wanted(stream)) symbol?.takeBookChange()
      hub.subscribe(connection, stream)
    }
    connection.answer(JSON.stringify({ result: null, id: message.id }))
  }

  #symbolOf(stream: string): SymbolMarket | null {
    const symbol = this.#names.symbolOf((stream.split('@')[0] ?? '').toUpperCase())
    return symbol === null ? null : this.#venue.market.symbol(symbol)
  }

  #publish(symbol: SymbolMarket, channel: string, make: (id: string) => object): void {
    const id = this.#names.idOf(symbol.listing.symbol)
    const stream = `${id.toLowerCase()}@${channel}`
    if (!this.#venue.hub.wanted(stream)) return
    const text = JSON.stringify(make(id))
    this.#venue.hub.publish(stream, symbol.listing.symbol, (connection) => framed(connection, stream, text))
  }

  /** The streams of all pairs hold those that have changed: here one at a time. */
  #publishToAll(symbol: SymbolMarket, stream: string, make: (id: string) => object): void {
    const { hub } = this.#venue
    if (!hub.wanted(stream)) return
    const text = JSON.stringify([make(this.#names.idOf(symbol.listing.symbol))])
    hub.publish(stream, symbol.listing.symbol, (connection) => framed(connection, stream, text))
  }

  #moved(symbol: SymbolMarket): void {
    this.#publishToAll(symbol, '!ticker@arr', (id) => tickerEvent(symbol, id))
    this.#publishToAll(symbol, '!miniTicker@arr', (id) => miniTickerEvent(symbol, id))
    this.#publish(symbol, 'ticker', (id) => tickerEvent(symbol, id))
    this.#publish(symbol, 'miniTicker', (id) => miniTickerEvent(symbol, id))
    this.#publish(symbol, 'bookTicker', (id) => bookTickerEvent(symbol, id))
    for (const interval of Object.keys(binanceIntervals)) {
      this.#publish(symbol, `kline_${interval}`, (id) =>
        this.#kline(symbol, id, interval, symbol.lastTrade?.time ?? 0, false),
      )
    }
    const id = this.#names.idOf(symbol.listing.symbol).toLowerCase()
    for (const channel of ['depth@100ms', 'depth']) {
      if (!this.#venue.hub.wanted(`${id}@${channel}`)) continue
      const change = symbol.takeBookChange()
      if (change !== null) this.#publish(symbol, channel, (name) => depthEvent(symbol, name, change))
    }
  }

  #minuteEnded(symbol: SymbolMarket, endTime: number): void {
    if (symbol.status !== 'trading') return
    for (const [interval, span] of Object.entries(binanceIntervals)) {
      if (endTime % span !== 0) continue
      this.#publish(symbol, `kline_${interval}`, (id) => this.#kline(symbol, id, interval, endTime - 1, true))
    }
  }

  /** The candle that holds the moment. */
  #kline(symbol: SymbolMarket, id: string, interval: string, moment: number, closed: boolean): object {
    const span = binanceIntervals[interval] ?? 60_000
    const openTime = moment - (moment % span)
    const candle = symbol.candle(openTime, span)
    if (candle === null) throw new RangeError(`no candle of ${id} at ${openTime}`)
    return klineEvent(symbol, id, interval, candle, closed)
  }
}
