import { type ClosedCandle, isPlausible, sameValues } from '../../../domain/market/candle.ts'
import type { MarketEvent } from '../../../engine/ports/market-feed.ts'
import type { CcxtClient, CcxtExchange } from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import type { Freshness } from './freshness.ts'
import { messageOf } from './requests.ts'
import type { StreamKind } from './subscriptions.ts'
import type { TradeGuard } from './trade-guard.ts'

interface StreamIntakeParts {
  readonly exchange: CcxtExchange
  readonly dialect: Dialect
  readonly guard: TradeGuard
  readonly freshness: Freshness
  /** The pair behind the exchange's own name; null while nobody watches it. */
  readonly watched: (marketId: string) => string | null
  /** Whether a watch call waits for data of the kind. */
  readonly awaited: (kind: StreamKind) => boolean
  readonly emit: (event: MarketEvent) => void
  /** After each message, whatever became of it. */
  readonly onMessage: () => void
}

/**
 * Takes data from the library's handlers: its watch calls wake once per chunk of the socket and would lose some. What
 * it does with a message itself costs many times as much, and is done only while a watch call waits for data.
 */
export class StreamIntake {
  readonly #parts: StreamIntakeParts
  /** Newest closed candle of each pair: what comes again is dropped, what comes otherwise is a doubt. */
  readonly #closed = new Map<string, ClosedCandle>()

  constructor(parts: StreamIntakeParts) {
    this.#parts = parts
    const { exchange, dialect } = parts
    const { tradesHandler } = dialect
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

  /** Nobody watches the pair any more. */
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
    const { dialect, guard, freshness, watched, emit } = this.#parts
    for (const trade of dialect.wire.trades(message)) {
      const symbol = watched(trade.marketId)
      if (symbol === null || !guard.accepts(symbol, trade)) continue
      const { time, price, amount } = trade
      freshness.hearTrade(symbol, time, client)
      emit({ kind: 'trade', trade: { symbol, time, price, amount } })
    }
  }

  #onCandles(client: CcxtClient, message: unknown): void {
    const { dialect, freshness, watched, emit } = this.#parts
    for (const { marketId, interval, candle } of dialect.wire.candles(message)) {
      const symbol = watched(marketId)
      if (symbol === null || interval !== dialect.wire.minute || !isPlausible(candle)) continue
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
}
