import type { Log } from './ports/log.ts'

/** Above this many waiting turns something feeds the engine faster than it can work; it is logged once. */
const crowded = 10_000

/**
 * The engine's one queue. Turns run one after another and never inside each other; none awaits. A turn that
 * throws is a bug: later turns still run, but the engine is told so that it stops opening trades.
 */
export class Lane {
  readonly #waiting: (() => void)[] = []
  readonly #log: Log
  readonly #onFailure: (error: Error) => void
  #running = false
  #warned = false

  constructor(log: Log, onFailure: (error: Error) => void) {
    this.#log = log
    this.#onFailure = onFailure
  }

  /** Runs at once when nothing runs, else after what is waiting. */
  post(turn: () => void): void {
    this.#waiting.push(turn)
    if (this.#waiting.length > crowded && !this.#warned) {
      this.#warned = true
      this.#log.warn('lane.crowded', { waiting: this.#waiting.length })
    }
    if (!this.#running) this.#drain()
  }

  /** Runs once the caller and all who called it have returned, for work that gathers what comes together. */
  postAfterwards(turn: () => void): void {
    Promise.resolve().then(() => this.post(turn))
  }

  /** A turn whose answer the caller waits for; its throw reaches the caller too. */
  ask<T>(turn: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.post(() => {
        try {
          resolve(turn())
        } catch (error) {
          reject(error)
          throw error
        }
      })
    })
  }

  #drain(): void {
    this.#running = true
    for (let turn = this.#waiting.shift(); turn !== undefined; turn = this.#waiting.shift()) {
      try {
        turn()
      } catch (error) {
        this.#tell(error instanceof Error ? error : new Error(String(error)))
      }
    }
    this.#running = false
    this.#warned = false
  }

  /** Whatever becomes of telling, the next turn runs: it may be the kill switch. */
  #tell(error: Error): void {
    try {
      this.#onFailure(error)
    } catch (second) {
      try {
        this.#log.error('lane.failure-untold', { message: error.message, because: String(second) })
      } catch {
        // Nobody is left to tell.
      }
    }
  }
}
