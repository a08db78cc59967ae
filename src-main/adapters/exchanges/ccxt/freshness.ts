import { openTimeOf, timeframeMs } from '../../../domain/market/timeframe.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Asked } from '../../../engine/ports/exchange.ts'
import type { PairState } from '../../../engine/ports/market-feed.ts'
import type { CcxtClient } from './ccxt-exchange.ts'
import type { NewestMinute } from './exchange-history.ts'
import type { StreamKind } from './intake.ts'
import type { Tradable } from './listing.ts'

const tickMs = 1_000
/** Silence is doubted after so many times the pair's usual pause, within these bounds. */
const usualPauses = 6
const shortestLimitMs = 15_000
const longestLimitMs = timeframeMs['1m']
const firstGuessMs = 2_500
/** Between two questions about the same silence; a quiet market that was asked about is believed for twice that. */
const askAgainMs = 30_000
/** After a lost socket the new one is given this long before the exchange is asked. */
const settleMs = 3_000
/** An answer can be ahead of the stream by a moment. */
const answerAheadMs = 1_000
const asksAtOnce = 3
/** An exchange adds decimals and rounds what it tells. */
const volumeTolerance = 1e-6

interface Stream {
  /** Messages so far: the only thing that a message changes. */
  count: number
  counted: number
  /** Socket that told the last one. */
  client: CcxtClient | null
  lost: boolean
  heardAt: number
  usualMs: number
  /** Market time of the newest trade, or open time of the newest candle, that was told. */
  newest: number
  /** Of the newest candle. */
  volume: number
}

interface Pair {
  readonly symbol: string
  readonly trades: Stream
  readonly candles: Stream | null
  /** Those that there are. */
  readonly streams: readonly Stream[]
  state: PairState
  /** Earliest time of the next question; monotonic. */
  askAt: number
  /** When the exchange last said that nothing was missed; monotonic. */
  verifiedAt: number
  /** Market time since which something may have been missed. */
  doubtSince: number | null
}

interface FreshnessParts {
  readonly clock: Clock
  /** False where only trades are streamed. */
  readonly streamsCandles: boolean
  readonly newest: (symbol: string) => Promise<Asked<readonly NewestMinute[]>>
  readonly tradable: (symbol: string) => Tradable
  /** Subscribed on an open socket: only then silence can mean that nothing traded. */
  readonly subscribed: (symbol: string) => boolean
  readonly onState: (symbol: string, state: PairState) => void
  /** What came before may be incomplete since that market time; the pair is heard again. */
  readonly onDoubt: (symbol: string, since: number) => void
  /** The socket of a stream of the pair is gone. */
  readonly onLost: (symbol: string) => void
  /** The exchange traded and the stream did not tell. */
  readonly onMissed: (symbol: string) => void
  /** The exchange could not be asked about the pair. */
  readonly onUnanswered: (symbol: string) => void
}

const newStream = (now: number): Stream => ({
  count: 0,
  counted: 0,
  client: null,
  lost: false,
  heardAt: now,
  usualMs: firstGuessMs,
  newest: 0,
  volume: 0,
})

/**
 * Watches how long each stream of each pair has been silent. Silence beyond what is usual for the pair is a doubt, and
 * a doubt is settled by evidence: the exchange is asked whether the pair traded. So a quiet market and a dead feed
 * are told apart, also when the link itself still answers.
 */
export class Freshness {
  readonly #parts: FreshnessParts
  readonly #pairs = new Map<string, Pair>()
  readonly #endTicks: () => void
  #asking = 0

  constructor(parts: FreshnessParts) {
    this.#parts = parts
    this.#endTicks = parts.clock.every(tickMs, () => this.#tick())
  }

  get states(): readonly PairState[] {
    return [...this.#pairs.values()].map(({ state }) => state)
  }

  begin(symbol: string): void {
    const now = this.#parts.clock.monotonic()
    const trades = newStream(now)
    const candles = this.#parts.streamsCandles ? newStream(now) : null
    const pair: Pair = {
      symbol,
      trades,
      candles,
      streams: candles === null ? [trades] : [trades, candles],
      state: 'waiting',
      askAt: now,
      verifiedAt: Number.NEGATIVE_INFINITY,
      doubtSince: null,
    }
    this.#pairs.set(symbol, pair)
    this.#parts.onState(symbol, pair.state)
    this.#judge(pair)
  }

  end(symbol: string): void {
    this.#pairs.delete(symbol)
  }

  hearTrade(symbol: string, time: number, client: CcxtClient | null): void {
    const stream = this.#hear('trades', symbol, client)
    if (stream !== null && time > stream.newest) stream.newest = time
  }

  hearCandle(symbol: string, { openTime, volume }: NewestMinute, client: CcxtClient): void {
    const stream = this.#hear('candles', symbol, client)
    if (stream === null || openTime < stream.newest) return
    stream.newest = openTime
    stream.volume = volume
  }

  #hear(kind: StreamKind, symbol: string, client: CcxtClient | null): Stream | null {
    const pair = this.#pairs.get(symbol)
    const stream = pair?.[kind] ?? null
    if (pair === undefined || stream === null) return null
    stream.count += 1
    stream.client = client
    if (pair.state !== 'live') this.#judge(pair)
    return stream
  }

