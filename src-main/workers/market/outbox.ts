import type { AnalysisMessage, Quote } from '../../engine/ports/analysis.ts'

/**
 * Messages towards main in the order in which they happened. Last prices are coalesced, newest wins, but never
 * fall behind: a pair's last price goes out before any message that was decided on it.
 */
export class Outbox {
  readonly #send: (messages: readonly AnalysisMessage[]) => void
  readonly #quotes = new Map<string, { readonly venueId: string; readonly quote: Quote }>()
  readonly #forming = new Map<string, AnalysisMessage>()
  readonly #movedStops = new Map<string, AnalysisMessage>()
  #messages: AnalysisMessage[] = []

  constructor(send: (messages: readonly AnalysisMessage[]) => void) {
    this.#send = send
  }

  quote(venueId: string, quote: Quote): void {
    this.#quotes.set(`${venueId} ${quote.symbol}`, { venueId, quote })
  }

  forming(key: string, message: AnalysisMessage): void {
    this.#forming.set(key, message)
  }

  /** Newest wins: a stop that moves with every trade is told a few times a second. */
  stopMoved(message: Extract<AnalysisMessage, { kind: 'stop-moved' }>): void {
    this.#movedStops.set(message.stop.positionId, message)
  }

  /** A message about a pair: its waiting last price goes first, its candle in progress is out of date. */
  push(message: AnalysisMessage, venueId?: string, symbol?: string): void {
    if (venueId !== undefined && symbol !== undefined) this.#flushQuote(`${venueId} ${symbol}`)
    this.#messages.push(message)
  }

  /** Sends what must not wait. */
  flush(): void {
    if (this.#messages.length === 0) return
    const messages = this.#messages
    this.#messages = []
    this.#send(messages)
  }

  /** Sends everything, last prices and candles in progress included. */
  flushAll(): void {
    for (const key of [...this.#quotes.keys()]) this.#flushQuote(key)
    this.#messages.push(...this.#forming.values())
    this.#forming.clear()
    this.#messages.push(...this.#movedStops.values())
    this.#movedStops.clear()
    this.flush()
  }

  dropForming(key: string): void {
    this.#forming.delete(key)
  }

  #flushQuote(key: string): void {
    const waiting = this.#quotes.get(key)
    if (waiting === undefined) return
    this.#quotes.delete(key)
    this.#messages.push({ kind: 'quotes', venueId: waiting.venueId, quotes: [waiting.quote] })
  }
}
