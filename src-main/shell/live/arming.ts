import type { Clock } from '../../engine/ports/clock.ts'

/** The last moments in which the user can still cancel. */
export const armingMs = 5_000

interface Armed {
  readonly botName: string
  /** By our clock. */
  readonly startsAt: number
  readonly cancel: () => void
}

/** The countdown before a live bot starts; it runs here, whatever becomes of the window. */
export class Arming {
  readonly #clock: Clock
  readonly #onChange: () => void
  #armed: Armed | null = null

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock
    this.#onChange = onChange
  }

  get now(): { readonly botName: string; readonly startsAt: number } | null {
    return this.#armed
  }

  /** @returns when it starts, unless it is cancelled; null while another bot is being armed */
  begin(botName: string, start: () => void): number | null {
    if (this.#armed !== null) return null
    const cancel = this.#clock.after(armingMs, () => {
      this.#armed = null
      start()
      this.#onChange()
    })
    const startsAt = this.#clock.now() + armingMs
    this.#armed = { botName, startsAt, cancel }
    this.#onChange()
    return startsAt
  }

  /** False when nothing was being armed. */
  cancel(): boolean {
    if (this.#armed === null) return false
    this.#armed.cancel()
    this.#armed = null
    this.#onChange()
    return true
  }
}
