import type { Stop } from '../../../src-main/domain/risk/stop.ts'
import { followPrice } from '../../../src-main/domain/risk/stop.ts'
import type { Condition, Reading } from '../../../src-main/domain/strategies/strategy.ts'
import type { Analysis, AnalysisMessage, AnalysisTask } from '../../../src-main/engine/ports/analysis.ts'
import type { Asked } from '../../../src-main/engine/ports/exchange.ts'
import type { VenueInfo } from '../../../src-main/engine/ports/venue.ts'
import { symbols, venueConfig, venueInfo } from './pairs.ts'

const venueId = venueConfig.id

const condition = (passed: boolean): Condition => ({
  ...{ code: 'ema-cross.crossed-up', value: 2, sign: '>', need: 1, passed },
})

const readings: Readonly<Record<'enter' | 'leave', Reading>> = {
  enter: {
    long: { entry: [condition(true)], exit: [condition(false)], confidence: 100, stop: null },
    short: null,
  },
  leave: {
    long: { entry: [condition(false)], exit: [condition(true)], confidence: 0, stop: null },
    short: null,
  },
}

const answered = <T>(value: T): Asked<T> => ({ kind: 'answered', value })

/** The market side as the engine sees it, saying what a schedule tells it to. */
export class ScriptedAnalysis implements Analysis {
  readonly #listeners = new Set<(message: AnalysisMessage) => void>()
  readonly #tasks = new Map<string, AnalysisTask>()
  readonly #stops = new Map<string, { readonly symbol: string; readonly stop: Stop }>()
  readonly #monotonic: () => number

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
  }

  async openVenue(): Promise<Asked<VenueInfo>> {
    return answered(venueInfo)
  }
  closeVenue(): void {}
  assign(task: AnalysisTask): void {
    const { botId, symbol, version } = task
    this.#tasks.set(botId, task)
    queueMicrotask(() =>
      this.#say({ kind: 'warm-up', botId, symbol, version, have: 1, need: 1, fillingSince: null }),
    )
  }
  release(botId: string): void {
    this.#tasks.delete(botId)
  }
  watchTrades(): void {}
  watchQuotes(): () => void {
    return () => {}
  }
  watchCandles(): () => void {
    return () => {}
  }
  watchStop(_venueId: string, symbol: string, stop: Stop): void {
    this.#stops.set(stop.positionId, { symbol, stop })
  }
  endStop(positionId: string): void {
    this.#stops.delete(positionId)
  }
  async coverage() {
    return answered([])
  }
  async candles() {
    return answered([])
  }
  async book(): Promise<Asked<never>> {
    return { kind: 'failed', cause: 'no book is kept' }
  }
  subscribe(listener: (message: AnalysisMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  async close(): Promise<void> {
    this.#listeners.clear()
  }

  /** Whether the prices can be relied on. */
  setData(state: 'live' | 'stale', since: number): void {
    this.#say({ kind: 'venue', venueId, state })
    for (const symbol of symbols) this.#say({ kind: 'pair', venueId, symbol, state, since })
  }

  price(symbol: string, last: number, time: number): void {
    this.#say({ kind: 'quotes', venueId, quotes: [{ symbol, last, amount: 1, time }] })
    for (const [positionId, watched] of [...this.#stops]) {
      if (watched.symbol !== symbol) continue
      const { stop, touched } = followPrice(watched.stop, last, time)
      if (stop !== watched.stop) {
        this.#stops.set(positionId, { symbol, stop })
        this.#say({ kind: 'stop-moved', venueId, stop })
      }
      if (touched === null) continue
      const receivedAt = this.#monotonic()
      this.#say({ kind: 'stop-touched', venueId, symbol, positionId, touched, price: last, receivedAt })
    }
  }

  /** A reading of a bot at work; none of another. */
  signal(botId: string, wants: 'enter' | 'leave', price: number, marketTime: number): void {
    const task = this.#tasks.get(botId)
    if (task === undefined) return
    const { symbol, version } = task
    const reading = readings[wants]
    const receivedAt = this.#monotonic()
    this.#say({
      kind: 'reading',
      botId,
      symbol,
      version,
      reading,
      price,
      trueRange: price / 200,
      marketTime,
      final: true,
      receivedAt,
    })
  }

  #say(message: AnalysisMessage): void {
    for (const listener of [...this.#listeners]) listener(message)
  }
}
