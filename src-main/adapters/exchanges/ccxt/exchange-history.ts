import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type ClosedCandle, isPlausible } from '../../../domain/market/candle.ts'
import { CandleAggregator } from '../../../domain/market/candle-aggregator.ts'
import { withFlats } from '../../../domain/market/flat-candles.ts'
import { isTimeframe, openTimeOf, type Timeframe, timeframeMs } from '../../../domain/market/timeframe.ts'
import type { Asked } from '../../../engine/ports/exchange.ts'
import type { CandleQuery } from '../../../engine/ports/market-feed.ts'
import type { CcxtExchange } from './ccxt-exchange.ts'
import type { Dialect } from './dialects.ts'
import type { Listing } from './listing.ts'
import { messageOf, type Requests } from './requests.ts'
import type { ExchangeClock } from './server-clock.ts'

/** Candles kept in memory over all queries: about 20 MB. */
const keptCandles = 200_000
/** An answer that lacks its newest candles changes as soon as the exchange has them. */
const unfinishedMs = 1_000
/** A candle counts as closed so long after its end: our idea of the exchange's clock is not exact. */
const closedAfterMs = 250

const candleRows = z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]))

interface HistoryParts {
  readonly exchange: CcxtExchange
  readonly dialect: Dialect
  readonly requests: Requests
  readonly listing: Listing
  readonly serverClock: ExchangeClock
}

/** The newest that an exchange tells of a pair, the minute in progress included. */
export interface NewestMinute {
  readonly openTime: number
  readonly volume: number
}

/** Candles of the past as an exchange tells them when it is asked. */
export class ExchangeHistory {
  readonly #parts: HistoryParts
  readonly #answers = new LRUCache<string, readonly ClosedCandle[]>({
    maxSize: keptCandles,
    sizeCalculation: (candles) => Math.max(candles.length, 1),
  })
  readonly #asking = new Map<string, Promise<Asked<readonly ClosedCandle[]>>>()
  #hits = 0
  #misses = 0

  constructor(parts: HistoryParts) {
    this.#parts = parts
  }

  /** Answers given from memory or shared with another who asked at the same time, and those that were asked for. */
  get counts(): { readonly hits: number; readonly misses: number } {
    return { hits: this.#hits, misses: this.#misses }
  }

  /** Callers that ask for the same candles at the same time cause one request. */
  async candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const listed = await this.#parts.listing.markets()
    if (listed.kind === 'failed') return listed
    await this.#parts.serverClock.known()
    const end = this.#endOf(query)
    const key = `${query.symbol} ${query.timeframe} ${end} ${query.limit}`
    const known = query.fresh === true ? undefined : this.#answers.get(key)
    const asking = this.#asking.get(key)
    if (known !== undefined || asking !== undefined) this.#hits += 1
    else this.#misses += 1
    if (known !== undefined) return { kind: 'answered', value: known }
    if (asking !== undefined) return asking
    const asked = this.#fetch(query, end)
      .then((value): Asked<readonly ClosedCandle[]> => {
        const complete = value.at(-1)?.openTime === end - timeframeMs[query.timeframe]
        // Candles that have closed do not change: they are kept until others need the room.
        this.#answers.set(key, value, complete ? {} : { ttl: unfinishedMs })
        return { kind: 'answered', value }
      })
      .catch(
        (error: unknown): Asked<readonly ClosedCandle[]> => ({ kind: 'failed', cause: messageOf(error) }),
      )
      .finally(() => this.#asking.delete(key))
    this.#asking.set(key, asked)
    return asked
  }

  /** The newest minutes in which the pair traded, oldest first: what a stream that works must have told too. */
  async newest(symbol: string): Promise<Asked<readonly NewestMinute[]>> {
    const { exchange, dialect, requests, serverClock } = this.#parts
    try {
      const since = openTimeOf(serverClock.now(), '1m') - 2 * timeframeMs['1m']
      const rows = await requests.ask(dialect.candlesWeight, () =>
        exchange.fetchOHLCV(symbol, '1m', since, 3),
      )
      const minutes = candleRows.parse(rows).map((row) => ({ openTime: row[0], volume: row[5] }))
      return { kind: 'answered', value: minutes.filter(({ volume }) => volume > 0) }
    } catch (error) {
      return { kind: 'failed', cause: messageOf(error) }
    }
  }

  /** Where the candles asked for end, exclusive: none that could still be open is among them. */
  #endOf({ timeframe, before }: CandleQuery): number {
    const closedUntil = openTimeOf(this.#parts.serverClock.now() - closedAfterMs, timeframe)
    if (before === null) return closedUntil
    return Math.min(closedUntil, openTimeOf(before + timeframeMs[timeframe] - 1, timeframe))
  }

  #fetch(query: CandleQuery, end: number): Promise<readonly ClosedCandle[]> {
    const source = this.#sourceOf(query.timeframe)
    return source === query.timeframe ? this.#told(query, end) : this.#made(query, end, source)
  }

  /** The timeframe itself where the exchange has it, else the longest shorter one. */
  #sourceOf(timeframe: Timeframe): Timeframe {
    const shorter = Object.keys(timeframeMs)
      .filter(isTimeframe)
      .filter(
        (each) => each in this.#parts.exchange.timeframes && timeframeMs[each] <= timeframeMs[timeframe],
      )
    return shorter.at(-1) ?? timeframe
  }

  async #made(query: CandleQuery, end: number, source: Timeframe): Promise<readonly ClosedCandle[]> {
    const limit = query.limit * (timeframeMs[query.timeframe] / timeframeMs[source])
    const parts = await this.#told({ ...query, timeframe: source, limit }, end)
    const aggregator = new CandleAggregator(source, query.timeframe)
    return withFlats(parts, timeframeMs[source]).flatMap((part) => aggregator.commit(part))
  }

  async #told(query: CandleQuery, end: number): Promise<readonly ClosedCandle[]> {
    const { dialect, exchange, requests } = this.#parts
    const { symbol, timeframe } = query
    const span = timeframeMs[timeframe]
    const from = end - query.limit * span
    const candles = new Map<number, ClosedCandle>()
    for (let since = from; since < end; since += dialect.candlesPerRequest * span) {
      // Some exchanges tell the newest candles whatever they are asked for.
      if (candles.has(end - span)) break
      const limit = Math.min(dialect.candlesPerRequest, (end - since) / span)
      const until = dialect.takesUntil ? { until: since + limit * span - 1 } : {}
      const rows = await requests.ask(dialect.candlesWeight, () =>
        exchange.fetchOHLCV(symbol, timeframe, since, limit, until),
      )
      for (const [openTime, open, high, low, close, volume] of candleRows.parse(rows)) {
        const values = { openTime, open, high, low, close, volume }
        const candle = { ...values, closed: true, provenance: 'backfilled' } as const
        if (openTime >= from && openTime < end && isPlausible(candle)) candles.set(openTime, candle)
      }
    }
    return [...candles.values()].sort((a, b) => a.openTime - b.openTime)
  }
}
