import type { Random } from '../../../domain/random.ts'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Log } from '../../../engine/ports/log.ts'
import { messageOf } from './requests.ts'

const firstDelayMs = 500
const longestDelayMs = 30_000
/** A turn that went well for so long begins a new count of failures when it fails. */
const stableMs = 60_000

interface LoopOptions {
  readonly name: string
  readonly clock: Clock
  readonly log: Log
  readonly random: Random
  /** ccxt's watch call: ends with the first data; its result is not looked at, the handlers have taken the data. */
  readonly turn: () => Promise<unknown>
  readonly onFailure: (error: unknown, failures: number) => void
}

/**
 * Keeps one subscription alive. Once data flow nothing is left to be done until `renew` says that its socket may be
 * gone. After a failure it waits, longer each time and never at the same moment as others.
 */
export class SubscriptionLoop {
  readonly #options: LoopOptions
  #failures = 0
  #waiting = false
  #awaiting = false
  #ended = false
  /** Ends whatever the loop is waiting for, if anything. */
  #wake: (() => void) | null = null
  /** Asked to subscribe again while it was not waiting for that. */
  #renewed = false

  constructor(options: LoopOptions) {
    this.#options = options
    void this.#run()
  }

  /** False while it waits after a failure. */
  get trying(): boolean {
    return !this.#waiting
  }

  /** True until the watch call has ended: it ends with the first data. */
  get awaiting(): boolean {
    return this.#awaiting
  }

  /** Asks for the subscription again unless it is being asked for already. */
  renew(): void {
    this.#renewed = true
    if (!this.#waiting) this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      this.#renewed = false
      const began = this.#options.clock.monotonic()
      try {
        if (await this.#firstData()) {
          this.#failures = 0
          if (!this.#renewed) await this.#pause(null)
        }
      } catch (error) {
        if (this.#options.clock.monotonic() - began >= stableMs) this.#failures = 0
        if (!this.#ended) await this.#afterFailure(error)
      }
    }
  }

  /** True once data came; false when it was woken first: then the request for them is abandoned. */
  async #firstData(): Promise<boolean> {
    this.#awaiting = true
    const turn = this.#options.turn().then(() => true)
    const woken = new Promise<false>((resolve) => {
      this.#wake = () => resolve(false)
    })
    try {
      return await Promise.race([turn, woken])
    } finally {
      this.#awaiting = false
      this.#wake = null
      // An abandoned request may still fail: nobody is left to hear it.
      turn.catch(() => {})
    }
  }

  async #afterFailure(error: unknown): Promise<void> {
    const { name, log, random } = this.#options
    this.#failures += 1
    this.#options.onFailure(error, this.#failures)
    const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** (this.#failures - 1))
    const delay = Math.round(longest * (0.5 + random() / 2))
    log.warn('stream.failed', { stream: name, failures: this.#failures, delay, cause: messageOf(error) })
    this.#waiting = true
    await this.#pause(delay)
    this.#waiting = false
  }

  async #pause(ms: number | null): Promise<void> {
    let cancel = () => {}
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      if (ms !== null) cancel = this.#options.clock.after(ms, resolve)
    })
    cancel()
    this.#wake = null
  }
}
