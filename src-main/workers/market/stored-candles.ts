import type { ClosedCandle } from '../../domain/market/candle.ts'
import { openTimeOf, timeframeMs } from '../../domain/market/timeframe.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { CandleQuery, MarketEvent, MarketFeed } from '../../engine/ports/market-feed.ts'
import type { CandleStore } from '../../engine/ports/store.ts'

interface StoredCandlesParts {
  readonly feed: MarketFeed
  readonly store: CandleStore
  /** Names where the candles are from: one exchange at one address. */
  readonly source: string
  readonly log: Log
}

/** The newest run of candles without a hole that ends at the list's end. */
const unbrokenTail = (candles: readonly ClosedCandle[], span: number): readonly ClosedCandle[] => {
  let first = candles.length - 1
  while (first > 0 && (candles[first - 1]?.openTime ?? 0) + span === candles[first]?.openTime) first -= 1
  return candles.slice(Math.max(first, 0))
}

/**
 * A feed whose candles of the past are kept on disk: what was fetched once is not fetched again, only what is
 * missing since. Nothing that the store does, or fails to do, stops the feed.
 */
export class StoredCandles implements MarketFeed {
  readonly #parts: StoredCandlesParts

  constructor(parts: StoredCandlesParts) {
    this.#parts = parts
  }

  get baseTimeframe() {
    return this.#parts.feed.baseTimeframe
  }
  markets() {
    return this.#parts.feed.markets()
  }
  watch(symbol: string): () => void {
    return this.#parts.feed.watch(symbol)
  }
  subscribe(listener: (event: MarketEvent) => void): () => void {
    return this.#parts.feed.subscribe(listener)
  }
  health() {
    return this.#parts.feed.health()
  }
  marketTime(): number {
    return this.#parts.feed.marketTime()
  }
  suspect(cause: string): void {
    this.#parts.feed.suspect(cause)
  }
  close(): void {
    this.#parts.feed.close()
  }

  async candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const { feed } = this.#parts
    const span = timeframeMs[query.timeframe]
    const closedUntil = openTimeOf(feed.marketTime(), query.timeframe)
    const before = openTimeOf((query.before ?? closedUntil) + span - 1, query.timeframe)
    const end = Math.min(closedUntil, before)
    if (query.fresh === true) return this.#ask(query)
    const kept = unbrokenTail(this.#load(query, end), span)
    const last = kept.at(-1)?.openTime
    const missing = last === undefined ? query.limit : (end - last) / span - 1
    if (missing === 0 && kept.length >= query.limit) {
      return { kind: 'answered', value: kept.slice(-query.limit) }
    }
    // A hole before what is kept cannot be told from a beginning: then all of it is asked for.
    const enough = kept.length + missing >= query.limit && missing < query.limit
    const asked = await this.#ask({ ...query, before: end, limit: enough ? missing : query.limit })
    if (asked.kind === 'failed') return asked
    return { kind: 'answered', value: (enough ? [...kept, ...asked.value] : asked.value).slice(-query.limit) }
  }

  async #ask(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const asked = await this.#parts.feed.candles(query)
    if (asked.kind === 'answered') this.#save(query, asked.value)
    return asked
  }

  #load(query: CandleQuery, end: number): readonly ClosedCandle[] {
    const { store, source, log } = this.#parts
    try {
      return store.load(source, query.symbol, query.timeframe, end, query.limit)
    } catch (error) {
      log.warn('candles.not-read', { source, message: String(error) })
      return []
    }
  }

  #save(query: CandleQuery, candles: readonly ClosedCandle[]): void {
    const { store, source, log } = this.#parts
    try {
      store.save(source, query.symbol, query.timeframe, candles)
    } catch (error) {
      log.warn('candles.not-kept', { source, message: String(error) })
    }
  }
}
