import type { NotificationSettings } from '../../src-preload/contract/notification-settings.ts'
import type { Clock } from '../engine/ports/clock.ts'

const muteMs = 3_600_000

interface MuteParts {
  readonly clock: Clock
  readonly read: () => NotificationSettings
  readonly write: (settings: NotificationSettings) => void
}

/** The user's wish for an hour without notifications; what is critical about real money comes all the same. */
export class Mute {
  readonly #parts: MuteParts

  constructor(parts: MuteParts) {
    this.#parts = parts
  }

  get isOn(): boolean {
    const { clock, read } = this.#parts
    return clock.now() < (read().mutedUntil ?? 0)
  }

  readonly toggle = (): void => {
    const { clock, read, write } = this.#parts
    write({ ...read(), mutedUntil: this.isOn ? null : clock.now() + muteMs })
  }
}
