import type { Clock } from '../../../engine/ports/clock.ts'
import type { Log } from '../../../engine/ports/log.ts'
import type { CandleQuery, FeedState, MarketEvent, MarketFeed } from '../../../engine/ports/market-feed.ts'
import type { Network, VenueHealth } from '../../../engine/ports/venue.ts'
import type { CcxtAddresses, CcxtClass, CcxtExchange } from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import { ExchangeHistory } from './exchange-history.ts'
import { Freshness } from './freshness.ts'
import { guardReplies } from './guards.ts'
import type { Intake } from './intake.ts'
import { Listing } from './listing.ts'
import { OrderBooks } from './order-books.ts'
import { RequestBudget } from './request-budget.ts'
import { Requests, requestDeadlineMs } from './requests.ts'
import { type ExchangeClock, ServerClock } from './server-clock.ts'
import { Subscriptions } from './subscriptions.ts'
import { TradeGuard } from './trade-guard.ts'
import { HeardClock } from './unified/heard-clock.ts'

/** The list of pairs is asked for again this often; sooner when a pair gives reason to, but not sooner than this. */
const listingMs = 3_600_000
const quietListingMs = 600_000
const troubledListingMs = 60_000

export interface CcxtFeedOptions {
  readonly dialect: Dialect
  readonly exchangeClass: CcxtClass
  readonly network: Network
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
  readonly #requests: Requests
  readonly #serverClock: ExchangeClock
  readonly #listing: Listing
  readonly #history: ExchangeHistory
  readonly #books: OrderBooks
  readonly #subscriptions: Subscriptions
  readonly #freshness: Freshness
  readonly #guard: TradeGuard
  readonly #intake: Intake
  readonly #listeners = new Set<(event: MarketEvent) => void>()
  /** Users of each pair; what the stream brings of others is dropped. */
  readonly #watched = new Map<string, number>()
  readonly #endListing: () => void
  #listedAt = Number.NEGATIVE_INFINITY
  #state: FeedState = 'connecting'

