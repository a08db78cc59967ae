import { type ClosedCandle, isPlausible, sameValues } from '../../../domain/market/candle.ts'
import type { CcxtClient } from './ccxt-exchange.ts'
import type { Intake, IntakeParts, PairStream, StreamKind } from './intake.ts'
import { messageOf } from './requests.ts'
import type { Wire } from './wire/wire.ts'

/** ccxt's handler that takes the trades of a stream. */
export type TradesHandler = 'handleTrade' | 'handleTrades'

/** ccxt names a subscription after its channel and pairs, as in "trade:BTC/USDT" and "ohlcv::BTC/USDT::1m". */
const isOf = (kind: StreamKind) => (name: string, symbol: string) => {
  const [channel = '', ...rest] = name.split(/:+/)
  return (channel.startsWith('trade') ? 'trades' : 'candles') === kind && rest.includes(symbol)
}

/**
 * Takes data from the library's handlers: its watch calls wake once per chunk of the socket and would lose some. What
 * it does with a message itself costs many times as much, and is done only while a watch call waits for data.
 */
export class StreamIntake implements Intake {
  readonly streams: readonly PairStream[]
  readonly #parts: IntakeParts
  readonly #wire: Wire
  /** Newest closed candle of each pair: what comes again is dropped, what comes otherwise is a doubt. */
  readonly #closed = new Map<string, ClosedCandle>()

  constructor(parts: IntakeParts, wire: Wire, tradesHandler: TradesHandler) {
    this.#parts = parts
    this.#wire = wire
    const { exchange } = parts
    const minutesOf = (symbols: readonly string[]) => symbols.map((symbol) => [symbol, '1m'] as const)
    this.streams = [
      {
        kind: 'trades',
        subscribe: (symbols) => exchange.watchTradesForSymbols(symbols),
        isOf: isOf('trades'),
      },
      {
        kind: 'candles',
        subscribe: (symbols) => exchange.watchOHLCVForSymbols(minutesOf(symbols)),
        isOf: isOf('candles'),
      },
    ]
    const onTrades = exchange[tradesHandler]?.bind(exchange)
    exchange[tradesHandler] = (client, message) => {
      this.#take('trades', client, message)
      if (parts.awaited('trades')) onTrades?.(client, message)
    }
    const onCandles = exchange.handleOHLCV.bind(exchange)
    exchange.handleOHLCV = (client, message) => {
      this.#take('candles', client, message)
      if (parts.awaited('candles')) onCandles(client, message)
    }
  }

  begin(): void {}
  interrupt(): void {}
  close(): void {}

  forget(symbol: string): void {
    this.#closed.delete(symbol)
  }

  /** A malformed message is counted and logged, and takes nothing else down. */
  #take(kind: StreamKind, client: CcxtClient, message: unknown): void {
    try {
      if (kind === 'trades') this.#onTrades(client, message)
      else this.#onCandles(client, message)
    } catch (error) {
      this.#parts.guard.malformed(kind, messageOf(error))
    }
    this.#parts.onMessage()
  }

  #onTrades(client: CcxtClient, message: unknown): void {
    const { guard, freshness, emit } = this.#parts
    for (const trade of this.#wire.trades(message)) {
      const symbol = this.#watched(trade.marketId)
      if (symbol === null || !guard.accepts(symbol, trade)) continue
      const { time, price, amount } = trade
      freshness.hearTrade(symbol, time, client)
      emit({ kind: 'trade', trade: { symbol, time, price, amount } })
    }
  }

  #onCandles(client: CcxtClient, message: unknown): void {
    const { freshness, emit } = this.#parts
    for (const { marketId, interval, candle } of this.#wire.candles(message)) {
      const symbol = this.#watched(marketId)
      if (symbol === null || interval !== this.#wire.minute || !isPlausible(candle)) continue
      freshness.hearCandle(symbol, candle, client)
      if (candle.closed) this.#onClosed(symbol, candle)
      else emit({ kind: 'forming', symbol, timeframe: '1m', candle })
    }
  }

  #onClosed(symbol: string, candle: ClosedCandle): void {
    const { emit } = this.#parts
    const last = this.#closed.get(symbol)
    if (last !== undefined && candle.openTime <= last.openTime) {
      const known = candle.openTime === last.openTime && sameValues(candle, last)
      if (!known) emit({ kind: 'doubt', symbol, since: candle.openTime })
      if (candle.openTime === last.openTime) this.#closed.set(symbol, candle)
      return
    }
    this.#closed.set(symbol, candle)
    emit({ kind: 'closed', symbol, timeframe: '1m', candle })
  }

  /** The pair behind the exchange's own name; null while nobody watches it. */
  #watched(marketId: string): string | null {
    const { listing, isWatched } = this.#parts
    const symbol = listing.symbolOf(marketId)
    return symbol !== undefined && isWatched(symbol) ? symbol : null
  }
}
