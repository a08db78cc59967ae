import { ok, type Result, refused } from '../../domain/result.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { Analysis } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Account, Store } from '../ports/store.ts'
import type { VenueConfig, VenueInfo } from '../ports/venue.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import { practiceMoney } from './practice-money.ts'
import { VenueMemory } from './venue-memory.ts'

/** Between two tries to reach a venue that was not reached at start. */
const retryMs = 10_000

export type VenueRefusal =
  | { readonly code: 'VENUE_EXISTS' | 'VENUE_IN_USE' | 'NOT_FOUND' }
  | { readonly code: 'VENUE_UNREACHABLE'; readonly cause: string }

interface VenueDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly analysis: Analysis
  readonly clock: Clock
  readonly log: Log
  readonly lane: Lane
  readonly journal: Journal
  readonly changes: Changes
  readonly openAccount: (account: Account) => void
}

/** The markets that bots can trade on: opened at start, connected and disconnected by the user. */
export class VenueDesk {
  readonly #parts: VenueDeskParts
  readonly #memory: VenueMemory
  #ended = false

  constructor(parts: VenueDeskParts) {
    this.#parts = parts
    this.#memory = new VenueMemory(parts.store)
  }

  /** Opens the built-in venues and those the user connected; one that was known before is not waited for. */
  async start(builtIn: readonly VenueConfig[]): Promise<void> {
    const opening = [...builtIn, ...this.#memory.configs()].map((config) => this.#begin(config))
    await Promise.all(opening)
  }

  end(): void {
    this.#ended = true
  }

  /** Adds an exchange at which bots can trade simulated money. */
  async connect(config: VenueConfig): Promise<Result<string, VenueRefusal>> {
    const { books, analysis, lane, store, journal, changes } = this.#parts
    if (books.venues.has(config.id)) return refused({ code: 'VENUE_EXISTS' })
    const opened = await analysis.openVenue(config)
    if (opened.kind === 'failed') {
      analysis.closeVenue(config.id)
      return refused({ code: 'VENUE_UNREACHABLE', cause: opened.cause })
    }
    return lane.ask(() => {
      // Two presses of the same button end in one venue.
      if (books.venues.has(config.id)) return refused({ code: 'VENUE_EXISTS' })
      const account = this.#accountFor(opened.value)
      store.transaction(() => {
        this.#memory.add(config, opened.value.markets)
        if (!store.accounts.all().some(({ id }) => id === account.id)) store.accounts.insert(account)
        journal.write('venue.connected', { actor: 'user', facts: { venue: config.name } })
      })
      this.#know(opened.value)
      this.#parts.openAccount(account)
      changes.announce({ kind: 'engine' })
      return ok(config.id)
    })
  }

  /** How the user's own venue is reached; undefined for a built-in one. */
  configOf(id: string): VenueConfig | undefined {
    return this.#memory.configs().find((config) => config.id === id)
  }

  /** Only while no bot is on it and nothing is held there; its history stays. */
  disconnect(id: string): Result<null, VenueRefusal> {
    const { books, roster, store, analysis, journal, changes } = this.#parts
    const venue = books.venues.get(id)
    if (venue === undefined || !this.#memory.has(id)) return refused({ code: 'NOT_FOUND' })
    const ofVenue = (accountId: string) => books.account(accountId).book.account.venueId === id
    const inUse =
      [...books.accounts.values()].some(({ key, book }) => key !== null && book.account.venueId === id) ||
      [...roster.all()].some(({ bot }) => bot.settings.venueId === id) ||
      [...books.positions.values()].some(({ accountId }) => ofVenue(accountId)) ||
      [...books.orders.values()].some(({ order }) => ofVenue(order.accountId))
    if (inUse) return refused({ code: 'VENUE_IN_USE' })
    store.transaction(() => {
      this.#memory.remove(id)
      journal.write('venue.disconnected', { actor: 'user', facts: { venue: venue.info.name } })
    })
    for (const [accountId, { book, close }] of books.accounts) {
      if (book.account.venueId !== id) continue
      close()
      books.accounts.delete(accountId)
    }
    books.venues.delete(id)
    analysis.closeVenue(id)
    changes.announce({ kind: 'engine' })
    return ok(null)
  }

  async #begin(config: VenueConfig): Promise<void> {
    const known = this.#memory.info(config)
    if (known === null) {
      const opened = await this.#parts.analysis.openVenue(config)
      if (opened.kind === 'failed') throw new Error(`${config.name} could not be opened: ${opened.cause}`)
      this.#know(opened.value)
      return
    }
    this.#know(known)
    void this.#reach(config)
  }

  /** Asks until the venue answers; its bots wait meanwhile, and what they trade by is what it said last. */
  async #reach(config: VenueConfig): Promise<void> {
    const { analysis, lane, clock, log, books } = this.#parts
    const opened = await analysis.openVenue(config)
    if (this.#ended) return
    if (opened.kind === 'failed') {
      log.warn('venue.unreachable', { venue: config.name, cause: opened.cause })
      clock.after(retryMs, () => {
        if (!this.#ended && books.venues.has(config.id)) void this.#reach(config)
      })
      return
    }
    lane.post(() => {
      if (!books.venues.has(config.id)) return
      this.#memory.keepMarkets(config.id, opened.value.markets)
      this.#know(opened.value)
    })
  }

  #know(info: VenueInfo): void {
    const { books } = this.#parts
    const before = books.venues.get(info.id)
    books.venues.set(info.id, {
      info,
      // A replay has no one to reach: it is there once it is open.
      state: before?.state ?? (info.kind === 'replay' ? 'live' : 'connecting'),
      pairs: before?.pairs ?? new Map(),
      marketTime: before?.marketTime ?? this.#memory.marketTime(info.id),
      lastTickAt: before?.lastTickAt ?? null,
      health: before?.health ?? null,
    })
  }

  #accountFor({ id: venueId, markets }: VenueInfo): Account {
    const { store, clock } = this.#parts
    const id = `paper-${venueId}`
    const known = store.accounts.all().find((account) => account.id === id)
    return known ?? { id, venueId, mode: 'paper', start: practiceMoney(markets), createdAt: clock.now() }
  }
}
