import type { Clock } from '../../../engine/ports/clock.ts'
import type { CcxtExchange } from './ccxt-exchange.ts'
import type { Requests } from './requests.ts'

const everyMs = 300_000
const samples = 3

interface ServerClockParts {
  readonly exchange: CcxtExchange
  readonly requests: Pick<Requests, 'ask'>
  readonly clock: Clock
}

/** An exchange's clock as far as it is known here. */
export interface ExchangeClock {
  /** Exchange's clock less ours, ms; null before it was measured. */
  readonly offsetMs: number | null
  /** The exchange's time as far as it is known, epoch ms. */
  now(): number
  /** Ends once an offset is known or could not be had. */
  known(): Promise<void>
  measure(): Promise<void>
  close(): void
}

/** The exchange's clock against ours, measured at first use and every few minutes: both drift. */
export class ServerClock implements ExchangeClock {
  readonly #parts: ServerClockParts
  readonly #end: () => void
  #offsetMs: number | null = null
  #listener: (offsetMs: number) => void = () => {}
  #measuring: Promise<void> | null = null

  constructor(parts: ServerClockParts) {
    this.#parts = parts
    this.#end = parts.clock.every(everyMs, () => void this.measure())
  }

  get offsetMs(): number | null {
    return this.#offsetMs
  }

  now(): number {
    return this.#parts.clock.now() + (this.#offsetMs ?? 0)
  }

  async known(): Promise<void> {
    if (this.#offsetMs === null) await this.measure()
  }

  measure(): Promise<void> {
    this.#measuring ??= this.#measure().finally(() => {
      this.#measuring = null
    })
    return this.#measuring
  }

  /** Hears of every offset that is measured. */
  onMeasured(listener: (offsetMs: number) => void): void {
    this.#listener = listener
  }

  close(): void {
    this.#end()
  }

  /** Median of several samples, each against the middle of its round trip. */
  async #measure(): Promise<void> {
    const { clock, exchange, requests } = this.#parts
    const offsets: number[] = []
    for (let sample = 0; sample < samples; sample += 1) {
      try {
        const before = clock.now()
        const theirs = await requests.ask(1, () => exchange.fetchTime())
        if (!Number.isFinite(theirs) || theirs <= 0) return
        offsets.push(theirs - (before + clock.now()) / 2)
      } catch {
        // The failure is kept by the request itself; without a sample the last offset stands.
        return
      }
    }
    this.#offsetMs = Math.round(offsets.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? 0)
    this.#listener(this.#offsetMs)
  }
}
