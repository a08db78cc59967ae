import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type ClosedCandle, isPlausible } from '../../../domain/market/candle.ts'
import type { Market } from '../../../domain/market/market.ts'
import { openTimeOf, timeframeMs } from '../../../domain/market/timeframe.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Asked } from '../../../engine/ports/exchange.ts'
import type { CandleQuery } from '../../../engine/ports/market-feed.ts'
import type { CcxtExchange } from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import { withDeadline } from './guards.ts'
import { Latency } from './latency.ts'
import { marketRules } from './market-rules.ts'
import type { RequestBudget } from './request-budget.ts'

export const requestDeadlineMs = 15_000
const cachedQueries = 500
const cacheMs = 30_000
const clockEveryMs = 300_000
const clockSamples = 3

const candleRows = z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]))

interface HistoryParts {
  readonly exchange: CcxtExchange
  readonly dialect: Dialect
  readonly budget: RequestBudget
  readonly clock: Clock
}

/** What an exchange tells when it is asked: its markets, candles of the past, its clock. */
export class ExchangeHistory {
  readonly latency = new Latency()
  readonly #parts: HistoryParts
  readonly #answers = new LRUCache<string, readonly ClosedCandle[]>({ max: cachedQueries, ttl: cacheMs })
  readonly #asking = new Map<string, Promise<Asked<readonly ClosedCandle[]>>>()
  readonly #symbolById = new Map<string, string>()
  readonly #listed = new Set<string>()
  readonly #endClock: () => void
  #markets: Promise<Asked<readonly Market[]>> | null = null
  #cacheHits = 0
  #clockOffsetMs: number | null = null
  #error: string | null = null

  constructor(parts: HistoryParts) {
    this.#parts = parts
    this.#endClock = parts.clock.every(clockEveryMs, () => void this.#measureClock())
  }

  get cacheHits(): number {
    return this.#cacheHits
  }
  get clockOffsetMs(): number | null {
    return this.#clockOffsetMs
  }
  /** The last failure; null after the next success. */
  get error(): string | null {
    return this.#error
  }
  lists(symbol: string): boolean {
    return this.#listed.has(symbol)
  }
  /** The unified symbol behind the exchange's own name. */
  symbolOf(marketId: string): string | undefined {
    return this.#symbolById.get(marketId)
  }
  close(): void {
    this.#endClock()
  }

  markets(): Promise<Asked<readonly Market[]>> {
    this.#markets ??= this.#loadMarkets().then((answer) => {
      // A failure is not kept: the next who asks tries again.
      if (answer.kind === 'failed') this.#markets = null
      else void this.#measureClock()
      return answer
    })
    return this.#markets
  }

  /** Callers that ask for the same candles at the same time cause one request. */
  candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const now = openTimeOf(this.#parts.clock.now(), query.timeframe)
    const key = `${query.symbol} ${query.timeframe} ${Math.min(query.before ?? now, now)} ${query.limit}`
    const known = this.#answers.get(key)
    const asking = this.#asking.get(key)
    if (known !== undefined || asking !== undefined) this.#cacheHits += 1
    if (known !== undefined) return Promise.resolve({ kind: 'answered', value: known })
    if (asking !== undefined) return asking
    const asked = this.#fetchCandles(query)
      .then((value): Asked<readonly ClosedCandle[]> => {
        this.#answers.set(key, value)
        return { kind: 'answered', value }
      })
      .catch(
        (error: unknown): Asked<readonly ClosedCandle[]> => ({ kind: 'failed', cause: messageOf(error) }),
      )
      .finally(() => this.#asking.delete(key))
    this.#asking.set(key, asked)
    return asked
  }

  async #loadMarkets(): Promise<Asked<readonly Market[]>> {
    const { exchange, dialect } = this.#parts
    try {
      // Needed once before plain ws:// addresses, as simulators have.
      await exchange.loadHttpProxyAgent()
      const loaded = await this.#request(dialect.marketsWeight, () => exchange.loadMarkets())
      const rules = Object.values(loaded)
        .map(marketRules)
        .filter((each) => each !== null)
      if (rules.length === 0) return { kind: 'failed', cause: 'the exchange listed no spot market' }
      for (const { id, market } of rules) {
        this.#symbolById.set(id, market.symbol)
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
    const { dialect, clock, exchange } = this.#parts
    const { symbol, timeframe } = query
    const span = timeframeMs[timeframe]
    const closedUntil = openTimeOf(clock.now(), timeframe)
    const end = Math.min(closedUntil, openTimeOf((query.before ?? closedUntil) + span - 1, timeframe))
    const from = end - query.limit * span
    const candles = new Map<number, ClosedCandle>()
    for (let since = from; since < end; since += dialect.candlesPerRequest * span) {
      const limit = Math.min(dialect.candlesPerRequest, (end - since) / span)
      const until = since + limit * span - 1
      const rows = await this.#request(dialect.candlesWeight, () =>
        exchange.fetchOHLCV(symbol, timeframe, since, limit, { until }),
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

  /** Median of several samples, each against the middle of its round trip. */
  async #measureClock(): Promise<void> {
    const { clock, exchange } = this.#parts
    const samples: number[] = []
    for (let sample = 0; sample < clockSamples; sample += 1) {
      try {
        const before = clock.now()
        const theirs = await this.#request(1, () => exchange.fetchTime())
        samples.push(theirs - (before + clock.now()) / 2)
      } catch {
        // The failure is kept by the request itself; without a sample the last offset stands.
        return
      }
    }
    this.#clockOffsetMs = Math.round(samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0)
  }

  async #request<T>(weight: number, work: () => Promise<T>): Promise<T> {
    const { budget, clock } = this.#parts
    try {
      const answer = await budget.run('data', weight, async () => {
        const began = clock.monotonic()
        const value = await withDeadline(work(), requestDeadlineMs, (ms, call) => clock.after(ms, call))
        this.latency.add(clock.monotonic() - began)
        return value
      })
      this.#error = null
      return answer
    } catch (error) {
      this.#error = messageOf(error)
      throw error
    }
  }
}

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300)
