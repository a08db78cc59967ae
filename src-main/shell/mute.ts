import type { Clock } from '../engine/ports/clock.ts'

const muteMs = 3_600_000

/** The user's wish for an hour without notifications of the desktop; what is critical comes all the same. */
export class Mute {
  readonly #clock: Clock
  #until = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isOn(): boolean {
    return this.#clock.now() < this.#until
  }

  readonly toggle = (): void => {
    this.#until = this.isOn ? 0 : this.#clock.now() + muteMs
  }
}
