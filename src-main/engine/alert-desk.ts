import type { Sentence } from '../domain/sentence.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { Alert, Store } from './ports/store.ts'

/** Raises alerts: kept in the store, announced to the window and the desktop. */
export class AlertDesk {
  readonly #store: Store
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #changes: Changes

  constructor(deps: { store: Store; clock: Clock; ids: Ids; changes: Changes }) {
    this.#store = deps.store
    this.#clock = deps.clock
    this.#ids = deps.ids
    this.#changes = deps.changes
  }

  /** @param target route in the window that shows more, or null */
  raise(severity: Alert['severity'], text: Sentence, target: string | null): void {
    const alert: Alert = {
      id: this.#ids.next('alert'),
      severity,
      text,
      target,
      raisedAt: this.#clock.now(),
      seen: false,
    }
    this.#store.alerts.insert(alert)
    this.#changes.announce({ kind: 'alert', alert })
  }

  markSeen(ids: readonly string[]): void {
    this.#store.alerts.markSeen(ids)
    this.#changes.announce({ kind: 'alerts-seen' })
  }
}
