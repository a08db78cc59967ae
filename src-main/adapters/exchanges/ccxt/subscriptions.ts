import { seededRandom } from '../../../domain/random.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Log } from '../../../engine/ports/log.ts'
import type { CcxtClient, CcxtExchange } from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import type { PairStream, StreamKind } from './intake.ts'
import { SubscriptionLoop } from './subscription-loop.ts'

/** Symbols that are asked for within this time share one subscription. */
const batchMs = 50

interface SubscriptionsParts {
  readonly exchange: CcxtExchange
  readonly dialect: Dialect
  /** What is subscribed for each pair. */
  readonly streams: readonly PairStream[]
  readonly clock: Clock
  readonly log: Log
  /** Chance of back-off delays. */
  readonly seed: number
  /** Whether the stream has told anything of the pair since its socket was opened. */
  readonly heard: (kind: StreamKind, symbol: string) => boolean
  /** The exchange will not take a subscription that names this pair. */
  readonly onRefused: (symbol: string) => void
  /** A socket is gone, and with it whatever it would have told. */
  readonly onLost: (client: CcxtClient) => void
}

interface Followed {
  readonly stream: PairStream
  readonly symbols: readonly string[]
  readonly loop: SubscriptionLoop
}

/**
 * Keeps pairs subscribed. A list never changes once it is sent: overlapping lists would bring each trade twice. Only
 * a list that the exchange refuses is cut in halves, until the pair that it will not take stands alone.
 */
export class Subscriptions {
  readonly #parts: SubscriptionsParts
  readonly #joined = new Set<string>()
  readonly #lost = new WeakSet<CcxtClient>()
  #followed: Followed[] = []
  #batch: string[] | null = null
  #begun = 0
  #reconnects = 0
  #ended = false

  constructor(parts: SubscriptionsParts) {
    this.#parts = parts
    this.#noticeLostSockets()
  }

  get reconnects(): number {
    return this.#reconnects
  }

  /** True when every list is subscribed, or is being so right now, on sockets that are open. */
  get settled(): boolean {
    if (this.#joined.size === 0) return true
    const clients = this.#clients()
    return (
      this.#batch === null &&
      this.#followed.every(({ loop }) => loop.trying) &&
      clients.length > 0 &&
      clients.every(({ isConnected }) => isConnected)
    )
  }

  get connected(): boolean {
    return this.#clients().some(({ isConnected }) => isConnected)
  }

  /** True when the pair's lists are subscribed, or are being so right now. */
  has(symbol: string): boolean {
    const own = this.#followed.filter(({ symbols }) => symbols.includes(symbol))
    return this.connected && own.length === this.#parts.streams.length && own.every(({ loop }) => loop.trying)
  }

  /** True while a list of the kind waits for its first data: until then the library has to see what comes. */
  awaits(kind: StreamKind): boolean {
    for (const followed of this.#followed)
      if (followed.stream.kind === kind && followed.loop.awaiting) return true
    return false
  }

  join(symbol: string): void {
    if (this.#joined.has(symbol)) return
    this.#joined.add(symbol)
    if (this.#batch !== null) {
      this.#batch.push(symbol)
      return
    }
    const batch = [symbol]
    this.#batch = batch
    this.#parts.clock.after(batchMs, () => {
      this.#batch = null
      if (this.#ended) return
      const most = this.#parts.dialect.pairsPerSubscription
      for (let from = 0; from < batch.length; from += most) {
        for (const stream of this.#parts.streams) this.#follow(stream, batch.slice(from, from + most))
      }
    })
  }

  /** Subscribes a pair again that its stream tells nothing of, while others on it are heard. */
  renew(symbol: string): void {
    for (const { stream, symbols, loop } of this.#followed) {
      if (!symbols.includes(symbol)) continue
      this.#forget(stream, [symbol])
      loop.renew()
    }
  }

  /** Gives every socket up at once, without waiting for the other side: the loops open new ones. */
  reopen(cause: string): void {
    for (const client of this.#clients()) {
      client.onError(new Error(cause))
      // A half-open socket would never answer a polite close.
      client.connection?.terminate?.()
    }
  }

  end(): void {
    this.#ended = true
    for (const { loop } of this.#followed) loop.end()
    this.#followed = []
  }

  #follow(stream: PairStream, symbols: readonly string[]): void {
    const { dialect, clock, log, seed } = this.#parts
    this.#begun += 1
    const loop = new SubscriptionLoop({
      name: `${dialect.id} ${stream.kind}`,
      clock,
      log,
      random: seededRandom(seed + this.#begun),
      turn: () => stream.subscribe(symbols),
      onFailure: (error, failures) => this.#onFailure(followed, error, failures),
    })
    const followed: Followed = { stream, symbols, loop }
    this.#followed.push(followed)
  }

  /** ccxt takes a refused subscription for one that it has: it must forget it, or the next try waits for ever. */
  #onFailure(followed: Followed, error: unknown, failures: number): void {
    const { stream, symbols, loop } = followed
    if (isOfTheNetwork(error)) return
    const unheard = symbols.filter((symbol) => !this.#parts.heard(stream.kind, symbol))
    this.#forget(stream, unheard)
    if (failures < 2 || unheard.length < symbols.length) return
    const [only] = symbols
    if (symbols.length === 1 && only !== undefined) {
      this.#parts.onRefused(only)
      return
    }
    loop.end()
    this.#followed = this.#followed.filter((each) => each !== followed)
    const middle = Math.ceil(symbols.length / 2)
    this.#follow(stream, symbols.slice(0, middle))
    this.#follow(stream, symbols.slice(middle))
  }

  #forget({ isOf }: PairStream, symbols: readonly string[]): void {
    for (const { subscriptions } of this.#clients()) {
      for (const name of Object.keys(subscriptions)) {
        if (symbols.some((symbol) => isOf(name, symbol))) delete subscriptions[name]
      }
    }
  }

  /** A socket can end by an error or by a close, by both, or while nobody waits for it. */
  #noticeLostSockets(): void {
    const { exchange } = this.#parts
    const [onError, onClose] = [exchange.onError.bind(exchange), exchange.onClose.bind(exchange)]
    exchange.onError = (client, error) => {
      onError(client, error)
      this.#onLost(client)
    }
    exchange.onClose = (client, error) => {
      onClose(client, error)
      this.#onLost(client)
    }
  }

  #onLost(client: CcxtClient): void {
    if (this.#ended || this.#lost.has(client)) return
    this.#lost.add(client)
    this.#reconnects += 1
    this.#parts.onLost(client)
    for (const { loop } of this.#followed) loop.renew()
  }

  #clients(): readonly CcxtClient[] {
    return Object.values(this.#parts.exchange.clients ?? {})
  }
}

/** By name: the library's classes are not one thing over its bundles. */
const networkFailures = new Set([
  'NetworkError',
  'RequestTimeout',
  'ExchangeNotAvailable',
  'ExchangeClosedByUser',
  'DDoSProtection',
  'RateLimitExceeded',
  'OnMaintenance',
])

const isOfTheNetwork = (error: unknown): boolean =>
  error instanceof Error && (networkFailures.has(error.name) || error.name === 'Error')
