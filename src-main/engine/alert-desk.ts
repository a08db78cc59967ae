import type { Sentence } from '../domain/sentence.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { Alert, Store } from './ports/store.ts'

/** The same words are not said again within this time where what they tell of may repeat. */
const quietMs = 15 * 60_000
const rememberedWords = 500

/** Raises alerts: kept in the store, announced to the window and the desktop. */
export class AlertDesk {
  readonly #store: Store
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #changes: Changes
  readonly #saidAt = new Map<string, number>()

  constructor(deps: { store: Store; clock: Clock; ids: Ids; changes: Changes }) {
    this.#store = deps.store
    this.#clock = deps.clock
    this.#ids = deps.ids
    this.#changes = deps.changes
  }

  /** @param target route in the window that shows more, or null */
  raise(severity: Alert['severity'], text: Sentence, target: string | null): void {
    const alert = this.#alert(severity, text, target)
    try {
      this.#store.alerts.insert(alert)
    } finally {
      // A disk that refuses it is one more reason to tell.
      this.#changes.announce({ kind: 'alert', alert })
    }
  }

  /** As `raise`, for what may happen again and again: the same words at most every quarter of an hour. */
  raiseRarely(severity: Alert['severity'], text: Sentence, target: string | null): void {
    const key = JSON.stringify([text, target])
    const now = this.#clock.now()
    const last = this.#saidAt.get(key)
    if (last !== undefined && now - last < quietMs && now >= last) return
    this.#saidAt.delete(key)
    this.#saidAt.set(key, now)
    const oldest = this.#saidAt.keys().next()
    if (this.#saidAt.size > rememberedWords && oldest.done !== true) this.#saidAt.delete(oldest.value)
    this.raise(severity, text, target)
  }

  /** For inside a transaction. Returns what announces it, to be called once that has committed. */
  write(severity: Alert['severity'], text: Sentence, target: string | null): () => void {
    const alert = this.#alert(severity, text, target)
    this.#store.alerts.insert(alert)
    return () => this.#changes.announce({ kind: 'alert', alert })
  }

  markSeen(ids: readonly string[]): void {
    this.#store.alerts.markSeen(ids)
    this.#changes.announce({ kind: 'alerts-seen' })
  }

  #alert(severity: Alert['severity'], text: Sentence, target: string | null): Alert {
    const raisedAt = this.#clock.now()
    return { id: this.#ids.next('alert'), severity, text, target, raisedAt, seen: false }
  }
}
