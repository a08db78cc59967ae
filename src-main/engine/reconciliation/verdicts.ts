import { cashText } from '../../domain/money/decimal.ts'
import { sentence } from '../../domain/sentence.ts'
import type { EquityTracker } from '../accounts/equity-tracker.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Adjustment } from '../ports/account-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { ExchangeFill } from '../ports/exchange.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import { missingOf } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import { type Difference, differencesText } from '../state/mismatch.ts'
import type { Invariants } from './invariants.ts'
import { secondLookMs } from './next-looks.ts'

export interface VerdictParts {
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly equity: EquityTracker
  readonly invariants: Invariants
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly log: Log
}

/** Market time from which an account's books count, for one whose first balances were found and not given. */
export const baselineKey = (accountId: string): string => `account.${accountId}.baseline`

/** A difference that may pass, and when it was first seen, by the monotonic clock. */
interface Suspicion {
  readonly text: string
  readonly since: number
}

/** What a look at an exchange says of an account: its books are right, or a difference keeps entries from it. */
export class Verdicts {
  readonly #parts: VerdictParts
  readonly #suspected = new Map<string, Suspicion>()

  constructor(parts: VerdictParts) {
    this.#parts = parts
  }

  /**
   * Call in a turn, when everything was asked and booked. "suspected": the exchange is to be asked once more.
   * @param certainty certain: nothing could be under way, as before the first order of this run; incomplete: not
   * everything could be had, so that only a match says something; decided: nothing was asked, the user has spoken
   * @param foreign fills of orders of others, which explain differences
   * @param isCurrent false: the exchange was asked before the account came into doubt, which goes on
   */
  take(
    accountId: string,
    certainty: 'certain' | 'likely' | 'incomplete' | 'decided',
    foreign: readonly ExchangeFill[] = [],
    isCurrent = true,
  ): 'matches' | 'differs' | 'suspected' {
    const { books, clock } = this.#parts
    this.#beginBooks(accountId)
    const differences = this.#differences(accountId)
    const endsDoubt = certainty !== 'decided' && isCurrent
    if (differences.length === 0) {
      this.#confirm(accountId, endsDoubt)
      return 'matches'
    }
    const text = differencesText(differences)
    const seen = this.#suspected.get(accountId)
    const since = seen?.text === text ? seen.since : clock.monotonic()
    const isKnown = books.mismatches.has(accountId) || clock.monotonic() - since >= secondLookMs
    if (certainty === 'incomplete') return books.mismatches.has(accountId) ? 'differs' : 'suspected'
    if (certainty === 'likely' && !isKnown) {
      this.#suspected.set(accountId, { text, since })
      return 'suspected'
    }
    if (endsDoubt) this.#settle(accountId)
    this.#block(accountId, differences, foreign)
    return 'differs'
  }

  /** Books of an account that nobody gave a start to begin with all that lies there: none of it is ours to trade. */
  #beginBooks(accountId: string): void {
    const { books, store, journal } = this.#parts
    const { book } = books.account(accountId)
    if (book.account.start.length > 0 || store.settings.get(baselineKey(accountId)) !== null) return
    const { marketTime, seenAt } = this.times(accountId)
    const found = book.differences().map((difference): Adjustment => {
      const amount = missingOf(difference)
      return { accountId, amount, kind: 'baseline', reason: '', marketTime, seenAt }
    })
    store.transaction(() => {
      for (const adjustment of found) store.adjustments.insert(adjustment)
      store.settings.set(baselineKey(accountId), String(marketTime))
      const facts = {
        accountId,
        balances: found.map(({ amount }) => `${cashText(amount)} ${amount.currency}`).join(', '),
      }
      journal.write('account.baseline', { facts })
    })
    this.adjust(accountId, found)
  }

  times(accountId: string): Pick<Adjustment, 'marketTime' | 'seenAt'> {
    const { books, clock } = this.#parts
    const seenAt = clock.now()
    const { venueId } = books.account(accountId).book.account
    return { marketTime: books.venues.get(venueId)?.marketTime ?? seenAt, seenAt }
  }

  /** Brings adjustments that are on disk into the books. */
  adjust(accountId: string, adjustments: readonly Adjustment[]): void {
    const { books, equity } = this.#parts
    for (const adjustment of adjustments) {
      books.account(accountId).book.adjust(adjustment)
      equity.onAdjusted(accountId, adjustment.amount)
    }
  }

  /** More was sold than was held: nothing that is asked of the exchange explains that. */
  onOversold(accountId: string): void {
    const known = this.#parts.books.mismatches.get(accountId)?.differences ?? []
    const others = known.filter(({ kind }) => kind !== 'oversold')
    this.#block(accountId, [...others, ...this.#oversold(accountId)], [])
  }

  #differences(accountId: string): readonly Difference[] {
    const { books, invariants } = this.#parts
    const balances = books.account(accountId).book.differences()
    return [
      ...balances.map((difference) => ({ kind: 'balance', ...difference }) as const),
      ...this.#oversold(accountId),
      ...invariants.breaches(accountId),
    ]
  }

  #oversold(accountId: string): readonly Difference[] {
    const { book } = this.#parts.books.account(accountId)
    return book.oversold().map((amount) => ({ kind: 'oversold', asset: amount.currency, amount }) as const)
  }

  #confirm(accountId: string, endsDoubt: boolean): void {
    const { books, journal, changes } = this.#parts
    this.#suspected.delete(accountId)
    if (endsDoubt && this.#settle(accountId)) changes.announce({ kind: 'engine' })
    if (!books.mismatches.delete(accountId)) return
    journal.write('reconcile.resolved', { facts: { accountId } })
    changes.announce({ kind: 'engine' })
    changes.announce({ kind: 'reconciliation', accountId })
  }

  /** What was asked is out of date at once while the exchange does not tell what happens: then nothing is bought yet. */
  #settle(accountId: string): boolean {
    const { books } = this.#parts
    return !books.unheard.has(accountId) && books.unconfirmed.delete(accountId)
  }

  /** Entries on this account wait; exits and protection go on, and other accounts trade. */
  #block(accountId: string, differences: readonly Difference[], foreign: readonly ExchangeFill[]): void {
    const { books, clock, journal, alerts, changes, log } = this.#parts
    this.#suspected.delete(accountId)
    const known = books.mismatches.get(accountId)
    const text = differencesText(differences)
    const explained = foreign.length === 0 ? (known?.foreignFills ?? []) : foreign
    books.mismatches.set(accountId, {
      since: known?.since ?? clock.now(),
      differences,
      foreignFills: explained,
    })
    if (known !== undefined && differencesText(known.differences) === text) return
    changes.announce({ kind: 'engine' })
    changes.announce({ kind: 'reconciliation', accountId })
    log.error('reconcile.mismatch', { accountId, differences: text })
    journal.write('reconcile.mismatch', { facts: { accountId, differences: text } })
    const { venueId, mode, name = accountId } = books.account(accountId).book.account
    const venue = books.venues.get(venueId)?.info.name ?? venueId
    const facts = { venue, account: name, differences: text }
    const words = sentence('alert.reconcile-mismatch', facts)
    alerts.raiseRarely('critical', words, '/positions', { venueId, mode })
  }
}
