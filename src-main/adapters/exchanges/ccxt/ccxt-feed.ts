import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type ClosedCandle, isPlausible } from '../../../domain/market/candle.ts'
import type { Market } from '../../../domain/market/market.ts'
import { openTimeOf, timeframeMs } from '../../../domain/market/timeframe.ts'
import { seededRandom } from '../../../domain/random.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Asked } from '../../../engine/ports/exchange.ts'
import type { Log } from '../../../engine/ports/log.ts'
import type { CandleQuery, MarketEvent, MarketFeed } from '../../../engine/ports/market-feed.ts'
import {
  type CcxtAddresses,
  type CcxtClass,
  type CcxtClient,
  type CcxtExchange,
  createCcxt,
} from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import { guardReplies, withDeadline } from './guards.ts'
import { marketRules } from './market-rules.ts'
import { RequestBudget } from './request-budget.ts'
import { startSubscriptionLoop } from './subscription-loop.ts'
import { TradeGuard } from './trade-guard.ts'

/** Symbols that are asked for within this time share one subscription. */
const batchMs = 50
const requestDeadlineMs = 15_000
const cachedQueries = 500
const cacheMs = 30_000

const candleRows = z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]))

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
  readonly budget: RequestBudget
  readonly #options: CcxtFeedOptions
  readonly #exchange: CcxtExchange
  readonly #listeners = new Set<(event: MarketEvent) => void>()
  readonly #watched = new Map<string, number>()
  /** Unified symbols by the exchange's own names. */
  readonly #symbols = new Map<string, string>()
  readonly #listed = new Set<string>()
  readonly #joined = new Set<string>()
  readonly #ends: (() => void)[] = []
  readonly #guard: TradeGuard
  readonly #answers = new LRUCache<string, readonly ClosedCandle[]>({ max: cachedQueries, ttl: cacheMs })
  readonly #asking = new Map<string, Promise<Asked<readonly ClosedCandle[]>>>()
  #markets: Promise<Asked<readonly Market[]>> | null = null
  #batch: string[] | null = null
  #state: 'connecting' | 'live' | 'down' = 'connecting'
  #closed = false

  constructor(options: CcxtFeedOptions) {
    this.#options = options
    const { dialect, clock, log } = options
    this.budget = new RequestBudget({ clock, capacity: dialect.capacity, windowMs: dialect.windowMs })
    this.#exchange = createCcxt(options.exchangeClass, {
      addresses: options.addresses,
      timeoutMs: requestDeadlineMs,
    })
    this.#guard = new TradeGuard(log)
    guardReplies(this.#exchange, dialect.wire, this.budget)
    this.#takeFromHandlers()
  }

  markets(): Promise<Asked<readonly Market[]>> {
    this.#markets ??= this.#loadMarkets().then((answer) => {
      // A failure is not kept: the next who asks tries again.
      if (answer.kind === 'failed') this.#markets = null
      return answer
    })
    return this.#markets
  }

  /** Callers that ask for the same candles at the same time cause one request. */
  candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const now = openTimeOf(this.#options.clock.now(), query.timeframe)
    const key = `${query.symbol} ${query.timeframe} ${Math.min(query.before ?? now, now)} ${query.limit}`
    const cached = this.#answers.get(key)
    if (cached !== undefined) return Promise.resolve({ kind: 'answered', value: cached })
    const asking =
      this.#asking.get(key) ??
      this.#fetchCandles(query)
        .then((value): Asked<readonly ClosedCandle[]> => {
          this.#answers.set(key, value)
          return { kind: 'answered', value }
        })
        .catch(
          (error: unknown): Asked<readonly ClosedCandle[]> => ({ kind: 'failed', cause: messageOf(error) }),
        )
        .finally(() => this.#asking.delete(key))
    this.#asking.set(key, asking)
    return asking
  }

  /** False while pairs wait to be subscribed or the exchange has not said a word about them. */
  get subscribed(): boolean {
    return this.#batch === null && this.#exchangeListens
  }

  watch(symbol: string): () => void {
    if (!this.#listed.has(symbol))
      throw new RangeError(`${this.#options.dialect.name} does not list ${symbol}`)
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
    this.#listeners.clear()
    this.#exchange.close().catch(() => {
      // Sockets that were closing already: there is nothing left to end.
    })
  }

  async #loadMarkets(): Promise<Asked<readonly Market[]>> {
    try {
      await this.#exchange.loadHttpProxyAgent()
      const loaded = await this.budget.run('data', 20, () => this.#deadline(this.#exchange.loadMarkets()))
      const rules = Object.values(loaded)
        .map(marketRules)
        .filter((each) => each !== null)
      if (rules.length === 0) return { kind: 'failed', cause: 'the exchange listed no spot market' }
      for (const { id, market } of rules) {
        this.#symbols.set(id, market.symbol)
        this.#listed.add(market.symbol)
      }
      return { kind: 'answered', value: rules.map(({ market }) => market) }
    } catch (error) {
      return { kind: 'failed', cause: messageOf(error) }
    }
  }

  async #fetchCandles(query: CandleQuery): Promise<readonly ClosedCandle[]> {
    const listed = await this.markets()
    if (listed.kind === 'failed') throw new Error(listed.cause)
    const { dialect, clock } = this.#options
    const span = timeframeMs[query.timeframe]
    const closedUntil = openTimeOf(clock.now(), query.timeframe)
    const before = openTimeOf((query.before ?? closedUntil) + span - 1, query.timeframe)
    const end = Math.min(closedUntil, before)
    const from = end - query.limit * span
    const candles = new Map<number, ClosedCandle>()
    for (let since = from; since < end; since += dialect.candlesPerRequest * span) {
      const limit = Math.min(dialect.candlesPerRequest, (end - since) / span)
      const rows = await this.budget.run('data', dialect.candlesWeight, () =>
        this.#deadline(
          this.#exchange.fetchOHLCV(query.symbol, query.timeframe, since, limit, {
            until: since + limit * span - 1,
          }),
        ),
      )
      for (const [openTime, open, high, low, close, volume] of candleRows.parse(rows)) {
        const candle = {
          openTime,
          open,
          high,
          low,
          close,
          volume,
          closed: true,
          provenance: 'backfilled',
        } as const
        // The newest row is still open: it would be a candle that changes after it was taken.
        if (openTime >= from && openTime < end && isPlausible(candle)) candles.set(openTime, candle)
      }
    }
    return [...candles.values()].sort((a, b) => a.openTime - b.openTime)
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
      if (!this.#closed) this.#follow(batch)
    })
  }

  #follow(symbols: readonly string[]): void {
    const { clock, log, dialect, seed } = this.#options
    const minutes = symbols.map((symbol) => [symbol, '1m'] as const)
    const listed = async () => {
      const markets = await this.markets()
      if (markets.kind === 'failed') throw new Error(markets.cause)
    }
    const streams = [
      { name: `${dialect.id} trades`, call: () => this.#exchange.watchTradesForSymbols(symbols) },
      { name: `${dialect.id} candles`, call: () => this.#exchange.watchOHLCVForSymbols(minutes) },
    ]
    for (const [index, { name, call }] of streams.entries()) {
      const end = startSubscriptionLoop({
        name,
        clock,
        log,
        random: seededRandom(seed + index + this.#ends.length),
        turn: async () => {
          await listed()
          return call()
        },
        onFailure: () => this.#setState('down'),
      })
      this.#ends.push(end)
    }
  }

  /** Data come from the handlers: the watch calls wake once per chunk of the socket and would lose some. */
  #takeFromHandlers(): void {
    const exchange = this.#exchange
    const { wire, tradesHandler } = this.#options.dialect
    const onTrades = exchange[tradesHandler]?.bind(exchange)
    exchange[tradesHandler] = (client: CcxtClient, message: unknown) => {
      this.#safely('trades', () => {
        for (const { marketId, ...trade } of wire.trades(message)) {
          const symbol = this.#symbolOf(marketId)
          if (symbol === null || !this.#guard.accepts(symbol, trade)) continue
          this.#emit({ kind: 'trade', trade: { symbol, ...trade } })
        }
      })
      return onTrades?.(client, message)
    }
    const onCandles = exchange.handleOHLCV.bind(exchange)
    exchange.handleOHLCV = (client, message) => {
      this.#safely('candles', () => this.#onCandles(message))
      return onCandles(client, message)
    }
    const onClose = exchange.onClose.bind(exchange)
    exchange.onClose = (client, error) => {
      this.#setState('connecting')
      onClose(client, error)
    }
  }

  #onCandles(message: unknown): void {
    const { wire } = this.#options.dialect
    for (const { marketId, interval, candle } of wire.candles(message)) {
      const symbol = this.#symbolOf(marketId)
      if (symbol === null || interval !== wire.minute || !isPlausible(candle)) continue
      const timeframe = '1m'
      if (candle.closed) this.#emit({ kind: 'closed', symbol, timeframe, candle })
      else this.#emit({ kind: 'forming', symbol, timeframe, candle })
    }
  }

  /** The unified symbol of a pair that someone listens to. */
  #symbolOf(marketId: string): string | null {
    const symbol = this.#symbols.get(marketId)
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

  /** Every socket that carries a subscription is open. */
  get #exchangeListens(): boolean {
    return Object.values(this.#exchange.clients ?? {}).some((client) => client.isConnected)
  }

  #setState(state: 'connecting' | 'live' | 'down'): void {
    if (state === this.#state) return
    this.#state = state
    this.#emit({ kind: 'state', state })
  }

  #emit(event: MarketEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  #deadline<T>(work: Promise<T>): Promise<T> {
    return withDeadline(work, requestDeadlineMs, (ms, call) => this.#options.clock.after(ms, call))
  }
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300)
