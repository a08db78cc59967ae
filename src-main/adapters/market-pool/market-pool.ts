import type { ClosedCandle } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import type { Analysis, AnalysisMessage, AnalysisTask, VenueInfo } from '../../engine/ports/analysis.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { CandleQuery } from '../../engine/ports/market-feed.ts'
import type { WorkerAnswer, WorkerLink, WorkerReport } from './protocol.ts'
import { fromWire, type WireVenue } from './wire-market.ts'

/** Counts users of a thing and says when the first comes and the last goes. */
const counted = (turn: (key: string, on: boolean) => void) => {
  const users = new Map<string, number>()
  return (key: string): (() => void) => {
    const before = users.get(key) ?? 0
    users.set(key, before + 1)
    if (before === 0) turn(key, true)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const left = (users.get(key) ?? 1) - 1
      if (left > 0) users.set(key, left)
      else {
        users.delete(key)
        turn(key, false)
      }
    }
  }
}

/** The market workers seen from the engine: passes tasks on, hands messages back in order. */
export class MarketPool implements Analysis {
  readonly #link: WorkerLink
  readonly #listeners = new Set<(message: AnalysisMessage) => void>()
  readonly #questions = new Map<
    number,
    { answer: (value: WorkerAnswer) => void; fail: (error: Error) => void }
  >()
  readonly #trades: (key: string) => () => void
  readonly #quotes: (key: string) => () => void
  readonly #candles: (key: string) => () => void
  #asked = 0

  constructor(link: WorkerLink, log: Log) {
    this.#link = link
    link.onReport((report) => this.#take(report))
    link.onFailure((error) => {
      log.error('market-worker.failed', { message: error.message })
      for (const question of this.#questions.values()) question.fail(error)
      this.#questions.clear()
      this.#emit({ kind: 'venue', venueId: '*', state: 'down' })
    })
    const watchPair = (kind: 'watch-trades' | 'watch-quotes') =>
      counted((key, on) => {
        const [venueId = '', symbol = ''] = key.split(' ')
        link.send({ kind, venueId, symbol, on })
      })
    this.#trades = watchPair('watch-trades')
    this.#quotes = watchPair('watch-quotes')
    this.#candles = counted((key, on) => {
      const [venueId = '', symbol = '', timeframe = ''] = key.split(' ')
      link.send({ kind: 'watch-candles', venueId, symbol, timeframe: timeframe as Timeframe, on })
    })
  }

  async venues(): Promise<readonly VenueInfo[]> {
    const venues = await this.#ask<readonly WireVenue[]>((question) => ({ kind: 'venues', question }))
    return venues.map((venue) => ({ ...venue, markets: venue.markets.map(fromWire) }))
  }
  assign(task: AnalysisTask): void {
    this.#link.send({ kind: 'assign', task })
  }
  release(botId: string, symbol: string): void {
    this.#link.send({ kind: 'release', botId, symbol })
  }
  watchTrades(venueId: string, symbol: string): () => void {
    return this.#trades(`${venueId} ${symbol}`)
  }
  watchQuotes(venueId: string, symbol: string): () => void {
    return this.#quotes(`${venueId} ${symbol}`)
  }
  watchCandles(venueId: string, symbol: string, timeframe: Timeframe): () => void {
    return this.#candles(`${venueId} ${symbol} ${timeframe}`)
  }
  candles(venueId: string, query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    const asked = this.#ask<Asked<readonly ClosedCandle[]>>((question) => ({
      kind: 'candles',
      question,
      venueId,
      query,
    }))
    return asked.catch((error: Error) => ({ kind: 'failed', cause: error.message }))
  }
  subscribe(listener: (message: AnalysisMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  close(): Promise<void> {
    this.#listeners.clear()
    return this.#link.close()
  }

  #ask<T extends WorkerAnswer>(command: (question: number) => Parameters<WorkerLink['send']>[0]): Promise<T> {
    this.#asked += 1
    const question = this.#asked
    return new Promise((resolve, reject) => {
      this.#questions.set(question, { answer: (value) => resolve(value as T), fail: reject })
      this.#link.send(command(question))
    })
  }

  #take(report: WorkerReport): void {
    if (report.kind === 'answer') {
      this.#questions.get(report.question)?.answer(report.value)
      this.#questions.delete(report.question)
      return
    }
    for (const message of report.messages) this.#emit(message)
  }

  #emit(message: AnalysisMessage): void {
    for (const listener of this.#listeners) listener(message)
  }
}
