import type { Mode } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { matters } from '../matters.ts'
import type { Clock } from '../ports/clock.ts'
import type { KillLatch } from '../ports/kill-store.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { KillSteps } from './kill-steps.ts'

interface KillSwitchParts {
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly steps: KillSteps
}

/** One latch per mode in the database: while engaged no entry is sent; exits go on. */
export class KillSwitch {
  readonly #parts: KillSwitchParts
  readonly #unwritten = new Set<Mode>()

  constructor(parts: KillSwitchParts) {
    this.#parts = parts
    for (const latch of parts.store.kill.all()) parts.books.kill.set(latch.mode, latch)
  }

  /**
   * Halts all of the modes in one flush. Memory first: entries must stop even when the disk does not answer; the latch
   * follows at once.
   */
  engage(modes: readonly Mode[], source: NonNullable<KillLatch['source']>): void {
    const { books, store, clock, journal, alerts, changes } = this.#parts
    // A latch that could not be written is tried again at the next press: only a stored one holds over a restart.
    const fresh = modes.filter((mode) => !books.isKilled(mode) || this.#unwritten.has(mode))
    if (fresh.length === 0) return
    const latches = fresh.map((mode): KillLatch => ({ mode, engaged: true, since: clock.now(), source }))
    for (const latch of latches) {
      books.kill.set(latch.mode, latch)
      this.#unwritten.add(latch.mode)
    }
    changes.announce({ kind: 'engine' })
    const tell = store.transaction(() =>
      latches.map((latch) => {
        const { mode } = latch
        store.kill.set(latch)
        journal.write('kill.engaged', { actor: 'user', facts: { mode, source } })
        const text = sentence('alert.kill-engaged', { mode, source })
        return alerts.write('critical', text, '/kill', { matter: matters.killed(mode) })
      }),
    )
    for (const mode of fresh) this.#unwritten.delete(mode)
    for (const each of tell) each()
  }

  /** Entries may go on, and what was asked for while they were halted is asked no longer. */
  lift(mode: Mode, reason: string): void {
    const { books, store, journal, alerts, changes, steps } = this.#parts
    if (!books.isKilled(mode)) return
    const latch: KillLatch = { mode, engaged: false, since: null, source: null }
    const after = store.transaction(() => {
      store.kill.set(latch)
      journal.write('kill.lifted', { actor: 'user', facts: { mode, reason } })
      const drop = steps.drop(mode)
      alerts.resolve(matters.killed(mode))
      return [drop, alerts.write('info', sentence('alert.kill-lifted', { mode, reason }), '/overview')]
    })
    books.kill.set(mode, latch)
    this.#unwritten.delete(mode)
    for (const each of after) each()
    changes.announce({ kind: 'engine' })
  }
}
