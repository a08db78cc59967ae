import type { Clock } from '../../../../engine/ports/clock.ts'
import type { ExchangeClock } from '../server-clock.ts'

const secondMs = 1_000
/** Seconds with trades that are looked back upon. */
const kept = 60

/**
 * The clock of an exchange that does not tell its time, by the times of its trades: the newest of a second has only
 * just happened. The middle of many seconds is late by what news takes to arrive, and no single wrong time moves it.
 */
export class HeardClock implements ExchangeClock {
  readonly #clock: Clock
  /** Of the newest trade in each second, by our clock when it was heard. */
  readonly #offsets: number[] = []
  #second = 0
  #newest: number | null = null
  #offsetMs: number | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get offsetMs(): number | null {
    return this.#offsetMs
  }

  now(): number {
    return this.#clock.now() + (this.#offsetMs ?? 0)
  }

  /** @param tradeTime epoch ms */
  hear(tradeTime: number): void {
    const offset = tradeTime - this.#clock.now()
    const second = Math.floor(this.#clock.monotonic() / secondMs)
    if (second === this.#second && this.#newest !== null) {
      this.#newest = Math.max(this.#newest, offset)
      return
    }
    if (this.#newest !== null) this.#add(this.#newest)
    this.#second = second
    this.#newest = offset
  }

  async known(): Promise<void> {}
  async measure(): Promise<void> {}
  close(): void {}

  #add(offset: number): void {
    this.#offsets.push(offset)
    if (this.#offsets.length > kept) this.#offsets.shift()
    const sorted = [...this.#offsets].sort((a, b) => a - b)
    this.#offsetMs = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
  }
}
