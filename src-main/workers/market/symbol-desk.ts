import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import type { Trade } from '../../domain/market/market.ts'
import { type Timeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import type { AnalysisTask, SeriesCoverage } from '../../engine/ports/analysis.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { MarketFeed } from '../../engine/ports/market-feed.ts'
import { KlineCheck } from './kline-check.ts'
import type { Outbox } from './outbox.ts'
import { StrategyRun } from './strategy-run.ts'
import { TimeframeSeries } from './timeframe-series.ts'

export interface SymbolDeskOptions {
  readonly venueId: string
  readonly symbol: string
  readonly feed: MarketFeed
  readonly outbox: Outbox
  readonly clock: Clock
}

/** All work on one pair: its series at every timeframe in use, and the strategies that read them. */
export class SymbolDesk {
  readonly #options: SymbolDeskOptions
  readonly #series = new Map<Timeframe, TimeframeSeries>()
  readonly #runs = new Map<string, StrategyRun>()
  readonly #charts = new Set<Timeframe>()
  readonly #unwatch: () => void
  readonly #check: KlineCheck
  #wantsTrades = false
  #wantsQuotes = false
  #receivedAt = 0

  constructor(options: SymbolDeskOptions) {
    this.#options = options
    this.#check = new KlineCheck(options.feed.baseTimeframe, (openTime) => this.onDoubt(openTime))
    this.#unwatch = options.feed.watch(options.symbol)
  }

  /** True when nothing needs this pair any more. */
  get idle(): boolean {
    return this.#runs.size === 0 && this.#charts.size === 0 && !this.#wantsTrades && !this.#wantsQuotes
  }

  assign(task: AnalysisTask): void {
    const run = new StrategyRun(task)
    this.#runs.set(task.botId, run)
    const series = this.#seriesAt(task.timeframe)
    for (const candle of series.tail(Number.POSITIVE_INFINITY)) this.#feedRun(run, candle, false)
    this.#tellWarmUp(run)
    this.#dropUnused()
  }

  release(botId: string): void {
    this.#runs.delete(botId)
    this.#dropUnused()
  }

  wantTrades(on: boolean): void {
    this.#wantsTrades = on
  }

  /** Last prices are sent for every pair that is worked on: this only keeps it worked on. */
  wantQuotes(on: boolean): void {
    this.#wantsQuotes = on
  }

  wantCandles(timeframe: Timeframe, on: boolean): void {
    if (on) {
      this.#charts.add(timeframe)
      this.#seriesAt(timeframe)
    } else {
      this.#charts.delete(timeframe)
      this.#dropUnused()
    }
  }

  onTrade(trade: Trade): void {
    const { outbox, venueId, symbol } = this.#options
    this.#receivedAt = this.#options.clock.monotonic()
    this.#check.onTrade(trade)
    outbox.quote(venueId, { symbol, last: trade.price, amount: trade.amount, time: trade.time })
    if (this.#wantsTrades) outbox.push({ kind: 'trades', venueId, trades: [trade] }, venueId, symbol)
  }

  onForming(candle: FormingCandle): void {
    for (const series of this.#series.values()) series.peek(candle)
  }

  onClosed(candle: ClosedCandle): void {
    this.#receivedAt = this.#options.clock.monotonic()
    for (const series of this.#series.values()) series.commit(candle)
    this.#check.onClosed(candle)
  }

  /** Trades may be missed from now on. */
  onStale(): void {
    this.#check.interrupt()
  }

  onTime(marketTime: number): void {
    this.#check.onTime(marketTime)
    for (const series of this.#series.values()) series.onTime(marketTime)
  }

  /** What was told of the pair since then may be wrong. */
  onDoubt(since: number): void {
    for (const series of this.#series.values()) series.doubt(since)
  }

  coverage(): readonly SeriesCoverage[] {
    return [...this.#series.values()].map((series) => ({ ...series.coverage(), ...this.#check.counts }))
  }

  end(): void {
    const { venueId, symbol, outbox, clock } = this.#options
    this.#unwatch()
    for (const series of this.#series.values()) series.end()
    outbox.push({ kind: 'pair', venueId, symbol, state: null, since: clock.now() })
  }

  #seriesAt(timeframe: Timeframe): TimeframeSeries {
    const known = this.#series.get(timeframe)
    if (known !== undefined) return known
    const { feed, symbol, outbox, venueId } = this.#options
    const key = `${venueId} ${symbol} ${timeframe}`
    const series = new TimeframeSeries(
      { feed, symbol, timeframe, clock: this.#options.clock },
      {
        onClosed: (candle, live) => {
          outbox.dropForming(key)
          if (live) outbox.push({ kind: 'closed', venueId, symbol, timeframe, candle }, venueId, symbol)
          for (const run of this.#runsAt(timeframe)) this.#feedRun(run, candle, live)
        },
        onRestart: () => {
          for (const { task } of this.#runsAt(timeframe)) this.#runs.set(task.botId, new StrategyRun(task))
        },
        onCorrected: (before, candle) =>
          outbox.push({ kind: 'corrected', venueId, symbol, timeframe, before, candle }),
        onReady: () => {
          for (const run of this.#runsAt(timeframe)) if (run.have < run.need) this.#tellWarmUp(run)
        },
        onForming: (candle) => {
          if (this.#charts.has(timeframe))
            outbox.forming(key, { kind: 'forming', venueId, symbol, timeframe, candle })
        },
      },
    )
    this.#series.set(timeframe, series)
    return series
  }

  #runsAt(timeframe: Timeframe): readonly StrategyRun[] {
    return [...this.#runs.values()].filter((run) => run.task.timeframe === timeframe)
  }

  #feedRun(run: StrategyRun, candle: ClosedCandle, live: boolean): void {
    const { outbox, venueId, symbol } = this.#options
    const { botId, version, timeframe } = run.task
    const wasWarm = run.have >= run.need
    const reading = run.commit(candle, (message) =>
      outbox.push({ kind: 'strategy-failed', botId, symbol, version, message }),
    )
    if (!wasWarm && (live || run.have >= run.need)) this.#tellWarmUp(run)
    if (reading === null || !live) return
    outbox.push(
      {
        kind: 'reading',
        botId,
        symbol,
        version,
        reading,
        price: candle.close,
        marketTime: candle.openTime + timeframeMs[timeframe],
        receivedAt: this.#receivedAt,
      },
      venueId,
      symbol,
    )
  }

  #tellWarmUp(run: StrategyRun): void {
    const { botId, version, symbol } = run.task
    this.#options.outbox.push({ kind: 'warm-up', botId, symbol, version, have: run.have, need: run.need })
  }

  #dropUnused(): void {
    const used = new Set([...this.#charts, ...[...this.#runs.values()].map((run) => run.task.timeframe)])
    for (const [timeframe, series] of this.#series) {
      if (used.has(timeframe)) continue
      series.end()
      this.#series.delete(timeframe)
    }
  }
}
