import { isPlausible } from '../../../domain/market/candle.ts'
import { seededRandom } from '../../../domain/random.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Log } from '../../../engine/ports/log.ts'
import type { CandleQuery, MarketEvent, MarketFeed } from '../../../engine/ports/market-feed.ts'
import type { VenueHealth } from '../../../engine/ports/venue.ts'
import {
  type CcxtAddresses,
  type CcxtClass,
  type CcxtClient,
  type CcxtExchange,
  createCcxt,
} from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import { ExchangeHistory, messageOf, requestDeadlineMs } from './exchange-history.ts'
import { guardReplies } from './guards.ts'
import { RequestBudget } from './request-budget.ts'
import { startSubscriptionLoop } from './subscription-loop.ts'
import { TradeGuard } from './trade-guard.ts'

/** Symbols that are asked for within this time share one subscription. */
const batchMs = 50

export interface CcxtFeedOptions {
  readonly dialect: Dialect
  readonly exchangeClass: CcxtClass
  readonly addresses: CcxtAddresses | null
  readonly clock: Clock
  readonly log: Log
  /** Chance of back-off delays. */
  readonly seed: number
}

/** The public side of a real exchange through ccxt: every trade and candle of the stream, history over REST. */
export class CcxtFeed implements MarketFeed {
  readonly baseTimeframe = '1m' as const
  readonly #options: CcxtFeedOptions
  readonly #exchange: CcxtExchange
  readonly #budget: RequestBudget
  readonly #history: ExchangeHistory
  readonly #guard: TradeGuard
  readonly #listeners = new Set<(event: MarketEvent) => void>()
  /** Users of each pair; what the stream brings of others is dropped. */
  readonly #watched = new Map<string, number>()
  readonly #joined = new Set<string>()
  readonly #ends: (() => void)[] = []
  #batch: string[] | null = null
  #state: 'connecting' | 'live' | 'down' = 'connecting'
  #reconnects = 0
  #closed = false

