import type { ClosedCandle } from '../../domain/market/candle.ts'
import type { OrderBook } from '../../domain/market/order-book.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { TradeFilter } from '../../domain/market/trade-filter.ts'
import type { Stop } from '../../domain/risk/stop.ts'
import { runKeyOf } from '../../domain/strategies/run-key.ts'
import type { Analysis, AnalysisMessage, AnalysisTask, SeriesCoverage } from '../../engine/ports/analysis.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { CandleQuery } from '../../engine/ports/market-feed.ts'
import type { VenueConfig, VenueInfo } from '../../engine/ports/venue.ts'
import type { WorkerCommand, WorkerLink } from './protocol.ts'
import { VenueWorker } from './venue-worker.ts'
import { commandOf, Watches } from './watches.ts'

/** A worker costs some 22 MB: with more venues than this the least loaded ones share. */
const mostWorkers = 8

interface PoolOptions {
  /** Starts a market worker; called again for each that has ended by itself. */
  readonly start: () => WorkerLink
  readonly clock: Clock
  readonly log: Log
}

/**
 * The market workers seen from the engine: passes work on to the worker of its venue, hands messages back in order.
 *
 * Each venue has a worker of its own, never a pair or a bot: whatever ends or blocks the worker of one exchange,
 * the others neither notice nor wait, and the request budget and the history of an exchange have one owner without
 * locks between threads. Sharding by pair too would split the budget for cores that a feed does not need: 1,000
 * messages a second take 13 % of one.
 */
