import type { Clock } from '../../../src-main/engine/ports/clock.ts'
import { FakeClock } from '../fake-clock.ts'

/** Time of one life of the app: it can jump on the wall, and no timer runs once the life has ended. */
export class LifeClock implements Clock {
  readonly #true: FakeClock
  #offsetMs: number
  #ended = false

  /** @param offsetMs how far the computer's clock is off already */
  constructor(startAt: number, offsetMs: number) {
    this.#true = new FakeClock(startAt)
    this.#offsetMs = offsetMs
  }

  get offsetMs(): number {
    return this.#offsetMs
  }

  now(): number {
    return this.#true.now() + this.#offsetMs
  }
  monotonic(): number {
    return this.#true.monotonic()
  }
  after(delayMs: number, call: () => void): () => void {
    return this.#true.after(delayMs, this.#whileAlive(call))
  }
  every(periodMs: number, call: () => void): () => void {
    return this.#true.every(periodMs, this.#whileAlive(call))
  }

  /** Time as the world has it, which no jump changes. */
  trueTime(): number {
    return this.#true.now()
  }
  jump(byMs: number): void {
    this.#offsetMs += byMs
  }
  /** Stops early when the life ends meanwhile. */
  async advanceTo(time: number): Promise<void> {
    await this.#true.advance(Math.max(0, time - this.#true.now()))
  }
  sleep(ms: number): Promise<void> {
    return this.#true.sleep(ms)
  }
  end(): void {
    this.#ended = true
  }

  #whileAlive(call: () => void): () => void {
    return () => {
      if (!this.#ended) call()
    }
  }
}
