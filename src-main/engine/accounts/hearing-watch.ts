import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import { matters } from '../matters.ts'
import type { OrderPolls } from '../orders/order-polls.ts'
import type { Clock } from '../ports/clock.ts'
import type { Books } from '../state/books.ts'

interface HearingWatchParts {
  readonly books: Books
  readonly clock: Clock
  readonly lane: Lane
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly polls: OrderPolls
}

/** Streams are cut now and then and opened again at once, which nobody has to know. */
const longestMs = 30_000

/**
 * Accounts whose exchange tells nothing by itself for a while. Nothing is bought there until it tells again and was
 * asked what was missed; the orders that are open are polled meanwhile.
 */
export class HearingWatch {
  readonly #parts: HearingWatchParts
  /** What stops the waiting until it is told, by account; null once it was. */
  readonly #endWaiting = new Map<string, (() => void) | null>()

  constructor(parts: HearingWatchParts) {
    this.#parts = parts
  }

  see(accountId: string, isHeard: boolean): void {
    const { books, changes } = this.#parts
    if (books.unheard.has(accountId) !== isHeard) return
    // Also once it tells again: what was missed has to be asked for first.
    books.unconfirmed.add(accountId)
    changes.announce({ kind: 'engine' })
    if (isHeard) this.#end(accountId)
    else this.#begin(accountId)
  }

  /** The account is closed. */
  forget(accountId: string): void {
    const { books, polls } = this.#parts
    books.unheard.delete(accountId)
    polls.end(accountId)
    this.#endWaiting.get(accountId)?.()
    this.#endWaiting.delete(accountId)
  }

  #begin(accountId: string): void {
    const { books, clock, lane, polls } = this.#parts
    books.unheard.add(accountId)
    polls.begin(accountId)
    const endWaiting = clock.after(longestMs, () => lane.post(() => this.#tell(accountId)))
    this.#endWaiting.set(accountId, endWaiting)
  }

  #end(accountId: string): void {
    const { journal, alerts } = this.#parts
    const wasTold = this.#endWaiting.get(accountId) === null
    this.forget(accountId)
    if (!wasTold) return
    journal.write('account.heard', { facts: { accountId } })
    alerts.resolve(matters.unheard(accountId))
  }

  #tell(accountId: string): void {
    const { books, journal, alerts } = this.#parts
    if (!this.#endWaiting.has(accountId) || !books.accounts.has(accountId)) return
    this.#endWaiting.set(accountId, null)
    const { venueId, mode, name: account = accountId } = books.account(accountId).book.account
    const venue = books.venues.get(venueId)?.info.name ?? venueId
    journal.write('account.unheard', { facts: { accountId } })
    const about = { venueId, mode, matter: matters.unheard(accountId) }
    alerts.raiseRarely(
      'by-mode',
      sentence('alert.account-unheard', { venue, account }),
      '/settings/keys',
      about,
    )
  }
}
