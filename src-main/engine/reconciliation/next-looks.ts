import type { Clock } from '../ports/clock.ts'

/** A fill can be under way while the exchange is asked: a difference counts when it is still there so much later. */
export const secondLookMs = 10_000
/** Between two looks that learnt nothing; the last one holds. */
const pausesMs = [10_000, 20_000, 40_000, 60_000]

/** When accounts are looked at once more before it is their turn: at most one look waits for each. */
export class NextLooks {
  readonly #clock: Clock
  readonly #look: (accountId: string) => void
  readonly #waiting = new Map<string, () => void>()
  /** Looks in a row that learnt nothing. */
  readonly #failures = new Map<string, number>()
  #ended = false

  constructor(clock: Clock, look: (accountId: string) => void) {
    this.#clock = clock
    this.#look = look
  }

  isWaiting(accountId: string): boolean {
    return this.#waiting.has(accountId)
  }

  /** What was learnt is to be seen once more. */
  again(accountId: string): void {
    this.#wait(accountId, secondLookMs)
  }

  /** Nothing was learnt: exchanges that do not answer are asked more and more rarely. */
  retry(accountId: string): void {
    const failures = this.#failures.get(accountId) ?? 0
    this.#failures.set(accountId, failures + 1)
    this.#wait(accountId, pausesMs[Math.min(failures, pausesMs.length - 1)] ?? secondLookMs)
  }

  /** A look has begun: what waited is no longer due. */
  begun(accountId: string): void {
    this.#waiting.get(accountId)?.()
    this.#waiting.delete(accountId)
  }

  /** Nothing is left to be seen, or the account is closed. */
  forget(accountId: string): void {
    this.begun(accountId)
    this.#failures.delete(accountId)
  }

  /** Also of looks that end later. */
  end(): void {
    this.#ended = true
    for (const accountId of [...this.#waiting.keys()]) this.forget(accountId)
  }

  #wait(accountId: string, delayMs: number): void {
    this.begun(accountId)
    if (this.#ended) return
    const look = () => {
      this.#waiting.delete(accountId)
      this.#look(accountId)
    }
    this.#waiting.set(accountId, this.#clock.after(delayMs, look))
  }
}
