import type { Mishap, Trouble } from './schedule.ts'

/** What is wrong between the app and the exchange at this moment. */
export class Weather {
  readonly #now: () => number
  readonly #until = new Map<Trouble, number>()
  readonly #waiting: Mishap[] = []
  #pausedUntil = 0

  /** @param now true time, which no jump of the app's clock changes */
  constructor(now: () => number) {
    this.#now = now
  }

  begin(trouble: Trouble, forMs: number): void {
    this.#until.set(trouble, Math.max(this.#until.get(trouble) ?? 0, this.#now() + forMs))
  }

  await(mishap: Mishap): void {
    this.#waiting.push(mishap)
  }

  /** The exchange takes no request for so long. */
  pause(forMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + forMs)
  }

  get isPaused(): boolean {
    return this.#now() < this.#pausedUntil
  }

  is(trouble: Trouble): boolean {
    return this.#now() < (this.#until.get(trouble) ?? 0)
  }

  /** The first waiting mishap that could happen here; it happens once. */
  take(possible: readonly Mishap[]): Mishap | null {
    const index = this.#waiting.findIndex((mishap) => possible.includes(mishap))
    return index < 0 ? null : (this.#waiting.splice(index, 1)[0] ?? null)
  }

  get isRestarting(): boolean {
    return this.is('exchange-restarts') || this.is('exchange-restarts-and-cancels')
  }

  /** False while the account's stream says nothing, or says it too late. */
  get isTelling(): boolean {
    return !(['stream-down', 'events-lost', 'events-late'] as const).some((trouble) => this.is(trouble))
  }

  /** False while no answer and no event can come. */
  get isReachable(): boolean {
    return !this.is('names-unresolved') && !this.is('half-open') && !this.isRestarting
  }

  /** Whatever is wrong ends. A pause does not: the app may have been told of it, and keeps to it. */
  clear(): void {
    this.#until.clear()
    this.#waiting.length = 0
  }
}