  constructor(options: CcxtFeedOptions) {
    this.#options = options
    const { dialect, clock, log, seed } = options
    const exchange = dialect.create(options.exchangeClass, {
      network: options.network,
      addresses: options.addresses,
      timeoutMs: requestDeadlineMs,
    })
    this.#exchange = exchange
    this.#budget = new RequestBudget({ clock, capacity: dialect.capacity, windowMs: dialect.windowMs })
    this.#requests = new Requests(this.#budget, clock)
    const shared = { exchange, dialect, requests: this.#requests }
    const heardClock = dialect.tellsTime ? null : new HeardClock(clock)
    this.#serverClock = heardClock ?? new ServerClock({ ...shared, clock })
    this.#listing = new Listing(shared)
    this.#history = new ExchangeHistory({ ...shared, listing: this.#listing, serverClock: this.#serverClock })
    this.#books = new OrderBooks(shared)
    this.#freshness = new Freshness({
      clock,
      streamsCandles: dialect.streamsCandles,
      newest: (symbol) => this.#history.newest(symbol),
      tradable: (symbol) => this.#listing.tradable(symbol),
      subscribed: (symbol) => this.#subscriptions.has(symbol),
      onState: (symbol, state) => {
        this.#emit({ kind: 'pair', symbol, state })
        this.#judge()
        // It may be silent because it is no longer traded.
        if (state === 'quiet') this.#refreshListing(quietListingMs)
      },
      onDoubt: (symbol, since) => this.#emit({ kind: 'doubt', symbol, since }),
      onLost: (symbol) => this.#intake.interrupt(symbol),
      onMissed: (symbol) => this.#onMissed(symbol),
      onUnanswered: () => this.#refreshListing(troubledListingMs),
    })
    this.#guard = new TradeGuard(log, () => this.#serverClock.now())
    this.#intake = dialect.openIntake({
      exchange,
      clock,
      listing: this.#listing,
      history: this.#history,
      guard: this.#guard,
      freshness: this.#freshness,
      marketTime: () => this.#serverClock.now(),
      hearTime: (tradeTime) => heardClock?.hear(tradeTime),
      isWatched: (symbol) => this.#watched.has(symbol),
      awaited: (kind) => this.#subscriptions.awaits(kind),
      emit: (event) => this.#emit(event),
      onMessage: () => {
        if (this.#state !== 'live') this.#judge()
      },
    })
    this.#subscriptions = new Subscriptions({
      exchange,
      dialect,
      streams: this.#intake.streams,
      clock,
      log,
      seed,
      heard: (kind, symbol) => this.#freshness.heard(kind, symbol),
      onRefused: (symbol) => {
        log.warn('stream.refused', { exchange: dialect.id, symbol })
        this.#refreshListing(troubledListingMs)
      },
      onLost: (client) => {
        this.#freshness.lose(client)
        this.#judge()
      },
    })
    this.#endListing = clock.every(listingMs, () => this.#refreshListing(0))
    guardReplies(exchange, dialect, this.#budget)
  }

  async markets() {
    const answer = await this.#listing.markets()
    if (answer.kind === 'answered') await this.#serverClock.known()
    return answer
  }

  candles(query: CandleQuery) {
    return this.#history.candles(query)
  }

  book(symbol: string) {
    return this.#books.book(symbol)
  }

  marketTime(): number {
    return this.#serverClock.now()
  }

  health(): VenueHealth {
    const { used, requests, waits, pausedMs } = this.#budget.counts
    const { latency, error } = this.#requests
    const { hits, misses } = this.#history.counts
    return {
      latencyP50: latency.percentile(0.5),
      latencyP95: latency.percentile(0.95),
      reconnects: this.#subscriptions.reconnects,
      weightUsed: used,
      weightLimit: this.#options.dialect.capacity,
      requests,
      waits,
      cacheHits: hits,
      cacheMisses: misses,
      dropped: this.#guard.dropped,
      pausedUntil: pausedMs > 0 ? this.#options.clock.now() + Math.round(pausedMs) : null,
      clockOffsetMs: this.#serverClock.offsetMs,
      error,
    }
  }

  /** False while pairs wait to be subscribed or the exchange has not opened a socket for them. */
  get subscribed(): boolean {
    return this.#subscriptions.settled
  }

  watch(symbol: string): () => void {
    if (!this.#listing.lists(symbol)) {
      throw new RangeError(`${this.#options.dialect.name} does not list ${symbol}`)
    }
    const users = this.#watched.get(symbol) ?? 0
    const { name, mostPairs } = this.#options.dialect
    if (users === 0 && this.#watched.size >= mostPairs) {
      throw new RangeError(`${name} is listened to for ${mostPairs} pairs at a time`)
    }
    this.#watched.set(symbol, users + 1)
    if (users === 0) this.#begin(symbol)
    this.#subscriptions.join(symbol)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const left = (this.#watched.get(symbol) ?? 1) - 1
      // The subscription stays, since its list must not change; what it brings is dropped while nobody listens.
      if (left > 0) this.#watched.set(symbol, left)
      else this.#forget(symbol)
    }
  }

  subscribe(listener: (event: MarketEvent) => void): () => void {
    this.#listeners.add(listener)
    listener({ kind: 'state', state: this.#state })
    return () => this.#listeners.delete(listener)
  }

  suspect(cause: string): void {
    this.#options.log.warn('feed.suspect', { exchange: this.#options.dialect.id, cause })
    this.#subscriptions.reopen(cause)
    void this.#serverClock.measure()
  }

  close(): void {
    this.#endListing()
    this.#intake.close()
    this.#freshness.close()
    this.#subscriptions.end()
    this.#serverClock.close()
    this.#listeners.clear()
    this.#exchange.close().catch(() => {
      // Sockets that were closing already: there is nothing left to end.
    })
  }

  #begin(symbol: string): void {
    this.#freshness.begin(symbol)
    this.#intake.begin(symbol)
  }

  #forget(symbol: string): void {
    this.#watched.delete(symbol)
    this.#intake.forget(symbol)
    this.#freshness.end(symbol)
  }

  /** When others are heard the socket is well and only the pair's own subscription is lost. */
  #onMissed(symbol: string): void {
    const { log, dialect } = this.#options
    const othersHeard = this.#freshness.states.includes('live')
    log.warn('stream.missed', { exchange: dialect.id, symbol, othersHeard })
    this.#intake.interrupt(symbol)
    if (othersHeard) this.#subscriptions.renew(symbol)
    else this.#subscriptions.reopen(`${symbol} traded and was not heard`)
    this.#refreshListing(troubledListingMs)
  }

  #refreshListing(atMostEveryMs: number): void {
    const now = this.#options.clock.monotonic()
    if (now - this.#listedAt < atMostEveryMs) return
    this.#listedAt = now
    void this.#listing.refresh()
  }

  #judge(): void {
    const state = this.#stateNow()
    if (state === this.#state) return
    this.#state = state
    this.#emit({ kind: 'state', state })
  }

  #stateNow(): FeedState {
    const pairs = this.#freshness.states
    if (pairs.length > 0 && !this.#subscriptions.connected) return 'down'
    if (pairs.some((state) => state === 'live' || state === 'quiet')) return 'live'
    return pairs.includes('stale') ? 'stale' : this.#state
  }

  #emit(event: MarketEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
