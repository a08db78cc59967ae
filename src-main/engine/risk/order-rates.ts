import type { Order } from '../../domain/orders/order.ts'
import type { Clock } from '../ports/clock.ts'
import { ofAccount, ofBot, ofMode } from '../state/scopes.ts'

const minuteMs = 60_000

/** Times within the last minute, oldest first. */
class Window {
  readonly #times: number[] = []
  #first = 0

  add(time: number): void {
    this.#times.push(time)
  }
  /** How many are younger than a minute; those that are not are forgotten. */
  count(now: number): number {
    while (this.#first < this.#times.length && (this.#times[this.#first] ?? 0) <= now - minuteMs)
      this.#first += 1
    if (this.#first > 64 && this.#first * 2 > this.#times.length) {
      this.#times.splice(0, this.#first)
      this.#first = 0
    }
    return this.#times.length - this.#first
  }
}

/** How many orders each bot, account and mode has sent within the last minute. */
export class OrderRates {
  readonly #clock: Clock
  readonly #windows = new Map<string, Window>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  onPlaced({ botId, accountId, mode }: Order): void {
    const now = this.#clock.monotonic()
    for (const scope of [ofBot(botId), ofAccount(accountId), ofMode(mode)]) {
      const window = this.#windows.get(scope) ?? new Window()
      // Also counts, so that what nobody asks about does not grow.
      window.count(now)
      window.add(now)
      this.#windows.set(scope, window)
    }
  }

  lastMinute(scope: string): number {
    return this.#windows.get(scope)?.count(this.#clock.monotonic()) ?? 0
  }
}