  heard(kind: StreamKind, symbol: string): boolean {
    const stream = this.#pairs.get(symbol)?.[kind] ?? null
    return stream !== null && stream.count > 0 && !stream.lost
  }

  lose(client: CcxtClient): void {
    const now = this.#parts.clock.monotonic()
    for (const pair of this.#pairs.values()) {
      const lost = pair.streams.filter((stream) => stream.client === client && !stream.lost)
      for (const stream of lost) {
        stream.lost = true
        stream.counted = stream.count
      }
      if (lost.length > 0) {
        pair.verifiedAt = Number.NEGATIVE_INFINITY
        pair.askAt = now + settleMs
        this.#parts.onLost(pair.symbol)
      }
      this.#judge(pair)
    }
  }

  close(): void {
    this.#endTicks()
    this.#pairs.clear()
  }

  #tick(): void {
    const now = this.#parts.clock.monotonic()
    const doubted: Pair[] = []
    for (const pair of this.#pairs.values()) {
      this.#judge(pair)
      const silent = pair.state === 'stale' || pair.state === 'quiet'
      if (silent && now >= pair.askAt && this.#parts.subscribed(pair.symbol)) doubted.push(pair)
    }
    // The most active first: their silence says most, and says it for the others on the same socket.
    doubted.sort((a, b) => usualOf(a) - usualOf(b))
    for (const pair of doubted.slice(0, asksAtOnce - this.#asking)) void this.#ask(pair, now)
  }

  #judge(pair: Pair): void {
    const { clock, tradable, onState, onDoubt } = this.#parts
    const now = clock.monotonic()
    for (const stream of pair.streams) takeCount(stream, now)
    const listed = tradable(pair.symbol)
    const state = listed === 'trading' ? this.#stateOf(pair, now) : listed
    if (state === 'stale') pair.doubtSince ??= Math.max(...pair.streams.map(({ newest }) => newest))
    if (state === pair.state) return
    pair.state = state
    onState(pair.symbol, state)
    if (pair.doubtSince === null || (state !== 'live' && state !== 'quiet')) return
    onDoubt(pair.symbol, pair.doubtSince)
    pair.doubtSince = null
  }

  #stateOf(pair: Pair, now: number): PairState {
    const silent = pair.streams.some((stream) => isSilent(stream, now))
    const unheard = pair.streams.every(({ count }) => count === 0)
    if (!silent) return unheard ? 'waiting' : 'live'
    return now - pair.verifiedAt < 2 * askAgainMs ? 'quiet' : 'stale'
  }

  async #ask(pair: Pair, now: number): Promise<void> {
    const { newest, onMissed, clock } = this.#parts
    pair.askAt = now + askAgainMs
    this.#asking += 1
    const answer = await newest(pair.symbol)
    await new Promise<void>((resolve) => clock.after(answerAheadMs, resolve))
    this.#asking -= 1
    if (this.#pairs.get(pair.symbol) !== pair) return
    if (answer.kind === 'failed') {
      this.#parts.onUnanswered(pair.symbol)
      return
    }
    if (this.#missed(pair, answer.value)) {
      pair.verifiedAt = Number.NEGATIVE_INFINITY
      onMissed(pair.symbol)
    } else {
      pair.verifiedAt = clock.monotonic()
    }
    this.#judge(pair)
  }

  /** Each stream must have told something of the newest minute that traded, and all of its volume so far. */
  #missed(pair: Pair, minutes: readonly NewestMinute[]): boolean {
    const newest = minutes.at(-1)
    if (newest === undefined) return false
    const { streams, candles } = pair
    if (streams.some((stream) => openTimeOf(stream.newest, '1m') < newest.openTime)) return true
    return (
      candles !== null &&
      candles.newest === newest.openTime &&
      candles.volume < newest.volume * (1 - volumeTolerance)
    )
  }
}

const limitOf = (stream: Stream): number =>
  Math.min(longestLimitMs, Math.max(shortestLimitMs, usualPauses * stream.usualMs))

const isSilent = (stream: Stream, now: number): boolean =>
  stream.lost || now - stream.heardAt > limitOf(stream)

const usualOf = (pair: Pair): number => Math.min(...pair.streams.map(({ usualMs }) => usualMs))

/** What came since the last look, with the pause before it as a sample of what is usual. */
const takeCount = (stream: Stream, now: number): void => {
  if (stream.count === stream.counted) return
  stream.usualMs = 0.9 * stream.usualMs + 0.1 * (now - stream.heardAt)
  stream.heardAt = now
  stream.counted = stream.count
  stream.lost = false
}
