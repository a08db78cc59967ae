import type { SharedMarks } from '../../adapters/market-pool/shared-marks.ts'
import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import type { Trade } from '../../domain/market/market.ts'
import { type Timeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import { lets, type TradeFilter, widestOf } from '../../domain/market/trade-filter.ts'
import type { Stop } from '../../domain/risk/stop.ts'
import type { AnalysisTask, SeriesCoverage } from '../../engine/ports/analysis.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { MarketFeed } from '../../engine/ports/market-feed.ts'
import { KlineCheck } from './kline-check.ts'
import type { Outbox } from './outbox.ts'
import { SeriesDesk } from './series-desk.ts'
import { StopWatches } from './stop-watches.ts'
import { StrategyRuns } from './strategy-runs.ts'

export interface SymbolDeskOptions {
  readonly venueId: string
  readonly symbol: string
  readonly feed: MarketFeed
  readonly outbox: Outbox
  readonly clock: Clock
  readonly marks: SharedMarks
}

/** All work on one pair: its series at every timeframe in use, and the strategies that read them. */
export class SymbolDesk {
  readonly #options: SymbolDeskOptions
  readonly #desks = new Map<Timeframe, SeriesDesk>()
  readonly #runs: StrategyRuns
  readonly #stops: StopWatches
  readonly #charts = new Set<Timeframe>()
  readonly #unwatch: () => void
  readonly #check: KlineCheck
  readonly #tradeWatches = new Map<string, TradeFilter>()
  #tradesWanted: TradeFilter | null = null
  #wantsQuotes = false
  #longestFirst: readonly SeriesDesk[] = []
  #receivedAt = 0

  constructor(options: SymbolDeskOptions) {
    this.#options = options
    this.#stops = new StopWatches(options)
    this.#runs = new StrategyRuns({
      ...options,
      deskAt: (timeframe) => this.#deskAt(timeframe),
      receivedAt: () => this.#receivedAt,
    })
    this.#check = new KlineCheck(options.feed.baseTimeframe, (openTime) => this.onDoubt(openTime))
    this.#unwatch = options.feed.watch(options.symbol)
  }

  /** True when nothing needs this pair any more. */
  get idle(): boolean {
    const isRead = this.#runs.size > 0 || this.#charts.size > 0 || this.#stops.size > 0
    return !isRead && this.#tradesWanted === null && !this.#wantsQuotes
  }

  assign(task: AnalysisTask): void {
    try {
      this.#runs.assign(task)
    } finally {
      this.#dropUnused()
    }
  }

  release(botId: string): void {
    this.#runs.release(botId)
    this.#dropUnused()
  }

  wantTrades(watcher: string, filter: TradeFilter | null): void {
    if (filter === null) this.#tradeWatches.delete(watcher)
    else this.#tradeWatches.set(watcher, filter)
    this.#tradesWanted = this.#tradeWatches.size === 0 ? null : widestOf(this.#tradeWatches.values())
  }

  /** Last prices are sent for every pair that is worked on: this only keeps it worked on. */
  wantQuotes(on: boolean): void {
    this.#wantsQuotes = on
  }

  wantCandles(timeframe: Timeframe, on: boolean): void {
    if (on) {
      this.#charts.add(timeframe)
      this.#deskAt(timeframe)
    } else {
      this.#charts.delete(timeframe)
      this.#dropUnused()
    }
  }

  watchStop(stop: Stop): void {
    this.#stops.watch(stop)
  }

  endStop(positionId: string): void {
    this.#stops.end(positionId)
  }

  onTrade(trade: Trade): void {
    const { outbox, venueId, symbol } = this.#options
    this.#receivedAt = this.#options.clock.monotonic()
    this.#check.onTrade(trade)
    outbox.quote(venueId, { symbol, last: trade.price, amount: trade.amount, time: trade.time })
    this.#stops.onTrade(trade, this.#receivedAt)
    if (this.#tradesWanted !== null && lets(this.#tradesWanted, trade.price))
      outbox.push({ kind: 'trades', venueId, trades: [trade] }, venueId, symbol)
  }

  onForming(candle: FormingCandle): void {
    this.#receivedAt = this.#options.clock.monotonic()
    for (const { series } of this.#longestFirst) series.peek(candle)
  }

  onClosed(candle: ClosedCandle): void {
    this.#receivedAt = this.#options.clock.monotonic()
    for (const { series } of this.#longestFirst) series.commit(candle)
    this.#check.onClosed(candle)
  }

  /** Trades may be missed from now on. */
  onStale(): void {
    this.#check.interrupt()
  }

  onTime(marketTime: number): void {
    this.#check.onTime(marketTime)
    this.#stops.onTime(marketTime, this.#options.clock.monotonic())
    for (const { series } of this.#longestFirst) series.onTime(marketTime)
  }

  /** What was told of the pair since then may be wrong. */
  onDoubt(since: number): void {
    for (const { series } of this.#longestFirst) series.doubt(since)
  }

  coverage(): readonly SeriesCoverage[] {
    return this.#longestFirst.map(({ series }) => ({ ...series.coverage(), ...this.#check.counts }))
  }

  end(): void {
    const { venueId, symbol, outbox, clock } = this.#options
    this.#unwatch()
    for (const { series } of this.#longestFirst) series.end()
    outbox.push({ kind: 'pair', venueId, symbol, state: null, since: clock.now() })
  }

  #deskAt(timeframe: Timeframe): SeriesDesk {
    const known = this.#desks.get(timeframe)
    if (known !== undefined) return known
    const { feed, symbol, outbox, venueId, clock } = this.#options
    const key = `${venueId} ${symbol} ${timeframe}`
    const desk = new SeriesDesk(
      { feed, symbol, timeframe, clock },
      {
        onClosed: (candle, live) => {
          outbox.dropForming(key)
          if (live) outbox.push({ kind: 'closed', venueId, symbol, timeframe, candle }, venueId, symbol)
          this.#runs.onClosed(timeframe, candle, live)
        },
        onRestart: () => {},
        onCorrected: (before, candle) =>
          outbox.push({ kind: 'corrected', venueId, symbol, timeframe, before, candle }),
        onFilling: () => this.#runs.tellWarmUps(timeframe),
        onReady: () => this.#runs.tellWarmUps(timeframe),
        onForming: (candle) => {
          this.#runs.onForming(timeframe, candle)
          if (this.#charts.has(timeframe))
            outbox.forming(key, { kind: 'forming', venueId, symbol, timeframe, candle })
        },
      },
    )
    this.#desks.set(timeframe, desk)
    // The longest first: whoever reads a higher timeframe sees what closed there at the same moment.
    this.#longestFirst = [...this.#desks.values()].sort(
      (a, b) => timeframeMs[b.timeframe] - timeframeMs[a.timeframe],
    )
    return desk
  }

  #dropUnused(): void {
    const used = new Set([...this.#charts, ...this.#runs.timeframes()])
    for (const [timeframe, { series }] of this.#desks) {
      if (used.has(timeframe)) continue
      series.end()
      this.#desks.delete(timeframe)
    }
    this.#longestFirst = this.#longestFirst.filter(({ timeframe }) => used.has(timeframe))
  }
}
