import type { Clock } from '../../engine/ports/clock.ts'

const firstRestartMs = 200
const longestRestartMs = 30_000
/** What lived this long was well: its next failure is a first one again. */
const wellAfterMs = 60_000

interface Link {
  /** It ended by itself. */
  onFailure(listener: (error: Error) => void): void
  close(): Promise<void>
}

export interface Failure {
  readonly message: string
  /** In a row. */
  readonly failures: number
  readonly restartMs: number
}

interface SupervisedOptions<L extends Link> {
  readonly start: () => L
  readonly clock: Clock
  readonly onDown: (failure: Failure) => void
  /** Another one runs, and knows nothing of what the one before was told. */
  readonly onBack: (link: L, cause: string) => void
}

/** A worker that is started again whenever it ends by itself, later each time while it keeps failing. */
export class Supervised<L extends Link> {
  readonly #options: SupervisedOptions<L>
  #link: L | null
  #startedAt = 0
  #failures = 0
  #cancelRestart: (() => void) | null = null
  #closed = false

  constructor(options: SupervisedOptions<L>) {
    this.#options = options
    this.#link = this.#start()
  }

  /** The worker that runs now; null between a failure and the next start, and once this is closed. */
  get link(): L | null {
    return this.#link
  }

  async close(): Promise<void> {
    const link = this.#link
    this.#closed = true
    this.#link = null
    this.#cancelRestart?.()
    await link?.close()
  }

  #start(): L {
    this.#startedAt = this.#options.clock.monotonic()
    const link = this.#options.start()
    link.onFailure((error) => {
      if (this.#link === link) this.#onFailure(error.message)
    })
    return link
  }

  #onFailure(message: string): void {
    const { clock, onDown, onBack } = this.#options
    this.#link = null
    if (clock.monotonic() - this.#startedAt > wellAfterMs) this.#failures = 0
    this.#failures += 1
    const restartMs = Math.min(longestRestartMs, firstRestartMs * 2 ** (this.#failures - 1))
    this.#cancelRestart = clock.after(restartMs, () => {
      if (this.#closed) return
      this.#link = this.#start()
      onBack(this.#link, message)
    })
    onDown({ message, failures: this.#failures, restartMs })
  }
}