  constructor(options: CcxtFeedOptions) {
    this.#options = options
    const { dialect, clock, log } = options
    const exchange = createCcxt(options.exchangeClass, {
      addresses: options.addresses,
      timeoutMs: requestDeadlineMs,
    })
    this.#exchange = exchange
    this.#budget = new RequestBudget({ clock, capacity: dialect.capacity, windowMs: dialect.windowMs })
    this.#history = new ExchangeHistory({ exchange, dialect, budget: this.#budget, clock })
    this.#guard = new TradeGuard(log)
    guardReplies(exchange, dialect.wire, this.#budget)
    this.#takeFromHandlers()
  }

  markets() {
    return this.#history.markets()
  }

  candles(query: CandleQuery) {
    return this.#history.candles(query)
  }

  health(): VenueHealth {
    const { used, requests, pausedMs } = this.#budget.counts
    const { latency, cacheHits, clockOffsetMs, error } = this.#history
    return {
      latencyP50: latency.percentile(0.5),
      latencyP95: latency.percentile(0.95),
      reconnects: this.#reconnects,
      weightUsed: used,
      weightLimit: this.#options.dialect.capacity,
      requests,
      cacheHits,
      pausedUntil: pausedMs > 0 ? this.#options.clock.now() + Math.round(pausedMs) : null,
      clockOffsetMs,
      error,
    }
  }

  /** False while pairs wait to be subscribed or the exchange has not opened a socket for them. */
  get subscribed(): boolean {
    const connected = Object.values(this.#exchange.clients ?? {}).some((client) => client.isConnected)
    return this.#joined.size === 0 || (this.#batch === null && connected)
  }

  watch(symbol: string): () => void {
    if (!this.#history.lists(symbol)) {
      throw new RangeError(`${this.#options.dialect.name} does not list ${symbol}`)
    }
    this.#watched.set(symbol, (this.#watched.get(symbol) ?? 0) + 1)
    if (!this.#joined.has(symbol)) this.#join(symbol)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const left = (this.#watched.get(symbol) ?? 1) - 1
      // The subscription stays, since its list must not change; what it brings is dropped while nobody listens.
      if (left > 0) this.#watched.set(symbol, left)
      else this.#watched.delete(symbol)
    }
  }

  subscribe(listener: (event: MarketEvent) => void): () => void {
    this.#listeners.add(listener)
    listener({ kind: 'state', state: this.#state })
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#closed = true
    for (const end of this.#ends.splice(0)) end()
    this.#history.close()
    this.#listeners.clear()
    this.#exchange.close().catch(() => {
      // Sockets that were closing already: there is nothing left to end.
    })
  }

  #join(symbol: string): void {
    this.#joined.add(symbol)
    if (this.#batch !== null) {
      this.#batch.push(symbol)
      return
    }
    const batch = [symbol]
    this.#batch = batch
    this.#options.clock.after(batchMs, () => {
      this.#batch = null
      if (this.#closed) return
      const most = this.#options.dialect.pairsPerSubscription
      for (let from = 0; from < batch.length; from += most) this.#follow(batch.slice(from, from + most))
    })
  }

  /** Two subscriptions for a list that never changes: overlapping lists would bring each trade twice. */
  #follow(symbols: readonly string[]): void {
    const { clock, log, dialect, seed } = this.#options
    const minutes = symbols.map((symbol) => [symbol, '1m'] as const)
    const streams = [
      { name: `${dialect.id} trades`, turn: () => this.#exchange.watchTradesForSymbols(symbols) },
      { name: `${dialect.id} candles`, turn: () => this.#exchange.watchOHLCVForSymbols(minutes) },
    ]
    for (const { name, turn } of streams) {
      const random = seededRandom(seed + this.#ends.length)
      const onFailure = () => this.#setState('down')
      this.#ends.push(startSubscriptionLoop({ name, clock, log, random, turn, onFailure }))
    }
  }

  /** Data come from the handlers: the watch calls wake once per chunk of the socket and would lose some. */
  #takeFromHandlers(): void {
    const exchange = this.#exchange
    const { tradesHandler } = this.#options.dialect
    const onTrades = exchange[tradesHandler]?.bind(exchange)
    exchange[tradesHandler] = (client: CcxtClient, message: unknown) => {
      this.#safely('trades', () => this.#onTrades(message))
      return onTrades?.(client, message)
    }
    const onCandles = exchange.handleOHLCV.bind(exchange)
    exchange.handleOHLCV = (client, message) => {
      this.#safely('candles', () => this.#onCandles(message))
      return onCandles(client, message)
    }
    const onClose = exchange.onClose.bind(exchange)
    exchange.onClose = (client, error) => {
      this.#reconnects += 1
      this.#setState('connecting')
      onClose(client, error)
    }
  }

  #onTrades(message: unknown): void {
    for (const { marketId, ...trade } of this.#options.dialect.wire.trades(message)) {
      const symbol = this.#watchedSymbol(marketId)
      if (symbol === null || !this.#guard.accepts(symbol, trade)) continue
      this.#emit({ kind: 'trade', trade: { symbol, ...trade } })
    }
  }

  #onCandles(message: unknown): void {
    const { wire } = this.#options.dialect
    for (const { marketId, interval, candle } of wire.candles(message)) {
      const symbol = this.#watchedSymbol(marketId)
      if (symbol === null || interval !== wire.minute || !isPlausible(candle)) continue
      const timeframe = '1m'
      if (candle.closed) this.#emit({ kind: 'closed', symbol, timeframe, candle })
      else this.#emit({ kind: 'forming', symbol, timeframe, candle })
    }
  }

  #watchedSymbol(marketId: string): string | null {
    const symbol = this.#history.symbolOf(marketId)
    return symbol !== undefined && this.#watched.has(symbol) ? symbol : null
  }

  /** A malformed message is counted and logged, and takes nothing else down. */
  #safely(stream: string, work: () => void): void {
    try {
      work()
      this.#setState('live')
    } catch (error) {
      this.#guard.malformed(stream, messageOf(error))
    }
  }

  #setState(state: 'connecting' | 'live' | 'down'): void {
    if (state === this.#state) return
    this.#state = state
    this.#emit({ kind: 'state', state })
  }

  #emit(event: MarketEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
