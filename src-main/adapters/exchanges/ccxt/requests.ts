import type { Clock } from '../../../engine/ports/clock.ts'
import { withDeadline } from './guards.ts'
import { Latency } from './latency.ts'
import type { RequestBudget } from './request-budget.ts'

export const requestDeadlineMs = 15_000

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300)

/** Questions to the public side of an exchange: each within the budget and a deadline, each measured. */
export class Requests {
  readonly latency = new Latency()
  readonly #budget: RequestBudget
  readonly #clock: Clock
  #error: string | null = null

  constructor(budget: RequestBudget, clock: Clock) {
    this.#budget = budget
    this.#clock = clock
  }

  /** The last failure; null after the next success. */
  get error(): string | null {
    return this.#error
  }

  /** @throws whatever the request failed with, or Error at the deadline */
  async ask<T>(weight: number, work: () => Promise<T>, deadlineMs = requestDeadlineMs): Promise<T> {
    const clock = this.#clock
    try {
      const answer = await this.#budget.run('data', weight, async () => {
        const began = clock.monotonic()
        const value = await withDeadline(work(), deadlineMs, (ms, call) => clock.after(ms, call))
        this.latency.add(clock.monotonic() - began)
        return value
      })
      this.#error = null
      return answer
    } catch (error) {
      this.#error = messageOf(error)
      throw error
    }
  }
}
