import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import type { PowerLoss } from './power-loss.ts'
import type { Choices } from './random-choices.ts'

/** Share of flushes that take as long as those of a disk that has other things to do. */
const slow = 0.05

interface SlowDiskParts {
  readonly clock: Clock
  readonly choices: Choices
  /** Is told of what has reached the disk; null while the power stays on. */
  readonly power: PowerLoss | null
}

/** Flushes in the background by a clock of the test's own: one after the other, each in its time. */
export class SlowDisk {
  readonly #parts: SlowDiskParts
  #idleAt = 0

  constructor(parts: SlowDiskParts) {
    this.#parts = parts
  }

  whenFlushed(then: (error: Error | null) => void): void {
    const { clock, choices, power } = this.#parts
    const written = power?.written() ?? 0
    const tookMs = choices.chance(slow) ? choices.whole(20, 3_000) : choices.whole(0, 2)
    const now = clock.monotonic()
    this.#idleAt = Math.max(now, this.#idleAt) + tookMs
    clock.after(this.#idleAt - now, () => {
      power?.onFlushed(written)
      then(null)
    })
  }
}
