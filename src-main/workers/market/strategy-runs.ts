import type { Candle, ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import { type Timeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import { runKeyOf } from '../../domain/strategies/run-key.ts'
import type { Reading } from '../../domain/strategies/strategy.ts'
import type { AnalysisTask } from '../../engine/ports/analysis.ts'
import type { MarketFeed } from '../../engine/ports/market-feed.ts'
import type { Outbox } from './outbox.ts'
import { StrategyRun, type StrategyRunParts } from './strategy-run.ts'

interface StrategyRunsParts extends StrategyRunParts {
  readonly venueId: string
  readonly symbol: string
  readonly outbox: Outbox
  readonly feed: MarketFeed
  /** When the input that is being worked on came; monotonic. */
  readonly receivedAt: () => number
}

/** The strategies that read one pair. Bots with the same one and the same parameters share a run. */
export class StrategyRuns {
  readonly #parts: StrategyRunsParts
  readonly #runs = new Map<string, StrategyRun>()
  readonly #keyOfBot = new Map<string, string>()

  constructor(parts: StrategyRunsParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#runs.size
  }

  /** Timeframes that any of them reads. */
  timeframes(): readonly Timeframe[] {
    return [...this.#runs.values()].flatMap(({ timeframe, higherTimeframe }) =>
      higherTimeframe === null ? [timeframe] : [timeframe, higherTimeframe],
    )
  }

  /** @throws RangeError when there is no such strategy, or its parameters are none it can have */
  assign(task: AnalysisTask): void {
    const key = runKeyOf(task)
    const known = this.#runs.get(key)
    // One that has thrown is not given to anyone new.
    const run = known?.failure === null ? known : new StrategyRun(task, this.#parts)
    this.#runs.set(key, run)
    this.#keyOfBot.set(task.botId, key)
    run.add(task)
    this.#tellWarmUp(run, task)
  }

  release(botId: string): void {
    const key = this.#keyOfBot.get(botId)
    if (key === undefined) return
    this.#keyOfBot.delete(botId)
    const run = this.#runs.get(key)
    run?.remove(botId)
    if (run === undefined || run.bots.size > 0) return
    run.end()
    this.#runs.delete(key)
  }

  onClosed(timeframe: Timeframe, candle: ClosedCandle, live: boolean): void {
    const closeTime = candle.openTime + timeframeMs[timeframe]
    for (const run of this.#runs.values()) {
      if (run.timeframe === timeframe) {
        const reading = live ? run.read(candle) : null
        run.remember(candle)
        if (live && !run.toldWarm) this.#tellWarmUps(run)
        if (run.failure !== null) this.#tellFailure(run)
        else if (reading !== null) this.#tell(run, reading, candle, closeTime, true)
      } else if (live && run.higherTimeframe === timeframe && !run.isWarm) this.#tellWarmUps(run)
    }
  }

  /** Each bot hears of the candle in progress no more often than it wants to. */
  onForming(timeframe: Timeframe, candle: FormingCandle): void {
    const now = this.#parts.receivedAt()
    for (const run of this.#runs.values()) {
      if (run.timeframe !== timeframe || !run.readsForming || run.failure !== null) continue
      const due = [...run.bots.values()].filter(({ task, toldAt }) => now - toldAt >= task.readEveryMs)
      if (due.length === 0) continue
      for (const bot of due) bot.toldAt = now
      const reading = run.read(candle)
      if (run.failure !== null) this.#tellFailure(run)
      else if (reading !== null) this.#tell(run, reading, candle, this.#parts.feed.marketTime(), false, due)
    }
  }

  tellWarmUps(timeframe: Timeframe): void {
    for (const run of this.#runs.values()) {
      if (run.timeframe === timeframe || run.higherTimeframe === timeframe) this.#tellWarmUps(run)
    }
  }

  #tell(
    run: StrategyRun,
    reading: Reading,
    { close: price }: Candle,
    marketTime: number,
    final: boolean,
    bots: Iterable<{ readonly task: AnalysisTask }> = run.bots.values(),
  ): void {
    const { outbox, venueId, symbol } = this.#parts
    const { trueRange } = run
    const receivedAt = this.#parts.receivedAt()
    for (const { task } of bots) {
      const { botId, version } = task
      // Written out: each of many bots gets one, and to put it together from parts costs more than the rest.
      outbox.reading(
        {
          kind: 'reading',
          botId,
          symbol,
          version,
          reading,
          price,
          trueRange,
          marketTime,
          final,
          receivedAt,
        },
        venueId,
      )
    }
  }

  #tellFailure(run: StrategyRun): void {
    const { outbox, symbol } = this.#parts
    const message = run.failure ?? ''
    for (const { task } of run.bots.values()) {
      outbox.push({ kind: 'strategy-failed', botId: task.botId, symbol, version: task.version, message })
    }
    for (const { task } of [...run.bots.values()]) this.release(task.botId)
  }

  #tellWarmUps(run: StrategyRun): void {
    run.toldWarm = run.isWarm
    for (const { task } of run.bots.values()) this.#tellWarmUp(run, task)
  }

  #tellWarmUp(run: StrategyRun, { botId, version }: AnalysisTask): void {
    const { outbox, symbol } = this.#parts
    const { fillingSince } = run
    outbox.push({ kind: 'warm-up', botId, symbol, version, ...run.warmUp, fillingSince })
  }
}
