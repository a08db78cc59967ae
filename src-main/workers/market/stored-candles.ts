import type { ClosedCandle } from '../../domain/market/candle.ts'
import { withFlats } from '../../domain/market/flat-candles.ts'
import { openTimeOf, type Timeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import type { CandleStore } from '../../engine/ports/candle-store.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { CandleQuery, MarketEvent, MarketFeed } from '../../engine/ports/market-feed.ts'

/** Newest candles of an earlier run that are asked for again: the exchange may have corrected them since. */
const askedAgain = 3

interface StoredCandlesParts {
  readonly feed: MarketFeed
  readonly store: CandleStore
  /** Names where the candles are from: one exchange at one address. */
  readonly source: string
  readonly log: Log
}

/** Candles [from, until] that an earlier run kept last. */
interface Unconfirmed {
  readonly from: number
  readonly until: number
}

/**
 * A feed whose candles are kept on disk: those it streamed and those that were fetched are not fetched again, only
 * what is missing. Nothing that the store does, or fails to do, stops the feed.
 */
export class StoredCandles implements MarketFeed {
  readonly #parts: StoredCandlesParts
  /** By series; null once the exchange was asked about them. */
  readonly #unconfirmed = new Map<string, Unconfirmed | null>()
  readonly #endStream: () => void

  constructor(parts: StoredCandlesParts) {
    this.#parts = parts
    this.#endStream = parts.feed.subscribe((event) => {
      if (event.kind !== 'closed') return
      this.#unconfirmedOf(event.symbol, event.timeframe)
      this.#save(event.symbol, event.timeframe, [event.candle])
    })
  }

  get baseTimeframe() {
    return this.#parts.feed.baseTimeframe
  }
  markets() {
    return this.#parts.feed.markets()
  }
  book(symbol: string) {
    return this.#parts.feed.book(symbol)
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
    this.#endStream()
    this.#parts.feed.close()
  }

  async candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const { symbol, timeframe, limit } = query
    const span = timeframeMs[timeframe]
    const closedUntil = openTimeOf(this.#parts.feed.marketTime(), timeframe)
    const before = openTimeOf((query.before ?? closedUntil) + span - 1, timeframe)
    const end = Math.min(closedUntil, before)
    const unconfirmed = this.#unconfirmedOf(symbol, timeframe)
    const kept = query.fresh === true ? [] : this.#keptFrom(end - limit * span, end, query, unconfirmed)
    if (kept.length === limit) return { kind: 'answered', value: kept }
    const asked = await this.#parts.feed.candles({ ...query, before: end, limit: limit - kept.length })
    if (asked.kind === 'failed') return asked
    // What the exchange leaves out did not trade: kept as such, it is not asked for again.
    this.#save(symbol, timeframe, withFlats([...kept.slice(-1), ...asked.value], span))
    const asksFrom = end - (limit - kept.length) * span
    if (unconfirmed !== null && asksFrom <= unconfirmed.from && unconfirmed.until < end) {
      this.#unconfirmed.set(seriesKey(symbol, timeframe), null)
    }
    return { kind: 'answered', value: [...kept, ...asked.value] }
  }

  /**
   * Kept candles from then on, up to the first that is missing or was not confirmed yet. None when the first is missing
   * already: a hole cannot be told from a beginning.
   */
  #keptFrom(
    from: number,
    end: number,
    { symbol, timeframe, limit }: CandleQuery,
    unconfirmed: Unconfirmed | null,
  ): readonly ClosedCandle[] {
    const span = timeframeMs[timeframe]
    const kept = this.#load(symbol, timeframe, end, limit).filter(({ openTime }) => openTime >= from)
    const until = Math.min(unconfirmed?.from ?? end, end)
    const missing = kept.findIndex(
      ({ openTime }, index) => openTime !== from + index * span || openTime >= until,
    )
    return missing < 0 ? kept : kept.slice(0, missing)
  }

  /** Looked up before anything of this run is kept in the series. */
  #unconfirmedOf(symbol: string, timeframe: Timeframe): Unconfirmed | null {
    const key = seriesKey(symbol, timeframe)
    const known = this.#unconfirmed.get(key)
    if (known !== undefined) return known
    const until = this.#load(symbol, timeframe, null, 1)[0]?.openTime
    const unconfirmed =
      until === undefined ? null : { from: until - (askedAgain - 1) * timeframeMs[timeframe], until }
    this.#unconfirmed.set(key, unconfirmed)
    return unconfirmed
  }

  #load(symbol: string, timeframe: Timeframe, before: number | null, limit: number): readonly ClosedCandle[] {
    const { store, source, log } = this.#parts
    try {
      return store.load(source, symbol, timeframe, before, limit)
    } catch (error) {
      log.warn('candles.not-read', { source, message: String(error) })
      return []
    }
  }

  #save(symbol: string, timeframe: Timeframe, candles: readonly ClosedCandle[]): void {
    const { store, source, log } = this.#parts
    try {
      store.save(source, symbol, timeframe, candles)
    } catch (error) {
      log.warn('candles.not-kept', { source, message: String(error) })
    }
  }
}

const seriesKey = (symbol: string, timeframe: Timeframe): string => `${symbol} ${timeframe}`
