import type { Facts } from '../domain/sentence.ts'
import type { Clock } from './ports/clock.ts'
import type { Store } from './ports/store.ts'

interface Entry {
  readonly actor?: 'user' | 'engine'
  readonly botId?: string
  readonly orderId?: string
  readonly facts?: Facts
  readonly marketTime?: number | null
}

/**
 * The record of what was done, by whom and when; written in the turn that does it, as part of its transaction where
 * there is one.
 */
export class Journal {
  readonly #store: Store
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  write(event: string, entry: Entry = {}): void {
    const line = {
      event,
      actor: entry.actor ?? 'engine',
      botId: entry.botId ?? null,
      orderId: entry.orderId ?? null,
      facts: entry.facts ?? {},
      marketTime: entry.marketTime ?? null,
      seenAt: this.#clock.now(),
    }
    this.#store.note(() => this.#store.journal.insert(line))
  }
}
