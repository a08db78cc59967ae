import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Journal } from '../journal.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { ForeignDesk } from './foreign-desk.ts'

interface HoldingsWatchParts {
  readonly books: Books
  readonly store: Store
  readonly alerts: AlertDesk
  readonly journal: Journal
  readonly foreign: ForeignDesk
}

const toldKey = (accountId: string): string => `account.${accountId}.holdings-told`

/** Tells of coins on an account that belong to no position: once, also over restarts, until they are gone or ignored. */
export class HoldingsWatch {
  readonly #parts: HoldingsWatchParts

  constructor(parts: HoldingsWatchParts) {
    this.#parts = parts
  }

  /** Call in a turn, when the books agree with the exchange: what differs is told of as that. */
  look(accountId: string): void {
    const { books, store, alerts, journal, foreign } = this.#parts
    const { venueId, mode, name = accountId } = books.account(accountId).book.account
    // Practice money was given, all of it.
    if (mode === 'paper') return
    const found = foreign.holdings(accountId).flatMap(({ asset, ignored }) => (ignored ? [] : [asset]))
    const told = new Set((store.settings.get(toldKey(accountId)) ?? '').split(' '))
    const fresh = found.filter((asset) => !told.has(asset))
    const known = found.join(' ')
    if (known === [...told].join(' ')) return
    store.transaction(() => {
      store.settings.set(toldKey(accountId), known)
      if (fresh.length === 0) return
      journal.write('reconcile.foreign-holdings', { facts: { accountId, assets: fresh.join(', ') } })
    })
    if (fresh.length === 0) return
    const venue = books.venues.get(venueId)?.info.name ?? venueId
    const text = sentence('alert.foreign-holdings', { venue, account: name, assets: fresh.join(', ') })
    alerts.raise('warning', text, '/positions', { venueId, mode })
  }
}
