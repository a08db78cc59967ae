import type { Mode } from '../domain/orders/order.ts'
import { sentence } from '../domain/sentence.ts'
import type { AlertDesk } from './alert-desk.ts'
import type { Changes } from './changes.ts'
import type { Journal } from './journal.ts'
import type { Clock } from './ports/clock.ts'
import type { KillLatch, Store } from './ports/store.ts'
import type { Books } from './state/books.ts'

interface KillSwitchParts {
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
}

/** One latch per mode in the database: while engaged no entry is sent; exits go on. */
export class KillSwitch {
  readonly #parts: KillSwitchParts

  constructor(parts: KillSwitchParts) {
    this.#parts = parts
    for (const latch of parts.store.kill.all()) parts.books.kill.set(latch.mode, latch)
  }

  /** Memory first: entries must stop even when the disk does not answer; the latch follows at once. */
  engage(mode: Mode, source: NonNullable<KillLatch['source']>): void {
    const { books, store, clock, journal, alerts, changes } = this.#parts
    if (books.isKilled(mode)) return
    const latch: KillLatch = { mode, engaged: true, since: clock.now(), source }
    books.kill.set(mode, latch)
    store.transaction(() => {
      store.kill.set(latch)
      journal.write('kill.engaged', { actor: 'user', facts: { mode, source } })
      alerts.raise('critical', sentence('alert.kill-engaged', { mode, source }), '/overview')
    })
    changes.announce({ kind: 'engine' })
  }

  lift(mode: Mode, reason: string): void {
    const { books, store, journal, alerts, changes } = this.#parts
    if (!books.isKilled(mode)) return
    const latch: KillLatch = { mode, engaged: false, since: null, source: null }
    store.transaction(() => {
      store.kill.set(latch)
      journal.write('kill.lifted', { actor: 'user', facts: { mode, reason } })
      alerts.raise('info', sentence('alert.kill-lifted', { mode, reason }), '/overview')
    })
    books.kill.set(mode, latch)
    changes.announce({ kind: 'engine' })
  }
}
