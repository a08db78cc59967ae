import type { SharedMarks } from '../../adapters/market-pool/shared-marks.ts'
import type { Candle, ClosedCandle } from '../../domain/market/candle.ts'
import { higherTimeframe, type Timeframe } from '../../domain/market/timeframe.ts'
import { strategyById } from '../../domain/strategies/catalogue.ts'
import { atr } from '../../domain/strategies/indicator-wishes.ts'
import type { IndicatorReader, IndicatorWish } from '../../domain/strategies/shared-indicators.ts'
import type { Reading, Strategy, StrategyMarket } from '../../domain/strategies/strategy.ts'
import type { AnalysisTask } from '../../engine/ports/analysis.ts'
import type { SeriesDesk } from './series-desk.ts'

/** Wilder's own. */
const trueRangePeriod = 14

/** A bot that wants to know what the strategy reads. */
interface Listener {
  readonly task: AnalysisTask
  /** When it was last told of a candle in progress; monotonic. */
  toldAt: number
}

/** Candles that a run needs and has, on its own series and the higher one together. */
export interface WarmUp {
  readonly have: number
  readonly need: number
}

export interface StrategyRunParts {
  readonly deskAt: (timeframe: Timeframe) => SeriesDesk
  readonly marks: SharedMarks
}

/**
 * A strategy with its parameters on one series, for all bots that run the same. One that throws affects only them; of
 * one that never comes back, main can see whose it is.
 */
export class StrategyRun {
  readonly timeframe: Timeframe
  readonly readsForming: boolean
  readonly #bots = new Map<string, Listener>()
  /** Its bots have heard that nothing is missing any more. */
  toldWarm = false
  readonly #marks: SharedMarks
  readonly #strategy: Strategy
  readonly #own: SeriesDesk
  readonly #higher: SeriesDesk | null
  readonly #trueRange: IndicatorReader<number>
  readonly #used: { readonly desk: SeriesDesk; readonly key: string }[] = []
  #needOwn = 0
  #needHigher = 0
  #failure: string | null = null
  /** Any task of its bots: it stands for the run. */
  #version: number

  /** @throws RangeError when there is no such strategy, or its parameters are none it can have */
  constructor(task: AnalysisTask, { deskAt, marks }: StrategyRunParts) {
    const definition = strategyById(task.strategyId)
    if (definition === undefined) throw new RangeError(`no strategy "${task.strategyId}"`)
    this.#marks = marks
    this.#version = task.version
    this.timeframe = task.timeframe
    this.readsForming = definition.readsForming
    this.#own = deskAt(task.timeframe)
    let higher: SeriesDesk | null = null
    const market: StrategyMarket = {
      timeframe: task.timeframe,
      own: (wish) => {
        const reader = this.#use(this.#own, wish)
        this.#needOwn = Math.max(this.#needOwn, reader.warmUpCandles)
        return reader
      },
      higher: (wish) => {
        higher ??= deskAt(higherTimeframe(task.timeframe))
        const reader = this.#use(higher, wish)
        this.#needHigher = Math.max(this.#needHigher, reader.warmUpCandles)
        return reader
      },
    }
    try {
      this.#strategy = marks.during(task.version, () => definition.create(task.parameters, market))
    } catch (error) {
      this.end()
      throw error
    }
    // Of every bot's candles, whatever its strategy reads: stops and sizes may be measured in it.
    this.#trueRange = this.#use(this.#own, atr(trueRangePeriod))
    this.#needOwn += definition.extraCandles
    this.#higher = higher
    // What it must remember of the candle before the next one is there already.
    const last = this.#own.last
    if (last !== undefined) this.remember(last)
  }

  get bots(): ReadonlyMap<string, Listener> {
    return this.#bots
  }
  get failure(): string | null {
    return this.#failure
  }
  get higherTimeframe(): Timeframe | null {
    return this.#higher?.timeframe ?? null
  }
  get warmUp(): WarmUp {
    const own = Math.min(this.#own.candles, this.#needOwn)
    const higher = Math.min(this.#higher?.candles ?? 0, this.#needHigher)
    return { have: own + higher, need: this.#needOwn + this.#needHigher }
  }
  /** Since when it does not read because candles are missing or doubted, by our clock; null while it does. */
  get fillingSince(): number | null {
    return this.#own.fillingSince ?? this.#higher?.fillingSince ?? null
  }
  /** null while the candles are too few for it. */
  get trueRange(): number | null {
    const { closed } = this.#trueRange
    return Number.isFinite(closed) ? closed : null
  }
  get isWarm(): boolean {
    const { have, need } = this.warmUp
    return have >= need
  }

  /** null while anything it reads is missing; once it has thrown, for ever. */
  read(candle: Candle): Reading | null {
    if (this.#failure !== null || !this.isWarm || this.#higher?.ready === false) return null
    return this.#safely(() => this.#strategy.read(candle))
  }

  remember(candle: ClosedCandle): void {
    if (this.#failure !== null) return
    this.#safely(() => {
      this.#strategy.remember?.(candle)
      return null
    })
  }

  add(task: AnalysisTask): void {
    this.#bots.set(task.botId, { task, toldAt: Number.NEGATIVE_INFINITY })
    this.#version = task.version
  }

  remove(botId: string): void {
    this.#bots.delete(botId)
    for (const { task } of this.#bots.values()) this.#version = task.version
  }

  end(): void {
    for (const { desk, key } of this.#used.splice(0)) desk.indicators.release(key)
  }

  #use<Value>(desk: SeriesDesk, wish: IndicatorWish<Value>): IndicatorReader<Value> {
    const reader = desk.indicators.use(wish)
    this.#used.push({ desk, key: wish.key })
    return reader
  }

  #safely(work: () => Reading | null): Reading | null {
    try {
      return this.#marks.during(this.#version, work)
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error)
      return null
    }
  }
}
