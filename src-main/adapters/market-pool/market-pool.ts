import type { ClosedCandle } from '../../domain/market/candle.ts'
import { marketFromText } from '../../domain/market/market-text.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { Analysis, AnalysisMessage, AnalysisTask, SeriesCoverage } from '../../engine/ports/analysis.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { CandleQuery } from '../../engine/ports/market-feed.ts'
import type { VenueConfig, VenueInfo } from '../../engine/ports/venue.ts'
import { CountedWatches } from './counted-watches.ts'
import type { WireVenue, WorkerCommand, WorkerLink, WorkerReport } from './protocol.ts'
import { Questions } from './questions.ts'

const firstRestartMs = 200
const longestRestartMs = 30_000
/** A worker that lived this long was well: its next failure is a first one again. */
const wellAfterMs = 60_000

interface PoolOptions {
  /** Starts a market worker; called again when it has ended by itself. */
  readonly start: () => WorkerLink
  readonly clock: Clock
  readonly log: Log
}

/**
 * The market worker seen from the engine: passes work on, hands messages back in order. When the worker ends by
 * itself, another is started and given everything again; series load their history anew.
 */
export class MarketPool implements Analysis {
  readonly #options: PoolOptions
  readonly #listeners = new Set<(message: AnalysisMessage) => void>()
  readonly #questions: Questions
  readonly #venues = new Map<string, VenueConfig>()
  readonly #tasks = new Map<string, AnalysisTask>()
  readonly #trades = new CountedWatches((key, on) => this.#sendPair('watch-trades', key, on))
  readonly #quotes = new CountedWatches((key, on) => this.#sendPair('watch-quotes', key, on))
  readonly #candles = new CountedWatches((key, on) => this.#sendCandles(key, on))
  #link: WorkerLink
  #startedAt: number
  #failures = 0
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
    this.#questions = new Questions(options.clock)
    this.#startedAt = options.clock.monotonic()
    this.#link = this.#startWorker()
  }

  openVenue(config: VenueConfig): Promise<Asked<VenueInfo>> {
    this.#venues.set(config.id, config)
    return this.#open(config)
  }
  closeVenue(id: string): void {
    this.#venues.delete(id)
    this.#link.send({ kind: 'close-venue', id })
  }
  assign(task: AnalysisTask): void {
    this.#tasks.set(`${task.botId} ${task.symbol}`, task)
    this.#link.send({ kind: 'assign', task })
  }
  release(botId: string, symbol: string): void {
    this.#tasks.delete(`${botId} ${symbol}`)
    this.#link.send({ kind: 'release', botId, symbol })
  }
  watchTrades(venueId: string, symbol: string): () => void {
    return this.#trades.begin(`${venueId} ${symbol}`)
  }
  watchQuotes(venueId: string, symbol: string): () => void {
    return this.#quotes.begin(`${venueId} ${symbol}`)
  }
  watchCandles(venueId: string, symbol: string, timeframe: Timeframe): () => void {
    return this.#candles.begin(`${venueId} ${symbol} ${timeframe}`)
  }
  candles(venueId: string, query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    return this.#questions
      .ask<Asked<readonly ClosedCandle[]>>((question) =>
        this.#link.send({ kind: 'candles', question, venueId, query }),
      )
      .catch(failed)
  }
  coverage(venueId: string): Promise<Asked<readonly SeriesCoverage[]>> {
    return this.#questions
      .ask<Asked<readonly SeriesCoverage[]>>((question) =>
        this.#link.send({ kind: 'coverage', question, venueId }),
      )
      .catch(failed)
  }
  subscribe(listener: (message: AnalysisMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  close(): Promise<void> {
    this.#closed = true
    this.#listeners.clear()
    this.#questions.failAll(new Error('the market worker is closed'))
    return this.#link.close()
  }

  async #open(config: VenueConfig): Promise<Asked<VenueInfo>> {
    const opened = await this.#questions
      .ask<Asked<WireVenue>>((question) => this.#link.send({ kind: 'open-venue', question, config }))
      .catch(failed)
    if (opened.kind === 'failed') return opened
    const { value } = opened
    return { kind: 'answered', value: { ...value, markets: value.markets.map(marketFromText) } }
  }

  #startWorker(): WorkerLink {
    const link = this.#options.start()
    let ended = false
    link.onReport((report) => this.#take(report))
    link.onFailure((error) => {
      // A thread that fails tells its error and then its end: once is enough.
      if (ended || this.#closed) return
      ended = true
      this.#onFailure(error)
    })
    return link
  }

  #onFailure(error: Error): void {
    const { clock, log } = this.#options
    if (clock.monotonic() - this.#startedAt > wellAfterMs) this.#failures = 0
    this.#failures += 1
    const delay = Math.min(longestRestartMs, firstRestartMs * 2 ** (this.#failures - 1))
    log.error('market-worker.failed', { message: error.message, failures: this.#failures, restartMs: delay })
    this.#emit({ kind: 'venue', venueId: '*', state: 'down' })
    this.#questions.failAll(error)
    clock.after(delay, () => {
      if (!this.#closed) this.#restart(error.message)
    })
  }

  #restart(cause: string): void {
    this.#startedAt = this.#options.clock.monotonic()
    this.#link = this.#startWorker()
    for (const config of this.#venues.values()) void this.#open(config)
    for (const task of this.#tasks.values()) this.#link.send({ kind: 'assign', task })
    for (const key of this.#trades.keys()) this.#sendPair('watch-trades', key, true)
    for (const key of this.#quotes.keys()) this.#sendPair('watch-quotes', key, true)
    for (const key of this.#candles.keys()) this.#sendCandles(key, true)
    this.#emit({ kind: 'restarted', cause })
  }

  #sendPair(kind: 'watch-trades' | 'watch-quotes', key: string, on: boolean): void {
    const [venueId = '', symbol = ''] = key.split(' ')
    this.#link.send({ kind, venueId, symbol, on })
  }

  #sendCandles(key: string, on: boolean): void {
    const [venueId = '', symbol = '', timeframe = ''] = key.split(' ')
    const command: WorkerCommand = {
      kind: 'watch-candles',
      venueId,
      symbol,
      timeframe: timeframe as Timeframe,
      on,
    }
    this.#link.send(command)
  }

  #take(report: WorkerReport): void {
    if (report.kind === 'answer') this.#questions.answer(report.question, report.value)
    else if (report.kind === 'log') this.#options.log[report.level](report.event, report.fields)
    else for (const message of report.messages) this.#emit(message)
  }

  #emit(message: AnalysisMessage): void {
    for (const listener of this.#listeners) listener(message)
  }
}

const failed = (error: unknown) =>
  ({ kind: 'failed', cause: error instanceof Error ? error.message : String(error) }) as const
