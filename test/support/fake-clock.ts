import type { Clock } from '../../src-main/engine/ports/clock.ts'

interface Timer {
  at: number
  readonly period: number | null
  readonly call: () => void
}

/** Time that only a test moves. */
export class FakeClock implements Clock {
  #now: number
  #timers: Timer[] = []

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }
  monotonic(): number {
    return this.#now
  }
  after(delayMs: number, call: () => void): () => void {
    return this.#add({ at: this.#now + delayMs, period: null, call })
  }
  every(periodMs: number, call: () => void): () => void {
    return this.#add({ at: this.#now + periodMs, period: periodMs, call })
  }

  /** Runs what is due in order, letting promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    for (let timer = this.#nextUntil(end); timer !== undefined; timer = this.#nextUntil(end)) {
      this.#now = Math.max(this.#now, timer.at)
      if (timer.period === null) this.#timers = this.#timers.filter((other) => other !== timer)
      else timer.at += timer.period
      timer.call()
      await settled()
    }
    this.#now = end
    await settled()
  }

  /** The computer sleeps: time jumps and no timer runs for what was slept through; each that is due runs once after. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms
    for (const timer of [...this.#timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > this.#now) continue
      if (timer.period === null) this.#timers = this.#timers.filter((other) => other !== timer)
      else timer.at = this.#now + timer.period
      timer.call()
      await settled()
    }
  }

  #add(timer: Timer): () => void {
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  #nextUntil(end: number): Timer | undefined {
    return this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
  }
}

/** Lets every promise that can settle without time passing do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
