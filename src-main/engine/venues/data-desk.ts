import type { Mode } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import { ClockWatch } from '../clock-watch.ts'
import type { Journal } from '../journal.ts'
import { matters } from '../matters.ts'
import type { AnalysisMessage } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { VenueHealth } from '../ports/venue.ts'
import type { Books, VenueState } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'

/** A reconnect takes seconds; what lasts longer is worth an alert. */
const worthSayingMs = 30_000

/** What is critical about real money passes quiet hours. */
const isLive = { mode: 'live' } as const

type Message<K extends AnalysisMessage['kind']> = Extract<AnalysisMessage, { kind: K }>

interface DataDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
}

/** Keeps how far each pair's data can be relied on, and says so where bots or positions depend on it. */
export class DataDesk {
  readonly #parts: DataDeskParts
  /** Venues whose stale pairs were told, until all are fresh again. */
  readonly #told = new Set<string>()
  readonly #clocks: ClockWatch

  constructor(parts: DataDeskParts) {
    this.#parts = parts
    this.#clocks = new ClockWatch(parts)
  }

  onPair({ venueId, symbol, state, since }: Message<'pair'>): void {
    const { books, changes } = this.#parts
    const venue = books.venues.get(venueId)
    if (venue === undefined) return
    if (state === null) venue.pairs.delete(symbol)
    else venue.pairs.set(symbol, { state, since })
    if (state === 'halted' || state === 'delisted') this.#tellUntradable(venue, symbol, state)
    if (state === 'live' || state === 'quiet') this.#parts.alerts.resolve(matters.untradable(venueId, symbol))
    for (const { bot } of this.#botsOn(venueId, symbol)) changes.announce({ kind: 'bot', id: bot.id })
    changes.announce({ kind: 'engine' })
  }

  onCorrected({ venueId, symbol, timeframe, before, candle }: Message<'corrected'>): void {
    const facts = {
      venue: this.#parts.books.venues.get(venueId)?.info.name ?? venueId,
      symbol,
      timeframe,
      before: before.close,
      close: candle.close,
      volumeBefore: before.volume,
      volume: candle.volume,
    }
    this.#parts.journal.write('market.candle-corrected', { facts, marketTime: candle.openTime })
  }

  onHealth(venueId: string, health: VenueHealth): void {
    const venue = this.#parts.books.venues.get(venueId)
    if (venue === undefined) return
    venue.health = health
    const watched = { id: venueId, name: venue.info.name, target: '/markets', venueId }
    this.#clocks.see(watched, health.clockOffsetMs ?? 0)
  }

  /** Looks for data that have been stale for long; called every few seconds. */
  onTime(): void {
    for (const [id, venue] of this.#parts.books.venues) {
      const stale = this.#staleInUse(id, venue)
      const longest = this.#parts.clock.now() - worthSayingMs
      if (stale.length === 0) {
        if (this.#told.delete(id)) {
          this.#parts.journal.write('market.fresh', { facts: { venue: venue.info.name } })
          this.#parts.alerts.resolve(matters.stale(id))
        }
      } else if (!this.#told.has(id) && stale.some(({ since }) => since <= longest))
        this.#tellStale(id, stale)
    }
  }

  #tellStale(id: string, stale: readonly { readonly symbol: string; readonly held: Mode | null }[]): void {
    const { books, journal, alerts } = this.#parts
    this.#told.add(id)
    const pairs = stale.length
    const symbol = stale[0]?.symbol ?? ''
    const facts = { venue: books.venues.get(id)?.info.name ?? id, symbol, pairs }
    journal.write('market.stale', { facts })
    const held = stale.map((pair) => pair.held)
    const about = { venueId: id, matter: matters.stale(id), ...(held.includes('live') && isLive) }
    const severity = held.every((mode) => mode === null) ? 'warning' : 'critical'
    alerts.raiseRarely(severity, sentence('alert.market-stale', facts), '/markets', about)
  }

  #tellUntradable(venue: VenueState, symbol: string, state: 'halted' | 'delisted'): void {
    const { journal, alerts } = this.#parts
    const facts = { venue: venue.info.name, symbol }
    journal.write(state === 'halted' ? 'market.pair-halted' : 'market.pair-delisted', { facts })
    const code = state === 'halted' ? 'alert.pair-halted' : 'alert.pair-delisted'
    const { id } = venue.info
    const held = this.#heldIn(id, symbol)
    const about = { venueId: id, matter: matters.untradable(id, symbol), ...(held === 'live' && isLive) }
    const severity = held === null ? 'warning' : 'critical'
    alerts.raiseRarely(severity, sentence(code, facts), '/markets', about)
  }

  /** Pairs that bots trade or positions are held in, and whose data cannot be relied on now. */
  #staleInUse(venueId: string, venue: VenueState) {
    const { books } = this.#parts
    return [...venue.pairs].flatMap(([symbol, { since }]) => {
      const held = this.#heldIn(venueId, symbol)
      const used = held !== null || this.#botsOn(venueId, symbol).length > 0
      return used && books.dataDoubt(venueId, symbol) === 'stale' ? [{ symbol, since, held }] : []
    })
  }

  #botsOn(venueId: string, symbol: string) {
    return [...this.#parts.roster.all()].filter(
      ({ bot, tasks }) => bot.settings.venueId === venueId && tasks.has(symbol),
    )
  }

  /** Real money where any of it is. */
  #heldIn(venueId: string, symbol: string): Mode | null {
    const held = [...this.#parts.books.positions.at(venueId, symbol)].map(({ mode }) => mode)
    return held.includes('live') ? 'live' : (held[0] ?? null)
  }
}
