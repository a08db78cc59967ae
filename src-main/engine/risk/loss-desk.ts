import { addCash, type Cash, cashOf, subtractCash } from '../../domain/money/decimal.ts'
import { dayOf, followResult, type LossTrack, newTrack, nextDayAt } from '../../domain/risk/loss-track.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { BotRuntime } from '../state/roster.ts'
import { ofAccount, ofBot } from '../state/scopes.ts'
import type { LimitDesk } from './limit-desk.ts'

interface LossDeskParts {
  readonly books: Books
  readonly store: Store
  readonly equity: EquityTracker
  readonly limits: LimitDesk
}

/** How the profit of a bot or an account stands, open positions at their last prices. */
export interface Standing {
  readonly scope: string
  /** Profit so far. */
  readonly result: Cash
  readonly track: LossTrack
  /** Money put in: the bot's allocation, or what the account was given. */
  readonly money: Cash
}

/** Follows the profit of bots and accounts at every price: where their day began, and the highest it was. */
export class LossDesk {
  readonly #parts: LossDeskParts
  readonly #tracks = new Map<string, LossTrack>()
  readonly #unwritten = new Map<string, string>()

  constructor(parts: LossDeskParts) {
    this.#parts = parts
  }

  ofBot(runtime: BotRuntime): Standing {
    const { books, limits } = this.#parts
    const { bot, totals } = runtime
    const { currency } = totals.realized
    const scope = ofBot(bot.id)
    const result = addCash(totals.realized, books.positions.result(scope, currency))
    const money = cashOf(limits.bot(runtime).allocation, currency)
    return { scope, result, money, track: this.#follow(scope, result, this.#dayAt(bot.accountId)) }
  }

  ofAccount(accountId: string, currency: string): Standing {
    const { books, equity } = this.#parts
    const { book } = books.account(accountId)
    const scope = ofAccount(accountId)
    const money = book.capital(currency)
    const result = subtractCash(equity.equity(book, currency), money)
    return { scope, result, money, track: this.#follow(scope, result, this.#dayAt(accountId)) }
  }

  currenciesOf(accountId: string): readonly string[] {
    const { books, equity } = this.#parts
    return equity.currencies(books.account(accountId).book)
  }

  /** The account's day on the clock of its market. */
  dayOfAccount(accountId: string): { readonly startHour: number; readonly leftMs: number } {
    const leftMs = this.nextDayAt(accountId) - this.#marketTime(accountId)
    return { startHour: this.#startHour(accountId), leftMs }
  }

  /** When the user's next day begins on the clock of the account's market. */
  nextDayAt(accountId: string): number {
    return nextDayAt(this.#marketTime(accountId), this.#startHour(accountId))
  }

  /** A breaker was reset: what was lost until now is no longer counted. */
  rebase({ scope, result, track }: Standing): void {
    this.#keep(scope, { day: track.day, dayStart: result, peak: result })
  }

  /** Notes what has changed: what is lost of it with a crash is a peak of the last market minute. */
  write(): void {
    const { store } = this.#parts
    for (const [key, scope] of this.#unwritten) {
      const track = this.#tracks.get(key)
      if (track !== undefined) store.risk.tracks.save(scope, track)
    }
    this.#unwritten.clear()
  }

  #follow(scope: string, result: Cash, day: number): LossTrack {
    const key = `${scope} ${result.currency}`
    const known = this.#tracks.get(key) ?? this.#parts.store.risk.tracks.of(scope, result.currency)
    const track = known === null ? newTrack(result, day) : followResult(known, result, day)
    if (track !== known) this.#keep(scope, track)
    else if (!this.#tracks.has(key)) this.#tracks.set(key, track)
    return track
  }

  #keep(scope: string, track: LossTrack): void {
    const key = `${scope} ${track.peak.currency}`
    this.#tracks.set(key, track)
    this.#unwritten.set(key, scope)
  }

  #dayAt(accountId: string): number {
    return dayOf(this.#marketTime(accountId), this.#startHour(accountId))
  }

  #marketTime(accountId: string): number {
    const { books } = this.#parts
    return books.venues.get(books.venueOf(accountId))?.marketTime ?? 0
  }

  #startHour(accountId: string): number {
    const { books, limits } = this.#parts
    return limits.mode(books.account(accountId).book.account.mode).dayStartHour
  }
}

/** What would be left of the profit were every stop hit, entries under way included. */
export const resultAtStops = (books: Books, { scope, result }: Standing): Cash => {
  const { positions, orders } = books
  const { currency } = result
  const held = subtractCash(positions.valueAtStops(scope, currency), positions.value(scope, currency))
  const entering = subtractCash(orders.reservedAtStops(scope, currency), orders.reserved(scope, currency))
  return addCash(result, addCash(held, entering))
}

/** The loss of the day were every stop hit; below zero a gain. */
export const lossAtStops = (books: Books, standing: Standing): Cash =>
  subtractCash(standing.track.dayStart, resultAtStops(books, standing))

/** What the day began with. */
export const dayStartOf = ({ money, track }: Standing): Cash => addCash(money, track.dayStart)
