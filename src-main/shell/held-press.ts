import { randomUUID } from 'node:crypto'
import type { Clock } from '../engine/ports/clock.ts'

/** A press that is not let go for so much longer was forgotten. */
const forgottenAfterMs = 30_000

/** How long a button has been held, by main's own clock: the window alone cannot shorten it. One press at a time. */
export class HeldPress {
  readonly #clock: Clock
  readonly #holdMs: number
  #press: { readonly id: string; readonly since: number } | null = null

  constructor(clock: Clock, holdMs: number) {
    this.#clock = clock
    this.#holdMs = holdMs
  }

  begin(): string {
    this.#press = { id: randomUUID(), since: this.#clock.monotonic() }
    return this.#press.id
  }

  /** True once for a press that has lasted. */
  take(id: string): boolean {
    const press = this.#press
    if (press?.id !== id) return false
    this.#press = null
    const heldMs = this.#clock.monotonic() - press.since
    return heldMs >= this.#holdMs && heldMs <= forgottenAfterMs
  }
}