export class MarketPool implements Analysis {
  readonly #options: PoolOptions
  readonly #listeners = new Set<(message: AnalysisMessage) => void>()
  readonly #workers = new Set<VenueWorker>()
  readonly #ending = new Set<Promise<void>>()
  /** The worker of each open venue. */
  readonly #homes = new Map<string, VenueWorker>()
  readonly #tasks = new Map<string, AnalysisTask>()
  readonly #watches = new Watches((watch, on) => this.#homes.get(watch.venueId)?.send(commandOf(watch, on)))
  readonly #tradeWatches = new Map<string, Extract<WorkerCommand, { kind: 'watch-trades' }>>()
  readonly #stops = new Map<string, Extract<WorkerCommand, { kind: 'watch-stop' }>>()
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  openVenue(config: VenueConfig): Promise<Asked<VenueInfo>> {
    if (this.#closed) return Promise.resolve({ kind: 'failed', cause: 'the market workers are closed' })
    const worker = this.#homes.get(config.id) ?? this.#place(config.id)
    return worker.open(config)
  }
  closeVenue(id: string): void {
    const worker = this.#homes.get(id)
    if (worker === undefined) return
    this.#homes.delete(id)
    for (const [key, task] of this.#tasks) if (task.venueId === id) this.#tasks.delete(key)
    worker.closeVenue(id)
    if (worker.load === 0) this.#end(worker)
  }
  assign(task: AnalysisTask): void {
    const { botId, symbol, venueId, version } = task
    const key = keyOf(botId, symbol)
    if (this.#tasks.get(key)?.venueId !== venueId) this.release(botId, symbol)
    const worker = this.#homes.get(venueId)
    if (worker === undefined) {
      const message = notOpen(venueId).cause
      this.#emit({ kind: 'strategy-failed', botId, symbol, version, message })
      return
    }
    this.#tasks.set(key, task)
    worker.send({ kind: 'assign', task })
  }
  release(botId: string, symbol: string): void {
    const key = keyOf(botId, symbol)
    const task = this.#tasks.get(key)
    if (task === undefined) return
    this.#tasks.delete(key)
    this.#homes.get(task.venueId)?.send({ kind: 'release', botId, symbol })
  }
  watchTrades(venueId: string, symbol: string, watcher: string, filter: TradeFilter | null): void {
    const command = { kind: 'watch-trades', venueId, symbol, watcher, filter } as const
    const key = `${venueId} ${symbol} ${watcher}`
    if (filter === null) this.#tradeWatches.delete(key)
    else this.#tradeWatches.set(key, command)
    this.#homes.get(venueId)?.send(command)
  }
  watchQuotes(venueId: string, symbol: string): () => void {
    return this.#watches.begin({ kind: 'watch-quotes', venueId, symbol })
  }
  watchCandles(venueId: string, symbol: string, timeframe: Timeframe): () => void {
    return this.#watches.begin({ kind: 'watch-candles', venueId, symbol, timeframe })
  }
  watchStop(venueId: string, symbol: string, stop: Stop): void {
    const command = { kind: 'watch-stop', venueId, symbol, stop } as const
    this.#stops.set(stop.positionId, command)
    this.#homes.get(venueId)?.send(command)
  }
  endStop(positionId: string): void {
    const watched = this.#stops.get(positionId)
    if (watched === undefined) return
    const { venueId, symbol } = watched
    this.#stops.delete(positionId)
    this.#homes.get(venueId)?.send({ kind: 'end-stop', venueId, symbol, positionId })
  }
  async candles(venueId: string, query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    return this.#homes.get(venueId)?.candles(venueId, query) ?? notOpen(venueId)
  }
  async book(venueId: string, symbol: string): Promise<Asked<OrderBook>> {
    return this.#homes.get(venueId)?.book(venueId, symbol) ?? notOpen(venueId)
  }
  async coverage(venueId: string): Promise<Asked<readonly SeriesCoverage[]>> {
    return this.#homes.get(venueId)?.coverage(venueId) ?? notOpen(venueId)
  }
  subscribe(listener: (message: AnalysisMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  async close(): Promise<void> {
    this.#closed = true
    this.#listeners.clear()
    this.#homes.clear()
    for (const worker of this.#workers) this.#end(worker)
    await Promise.all(this.#ending)
  }

  #place(venueId: string): VenueWorker {
    const [leastLoaded] = [...this.#workers].sort((a, b) => a.load - b.load)
    const isFull = this.#workers.size >= mostWorkers
    const worker = isFull && leastLoaded !== undefined ? leastLoaded : this.#startWorker()
    this.#homes.set(venueId, worker)
    return worker
  }

  #startWorker(): VenueWorker {
    const worker = new VenueWorker({
      ...this.#options,
      emit: (message) => this.#emit(message),
      workAt: (venueId) => this.#workAt(venueId),
      onLostIn: (version, cause) => this.#onLostIn(version, cause),
    })
    this.#workers.add(worker)
    return worker
  }

  /** Its venues may be opened again at once: in another worker, while the thread of this one still ends. */
  #end(worker: VenueWorker): void {
    this.#workers.delete(worker)
    const ended = worker.close().finally(() => this.#ending.delete(ended))
    this.#ending.add(ended)
  }

  /** A strategy that took its worker along would do so again: no bot that runs it is given to the next worker. */
  #onLostIn(lost: number, cause: string): void {
    const tasks = [...this.#tasks.values()]
    const culprit = tasks.find(({ version }) => version === lost)
    if (culprit === undefined) return
    for (const task of tasks.filter((each) => sharesRun(each, culprit))) {
      const { botId, symbol, version } = task
      this.#tasks.delete(keyOf(botId, symbol))
      this.#emit({
        kind: 'strategy-failed',
        botId,
        symbol,
        version,
        message: `it did not come back: ${cause}`,
      })
    }
  }

  /** A worker that is started anew goes on with the stop where it was last. */
  #onStopMoved(stop: Stop): void {
    const watched = this.#stops.get(stop.positionId)
    if (watched !== undefined) this.#stops.set(stop.positionId, { ...watched, stop })
  }

  #workAt(venueId: string): readonly WorkerCommand[] {
    const tasks = [...this.#tasks.values()].filter((task) => task.venueId === venueId)
    return [
      ...tasks.map((task) => ({ kind: 'assign', task }) as const),
      ...this.#watches.of(venueId).map((watch) => commandOf(watch, true)),
      ...[...this.#tradeWatches.values(), ...this.#stops.values()].filter((each) => each.venueId === venueId),
    ]
  }

  #emit(message: AnalysisMessage): void {
    if (message.kind === 'stop-moved') this.#onStopMoved(message.stop)
    for (const listener of this.#listeners) listener(message)
  }
}

const notOpen = (venueId: string) => ({ kind: 'failed', cause: `no venue "${venueId}"` }) as const

const sharesRun = (task: AnalysisTask, other: AnalysisTask): boolean =>
  task.venueId === other.venueId && task.symbol === other.symbol && runKeyOf(task) === runKeyOf(other)

const keyOf = (botId: string, symbol: string): string => `${botId} ${symbol}`
