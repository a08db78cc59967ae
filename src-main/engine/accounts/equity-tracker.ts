import { isMoney } from '../../domain/market/money-currency.ts'
import {
  addCash,
  type Cash,
  compareCash,
  maxCash,
  ratioOfCash,
  signOfCash,
  subtractCash,
  toNumber,
} from '../../domain/money/decimal.ts'
import type { Mode } from '../../domain/orders/order.ts'
import type { Changes } from '../changes.ts'
import type { EquitySample, Store } from '../ports/store.ts'
import type { AccountBook } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import { ofAccount, ofMode } from '../state/scopes.ts'

const dayMs = 86_400_000
/** The pair that "buy and hold" is drawn from, by quote currency. */
const benchmarkBase = 'BTC'

export interface Equity {
  readonly equity: Cash
  readonly start: Cash
  /** Equity when the market's UTC day began, or at the first sample of a younger account. */
  readonly dayStart: Cash
  /** ≤ 0 */
  readonly drawdown: number
  /** Deepest so far, ≤ 0. */
  readonly maxDrawdown: number
}

interface Track {
  peak: Cash
  worst: number
  dayStart: Cash
  day: number
}

/** Follows each account's equity per currency: cash by our books plus positions at the last price. */
export class EquityTracker {
  readonly #books: Books
  readonly #store: Store
  readonly #changes: Changes
  readonly #tracks = new Map<string, Track>()

  constructor(books: Books, store: Store, changes: Changes) {
    this.#books = books
    this.#store = store
    this.#changes = changes
  }

  /** Currencies that the account trades with. Other coins that lie on it are no money of the bots. */
  currencies(book: AccountBook): readonly string[] {
    const { account } = book
    if (account.start.length > 0) return account.start.map((amount) => amount.currency)
    const markets = this.#books.venues.get(account.venueId)?.info.markets ?? []
    return book.funded.filter((asset) => isMoney(markets, asset))
  }

  equity(book: AccountBook, currency: string): Cash {
    const value = this.#books.positions.value(ofAccount(book.account.id), currency)
    return addCash(book.holding(currency), value)
  }

  /** Of all accounts of a mode together. */
  ofMode(mode: Mode, currency: string): Cash {
    let sum = this.#books.positions.value(ofMode(mode), currency)
    for (const { book } of this.#books.accounts.values())
      if (book.account.mode === mode) sum = addCash(sum, book.holding(currency))
    return sum
  }

  /** Money was put in or taken out: that is neither profit nor loss. */
  onAdjusted(accountId: string, by: Cash): void {
    this.#store.equity.moveHighest(accountId, by)
    const track = this.#tracks.get(`${accountId} ${by.currency}`)
    if (track === undefined) return
    track.peak = addCash(track.peak, by)
    track.dayStart = addCash(track.dayStart, by)
  }

  read(book: AccountBook, currency: string): Equity {
    const equity = this.equity(book, currency)
    const start = book.capital(currency)
    const track = this.#track(book, currency, null)
    const drawdown = this.#drawdown(equity, maxCash(track.peak, equity))
    return { equity, start, dayStart: track.dayStart, drawdown, maxDrawdown: Math.min(track.worst, drawdown) }
  }

  /** Takes a sample of every account on the venue, once a market minute. */
  sample(venueId: string, time: number): void {
    for (const { book } of this.#books.accounts.values()) {
      if (book.account.venueId !== venueId) continue
      for (const currency of this.currencies(book)) this.#sampleOne(book, currency, time)
    }
  }

  #sampleOne(book: AccountBook, currency: string, time: number): void {
    const equity = this.equity(book, currency)
    const track = this.#track(book, currency, time)
    const day = Math.floor(time / dayMs)
    if (day !== track.day) {
      track.day = day
      track.dayStart = equity
    }
    track.peak = maxCash(track.peak, equity)
    track.worst = Math.min(track.worst, this.#drawdown(equity, track.peak))
    const benchmark = this.#books.quote(book.account.venueId, `${benchmarkBase}/${currency}`)?.last ?? null
    const sample: EquitySample = { accountId: book.account.id, currency, time, equity, benchmark }
    this.#store.equity.insert(sample)
    this.#changes.announce({ kind: 'equity', sample })
  }

  #track(book: AccountBook, currency: string, time: number | null): Track {
    const key = `${book.account.id} ${currency}`
    const known = this.#tracks.get(key)
    if (known !== undefined) return known
    const start = book.capital(currency)
    const marketTime = time ?? this.#books.venues.get(book.account.venueId)?.marketTime ?? null
    const dayBegan = marketTime === null ? 0 : Math.floor(marketTime / dayMs) * dayMs
    const first = this.#store.equity.firstSince(book.account.id, currency, dayBegan)
    const track: Track = {
      peak: maxCash(start, this.#store.equity.highest(book.account.id, currency) ?? start),
      worst: this.#store.equity.worstDrawdown(book.account.id, currency),
      dayStart:
        first === null
          ? this.equity(book, currency)
          : addCash(first.equity, book.adjustedSince(currency, first.time)),
      day: Math.floor(dayBegan / dayMs),
    }
    if (marketTime !== null) this.#tracks.set(key, track)
    return track
  }

  #drawdown(equity: Cash, peak: Cash): number {
    if (signOfCash(peak) <= 0 || compareCash(equity, peak) >= 0) return 0
    return toNumber(ratioOfCash(subtractCash(equity, peak), peak))
  }
}
