import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { matters } from '../matters.ts'
import type { Clock } from '../ports/clock.ts'
import type { Books } from '../state/books.ts'

interface KeyWatchParts {
  readonly books: Books
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
}

/** Accounts whose key their exchange no longer accepts: no entries there until it does, and the user is told why. */
export class KeyWatch {
  readonly #parts: KeyWatchParts

  constructor(parts: KeyWatchParts) {
    this.#parts = parts
  }

  onRefused(accountId: string): void {
    const { books, clock, journal, alerts, changes } = this.#parts
    if (books.refusedKeys.has(accountId)) return
    books.refusedKeys.set(accountId, clock.now())
    const { venueId, mode, name = accountId } = books.account(accountId).book.account
    const facts = { venue: books.venues.get(venueId)?.info.name ?? venueId, account: name }
    journal.write('account.key-refused', { facts })
    const about = { venueId, mode, matter: matters.keyRefused(accountId) }
    alerts.raise('critical', sentence('alert.key-refused', facts), '/settings/keys', about)
    changes.announce({ kind: 'engine' })
  }

  /** An order was accepted, or the account was opened with another key. */
  onAccepted(accountId: string): void {
    const { books, journal, alerts, changes } = this.#parts
    if (!books.refusedKeys.delete(accountId)) return
    alerts.resolve(matters.keyRefused(accountId))
    journal.write('account.key-accepted', { facts: { account: accountId } })
    changes.announce({ kind: 'engine' })
  }
}
