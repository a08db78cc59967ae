import { openTimeOf, timeframeMs } from '../domain/market/timeframe.ts'
import type { EquityTracker } from './accounts/equity-tracker.ts'
import type { BotRuns } from './bots/bot-runs.ts'
import type { BotTrader } from './bots/bot-trader.ts'
import type { ClosingBots } from './bots/closing-bots.ts'
import type { Changes } from './changes.ts'
import type { Journal } from './journal.ts'
import type { Lane } from './lane.ts'
import type { AnalysisMessage, Quote } from './ports/analysis.ts'
import type { Clock } from './ports/clock.ts'
import type { Store } from './ports/store.ts'
import type { RiskDesk } from './risk/risk-desk.ts'
import type { Books } from './state/books.ts'
import type { StopDesk } from './stops/stop-desk.ts'
import type { DataDesk } from './venues/data-desk.ts'
import { marketTimeKey } from './venues/venue-memory.ts'

interface MarketDeskParts {
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly changes: Changes
  readonly equity: EquityTracker
  readonly risk: RiskDesk
  readonly closing: ClosingBots
  readonly runs: BotRuns
  readonly journal: Journal
  readonly trader: BotTrader
  readonly lane: Lane
  readonly data: DataDesk
  readonly stops: StopDesk
}

/** Takes what the market workers say, one message at a time. */
export class MarketDesk {
  readonly #parts: MarketDeskParts
  /** Newest minute of each venue that was sampled, or is about to be. */
  readonly #sampled = new Map<string, number>()
  readonly #due = new Map<string, number>()
  #candles = 0

  constructor(parts: MarketDeskParts) {
    this.#parts = parts
  }

  /** Closed candles seen in this run. */
  get candles(): number {
    return this.#candles
  }

  onMessage(message: AnalysisMessage): void {
    const { runs, trader, changes, books, data, stops, risk } = this.#parts
    switch (message.kind) {
      case 'quotes':
        for (const quote of message.quotes) this.#onQuote(message.venueId, quote)
        break
      case 'trades':
        for (const trade of message.trades) {
          this.#onQuote(message.venueId, {
            symbol: trade.symbol,
            last: trade.price,
            amount: trade.amount,
            time: trade.time,
          })
        }
        break
      case 'forming':
        changes.announce({ ...message, kind: 'candle' })
        break
      case 'closed':
        this.#candles += 1
        changes.announce({ ...message, kind: 'candle' })
        this.#onTime(message.venueId, message.candle.openTime + timeframeMs[message.timeframe])
        break
      case 'warm-up':
        runs.onWarmUp(message)
        break
      case 'reading':
        risk.lossWatch.settle()
        trader.onReading(message)
        break
      case 'strategy-failed':
        runs.onStrategyFailed(message)
        break
      case 'health':
        data.onHealth(message.venueId, message.health)
        break
      case 'stop-moved':
        stops.onMoved(message)
        changes.announce({ kind: 'position', id: message.stop.positionId })
        break
      case 'stop-touched':
        stops.onTouched(message)
        break
      case 'pair':
        data.onPair(message)
        break
      case 'corrected':
        data.onCorrected(message)
        break
      case 'restarted': {
        const facts = { cause: message.cause, venues: message.venueIds.join(', ') }
        this.#parts.journal.write('market-worker.restarted', { facts })
        break
      }
      case 'venue': {
        const venue = books.venues.get(message.venueId)
        if (venue !== undefined) venue.state = message.state
        changes.announce({ kind: 'engine' })
        break
      }
    }
  }

  #onQuote(venueId: string, quote: Quote): void {
    const { books, clock, changes, closing, stops, risk } = this.#parts
    books.setMark(venueId, quote)
    const venue = books.venues.get(venueId)
    if (venue !== undefined) {
      venue.lastTickAt = clock.now()
    }
    this.#onTime(venueId, quote.time)
    risk.watch.onQuote(venueId, quote)
    closing.onPrice()
    stops.onPrice()
    changes.announce({ kind: 'mark', venueId, symbol: quote.symbol })
  }

  /** Once a market minute equity is sampled and the venue's clock is kept: soon, what is decided by then goes first. */
  #onTime(venueId: string, time: number): void {
    const { books, clock, lane } = this.#parts
    const venue = books.venues.get(venueId)
    if (venue === undefined) return
    venue.marketTime = Math.max(venue.marketTime ?? 0, time)
    const minute = openTimeOf(venue.marketTime, '1m')
    if ((this.#sampled.get(venueId) ?? 0) >= minute) return
    this.#sampled.set(venueId, minute)
    if (this.#due.size === 0) clock.after(0, () => lane.post(() => this.sample()))
    this.#due.set(venueId, minute)
  }

  /** Takes the samples that are due, and notes what else is to be kept once a minute. */
  sample(): void {
    const { store, equity, risk } = this.#parts
    const due = [...this.#due]
    this.#due.clear()
    store.note(() => {
      for (const [venueId, minute] of due) {
        // A time within the minute: a replay goes on with the next one and never repeats a part of this.
        store.settings.set(marketTimeKey(venueId), String(minute + 1))
        equity.sample(venueId, minute)
      }
      risk.losses.write()
    })
  }
}
