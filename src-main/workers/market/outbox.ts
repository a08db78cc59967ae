import type { AnalysisMessage, Quote } from '../../engine/ports/analysis.ts'

type Of<Kind extends AnalysisMessage['kind']> = Extract<AnalysisMessage, { kind: Kind }>

/** Batches that main may have before it until it counts as behind. */
const mostUntaken = 16

/** Messages that go at once, so that main works on them while the next ones are made. */
const fullBatch = 32

/** The newest of each is told this long after the first that was not. */
const coalesceMs = 100
/** How often what is due is looked for: so that many pairs are told one after the other, not all at once. */
export const outboxBeatMs = 10

/** The newest by key, the one that waits longest first. */
class Waiting<T> {
  readonly #all = new Map<string, { readonly since: number; value: T }>()

  get size(): number {
    return this.#all.size
  }
  set(key: string, value: T, now: number): void {
    const waiting = this.#all.get(key)
    if (waiting === undefined) this.#all.set(key, { since: now, value })
    else waiting.value = value
  }
  take(key: string): T | undefined {
    const waiting = this.#all.get(key)
    this.#all.delete(key)
    return waiting?.value
  }
  /** All that has waited since then, or longer. */
  *takeSince(time: number): Iterable<T> {
    for (const [key, { since, value }] of this.#all) {
      if (since > time) return
      this.#all.delete(key)
      yield value
    }
  }
}

interface OutboxParts {
  /** Monotonic, ms. */
  readonly now: () => number
  readonly send: (messages: readonly AnalysisMessage[]) => void
  /** Batches that main has dealt with; wraps around at 32 bits. */
  readonly taken: () => number
}

/**
 * Messages towards main in the order in which they happened. Last prices are coalesced, newest wins, but never
 * fall behind: a pair's last price goes out before any message that was decided on it.
 *
 * While main is behind, last prices, candles in progress, what was read of them and moved stops are held back, the
 * newest of each, so that its queue does not grow without end. Closed candles, what was read of them, touched stops and
 * trades that someone asked for, since an order rests on them, always go at once.
 */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #quotes = new Waiting<{ readonly venueId: string; readonly quote: Quote }>()
  readonly #forming = new Waiting<Of<'forming'>>()
  readonly #movedStops = new Waiting<Of<'stop-moved'>>()
  readonly #readings = new Waiting<Of<'reading'>>()
  #messages: AnalysisMessage[] = []
  #sent = 0
  #isFlushDue = false
  #isUrgent = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  quote(venueId: string, quote: Quote): void {
    this.#quotes.set(`${venueId} ${quote.symbol}`, { venueId, quote }, this.#parts.now())
  }

  forming(key: string, message: Of<'forming'>): void {
    this.#forming.set(key, message, this.#parts.now())
  }

  dropForming(key: string): void {
    this.#forming.take(key)
  }

  /** Newest wins: a stop that moves with every trade is told a few times a second. */
  stopMoved(message: Of<'stop-moved'>): void {
    this.#movedStops.set(message.stop.positionId, message, this.#parts.now())
  }

  /** Where it had moved goes first. */
  stopTouched(message: Of<'stop-touched'>): void {
    const moved = this.#movedStops.take(message.positionId)
    if (moved !== undefined) this.#messages.push(moved)
    this.#isUrgent = true
    this.push(message, message.venueId, message.symbol)
  }

  /** One of a candle in progress may be held back until the next one takes its place. */
  reading(message: Of<'reading'>, venueId: string): void {
    const isHeld = !message.final && this.#isMainBehind
    if (isHeld) this.#readings.set(`${message.botId} ${message.symbol}`, message, this.#parts.now())
    else {
      if (this.#readings.size > 0) this.#readings.take(`${message.botId} ${message.symbol}`)
      this.push(message, venueId, message.symbol)
    }
  }

  /** A message about a pair: its waiting last price goes first. */
  push(message: AnalysisMessage, venueId?: string, symbol?: string): void {
    const isAboutPair = venueId !== undefined && symbol !== undefined
    if (isAboutPair && this.#quotes.size > 0) this.#flushQuote(`${venueId} ${symbol}`)
    this.#messages.push(message)
  }

  /** Sends what must not wait. */
  flush(): void {
    if (this.#messages.length === 0) return
    const messages = this.#messages
    this.#messages = []
    this.#isUrgent = false
    this.#sent = (this.#sent + 1) | 0
    this.#parts.send(messages)
  }

  /** Sends what must not wait once all is dealt with that came in the same read of a socket; a touched stop at once. */
  flushSoon(): void {
    if (this.#isUrgent || this.#messages.length >= fullBatch) this.flush()
    if (this.#messages.length === 0 || this.#isFlushDue) return
    this.#isFlushDue = true
    queueMicrotask(() => {
      this.#isFlushDue = false
      this.flush()
    })
  }

  /** Sends what must not wait, and what has waited long enough unless main is behind. */
  flushDue(): void {
    if (!this.#isMainBehind) {
      const time = this.#parts.now() - coalesceMs
      this.#messages.push(...[...this.#quotes.takeSince(time)].map(quotesMessage))
      for (const waiting of [this.#readings, this.#forming, this.#movedStops])
        this.#messages.push(...waiting.takeSince(time))
    }
    this.flush()
  }

  get #isMainBehind(): boolean {
    return ((this.#sent - this.#parts.taken()) | 0) > mostUntaken
  }

  #flushQuote(key: string): void {
    const waiting = this.#quotes.take(key)
    if (waiting !== undefined) this.#messages.push(quotesMessage(waiting))
  }
}

const quotesMessage = ({
  venueId,
  quote,
}: {
  readonly venueId: string
  readonly quote: Quote
}): Of<'quotes'> => ({
  kind: 'quotes',
  venueId,
  quotes: [quote],
})
