import type { ClosedCandle, FormingCandle } from '../../../domain/market/candle.ts'
import { CandleAggregator } from '../../../domain/market/candle-aggregator.ts'
import type { Market, Trade } from '../../../domain/market/market.ts'
import type { OrderBook } from '../../../domain/market/order-book.ts'
import { openTimeOf, timeframeMs } from '../../../domain/market/timeframe.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Asked } from '../../../engine/ports/exchange.ts'
import type { CandleQuery, MarketEvent, MarketFeed } from '../../../engine/ports/market-feed.ts'
import { candleTicks } from './candle-ticks.ts'
import { LoopedRecording, type Recording } from './recording.ts'

const minute = timeframeMs['1m']
const periodMs = 50
/** A wall-clock jump beyond this is the computer's sleep, not time that the market went on. */
const sleepMs = 5_000

export interface ReplayOptions {
  readonly markets: readonly { readonly market: Market; readonly recording: Recording }[]
  /** Market time at which the recordings begin. */
  readonly origin: number
  /** Market time at which the replay begins; earlier candles are history. */
  readonly startAt: number
  /** Market time over wall time. */
  readonly speed: number
  /** It stands still until a pair is watched for the first time. */
  readonly waits: boolean
  readonly seed: number
  readonly clock: Clock
}

interface Track {
  readonly symbol: string
  readonly loop: LoopedRecording
  watchers: number
  /** Open time of the minute being played. */
  openTime: number
  ticks: readonly Trade[]
  next: number
  forming: FormingCandle | null
}

const withTrade = (forming: FormingCandle | null, openTime: number, trade: Trade): FormingCandle => ({
  openTime,
  open: forming?.open ?? trade.price,
  high: Math.max(forming?.high ?? trade.price, trade.price),
  low: Math.min(forming?.low ?? trade.price, trade.price),
  close: trade.price,
  volume: (forming?.volume ?? 0) + trade.amount,
  closed: false,
})

/** Recorded candles as a market that moves: the same port as a live exchange's feed. */
export class ReplayFeed implements MarketFeed {
  readonly baseTimeframe = '1m' as const
  readonly #options: ReplayOptions
  readonly #loops: ReadonlyMap<string, LoopedRecording>
  readonly #tracks = new Map<string, Track>()
  readonly #listeners = new Set<(event: MarketEvent) => void>()
  readonly #stop: () => void
  #marketTime: number
  #wallTime: number
  #waits: boolean

  constructor(options: ReplayOptions) {
    this.#options = options
    this.#loops = new Map(
      options.markets.map(({ market, recording }) => [
        market.symbol,
        new LoopedRecording(recording, options.origin),
      ]),
    )
    this.#marketTime = openTimeOf(options.startAt, '1m')
    this.#wallTime = options.clock.now()
    this.#waits = options.waits
    this.#stop = options.clock.every(periodMs, () => this.#play())
  }

  async markets(): Promise<Asked<readonly Market[]>> {
    return { kind: 'answered', value: this.#options.markets.map(({ market }) => market) }
  }

  async candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const loop = this.#loops.get(query.symbol)
    if (loop === undefined) return { kind: 'failed', cause: `no recording of ${query.symbol}` }
    const span = timeframeMs[query.timeframe]
    const now = openTimeOf(this.#marketTime, query.timeframe)
    const end =
      query.before === null ? now : Math.min(openTimeOf(query.before + span - 1, query.timeframe), now)
    const from = Math.max(end - query.limit * span, this.#options.origin)
    const aggregator = new CandleAggregator('1m', query.timeframe)
    const candles: ClosedCandle[] = []
    for (let openTime = openTimeOf(from + span - 1, query.timeframe); openTime < end; openTime += minute) {
      const candle = loop.at(openTime, 'backfilled')
      if (candle === null) continue
      candles.push(
        ...aggregator.commit(candle).map((closed) => ({ ...closed, provenance: 'backfilled' as const })),
      )
    }
    return { kind: 'answered', value: candles }
  }

  /** Candles do not tell what was offered. */
  async book(symbol: string): Promise<Asked<OrderBook>> {
    return { kind: 'failed', cause: `no order book of ${symbol} was recorded` }
  }

  watch(symbol: string): () => void {
    const loop = this.#loops.get(symbol)
    if (loop === undefined) throw new RangeError(`no recording of ${symbol}`)
    this.#waits = false
    // The minute in progress is played from its start, so that the symbol's first candle is complete.
    const openTime = openTimeOf(this.#marketTime, '1m')
    const fresh: Track = { symbol, loop, watchers: 0, openTime, ticks: [], next: 0, forming: null }
    const track = this.#tracks.get(symbol) ?? fresh
    this.#tracks.set(symbol, track)
    track.watchers += 1
    let ended = false
    return () => {
      if (ended) return
      ended = true
      track.watchers -= 1
      if (track.watchers === 0) this.#tracks.delete(symbol)
    }
  }

  subscribe(listener: (event: MarketEvent) => void): () => void {
    this.#listeners.add(listener)
    listener({ kind: 'state', state: 'live' })
    return () => this.#listeners.delete(listener)
  }

  health(): null {
    return null
  }

  marketTime(): number {
    return this.#marketTime
  }

  /** A recording has no link that could break. */
  suspect(): void {}

  close(): void {
    this.#stop()
    this.#listeners.clear()
  }

  #play(): void {
    const now = this.#options.clock.now()
    const elapsed = now - this.#wallTime
    this.#wallTime = now
    if (!this.#waits && elapsed > 0 && elapsed < sleepMs) this.#marketTime += elapsed * this.#options.speed
    for (let event = this.#nextDue(); event !== null; event = this.#nextDue()) event()
  }

  /** The earliest thing due over all tracks, so that the symbols' events keep their order in time. */
  #nextDue(): (() => void) | null {
    let due: Track | null = null
    let dueAt = Number.POSITIVE_INFINITY
    for (const track of this.#tracks.values()) {
      if (track.ticks.length === 0 && track.openTime <= this.#marketTime) this.#beginMinute(track)
      const at = track.ticks[track.next]?.time ?? track.openTime + minute
      if (at <= this.#marketTime && at < dueAt) {
        due = track
        dueAt = at
      }
    }
    const track = due
    return track === null ? null : () => this.#advance(track)
  }

  #beginMinute(track: Track): void {
    const candle = track.loop.at(track.openTime, 'stream')
    if (candle === null) throw new Error(`the recording of ${track.symbol} has no minute ${track.openTime}`)
    track.ticks = candleTicks(track.symbol, candle, this.#options.seed)
    track.next = 0
    track.forming = null
  }

  #advance(track: Track): void {
    const { symbol } = track
    const trade = track.ticks[track.next]
    if (trade !== undefined) {
      track.next += 1
      track.forming = withTrade(track.forming, track.openTime, trade)
      this.#emit({ kind: 'trade', trade })
      this.#emit({ kind: 'forming', symbol, timeframe: '1m', candle: track.forming })
      return
    }
    const closed = track.loop.at(track.openTime, 'stream')
    track.openTime += minute
    track.ticks = []
    track.forming = null
    if (closed !== null) this.#emit({ kind: 'closed', symbol, timeframe: '1m', candle: closed })
  }

  #emit(event: MarketEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
