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
  readonly #unwritten = new Set<Mode>()

  constructor(parts: KillSwitchParts) {
    this.#parts = parts
    for (const latch of parts.store.kill.all()) parts.books.kill.set(latch.mode, latch)
  }

  /** Memory first: entries must stop even when the disk does not answer; the latch follows at once. */
  engage(mode: Mode, source: NonNullable<KillLatch['source']>): void {
    const { books, store, clock, journal, alerts, changes } = this.#parts
    // A latch that could not be written is tried again at the next press: only a stored one holds over a restart.
    if (books.isKilled(mode) && !this.#unwritten.has(mode)) return
    const latch: KillLatch = { mode, engaged: true, since: clock.now(), source }
    books.kill.set(mode, latch)
    this.#unwritten.add(mode)
    changes.announce({ kind: 'engine' })
    const tell = store.transaction(() => {
      store.kill.set(latch)
      journal.write('kill.engaged', { actor: 'user', facts: { mode, source } })
      return alerts.write('critical', sentence('alert.kill-engaged', { mode, source }), '/overview')
    })
    this.#unwritten.delete(mode)
    tell()
  }

  lift(mode: Mode, reason: string): void {
    const { books, store, journal, alerts, changes } = this.#parts
    if (!books.isKilled(mode)) return
    const latch: KillLatch = { mode, engaged: false, since: null, source: null }
    const tell = store.transaction(() => {
      store.kill.set(latch)
      journal.write('kill.lifted', { actor: 'user', facts: { mode, reason } })
      return alerts.write('info', sentence('alert.kill-lifted', { mode, reason }), '/overview')
    })
    books.kill.set(mode, latch)
    this.#unwritten.delete(mode)
    tell()
    changes.announce({ kind: 'engine' })
  }
}
