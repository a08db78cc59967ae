import type { Clock } from '../../../engine/ports/clock.ts'

/** Who goes first when requests must wait. */
export const priorities = ['cancel', 'stop', 'entry', 'data'] as const
export type Priority = (typeof priorities)[number]

export interface BudgetOptions {
  readonly clock: Clock
  /** Weight that may be spent in any window, with what the exchange says others have spent from here. */
  readonly capacity: number
  /** Weight that may be spent in any window by this budget alone; absent: all. */
  readonly ownCapacity?: number
  readonly windowMs: number
}

export interface BudgetCounts {
  readonly requests: number
  readonly waits: number
  /** Weight spent in the running window. */
  readonly used: number
  /** Nothing is sent for so long; 0 when free. */
  readonly pausedMs: number
}

interface Spent {
  readonly at: number
  readonly weight: number
  readonly isOwn: boolean
}

interface Waiting {
  readonly weight: number
  readonly start: () => void
}

const sumOf = (spent: readonly Spent[]): number => spent.reduce((sum, { weight }) => sum + weight, 0)

/** Requests waiting beyond this are refused at once: what waits that long would answer for another market. */
const waitingBound = 5_000

/**
 * One budget for everything that is sent to one exchange at one address. Requests over it wait, the most urgent
 * first; what the exchange itself says (weight used, wait so long) outranks our own count.
 */
export class RequestBudget {
  readonly #options: BudgetOptions
  readonly #queues: Readonly<Record<Priority, Waiting[]>> = { cancel: [], stop: [], entry: [], data: [] }
  #spent: Spent[] = []
  /** Monotonic, as all times here: a clock that is set must not open or close a window. */
  #pausedUntil = 0
  #cancelTimer: (() => void) | null = null
  #requests = 0
  #waits = 0

  constructor(options: BudgetOptions) {
    this.#options = options
  }

  get counts(): BudgetCounts {
    const pausedMs = Math.max(0, this.#pausedUntil - this.#options.clock.monotonic())
    return { requests: this.#requests, waits: this.#waits, used: this.#used(), pausedMs }
  }

  /** Nothing may be sent: the exchange said so. */
  get isPaused(): boolean {
    return this.#options.clock.monotonic() < this.#pausedUntil
  }

  /** Runs the work as soon as its weight fits. @throws Error when too much is waiting already */
  async run<T>(priority: Priority, weight: number, work: () => Promise<T>): Promise<T> {
    const mustWait = this.#isFull(weight) || priorities.some((each) => this.#queues[each].length > 0)
    if (mustWait) {
      const waiting = priorities.reduce((sum, each) => sum + this.#queues[each].length, 0)
      if (waiting >= waitingBound) throw new Error('too many requests are waiting for the exchange')
      this.#waits += 1
      await new Promise<void>((start) => {
        this.#queues[priority].push({ weight, start })
        this.#startWaiting()
      })
    } else this.#spend(weight)
    return work()
  }

  /** The exchange's own count of the running window: ours may have missed what others sent from here. */
  noteUsed(weight: number): void {
    const unknown = weight - this.#used()
    if (unknown > 0) this.#note(unknown, false)
  }

  /** Sends nothing for a while, because the exchange said so. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#options.clock.monotonic() + ms)
    this.#startWaiting()
  }

  #startWaiting(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      if (this.#isFull(next.weight)) {
        this.#cancelTimer = this.#options.clock.after(this.#untilRoom(), () => this.#startWaiting())
        return
      }
      for (const priority of priorities)
        if (this.#queues[priority][0] === next) this.#queues[priority].shift()
      this.#spend(next.weight)
      next.start()
    }
  }

  #next(): Waiting | undefined {
    for (const priority of priorities) {
      const first = this.#queues[priority][0]
      if (first !== undefined) return first
    }
    return undefined
  }

  #spend(weight: number): void {
    this.#requests += 1
    this.#note(weight, true)
  }

  #note(weight: number, isOwn: boolean): void {
    this.#spent.push({ at: this.#options.clock.monotonic(), weight, isOwn })
  }

  #used(): number {
    const since = this.#options.clock.monotonic() - this.#options.windowMs
    if ((this.#spent[0]?.at ?? Number.POSITIVE_INFINITY) <= since) {
      this.#spent = this.#spent.filter((entry) => entry.at > since)
    }
    return sumOf(this.#spent)
  }

  #isFull(weight: number): boolean {
    const { capacity, ownCapacity = capacity } = this.#options
    if (this.isPaused) return true
    const used = this.#used()
    // One request heavier than the whole budget may go when nothing else was sent.
    if (used === 0) return false
    const own = sumOf(this.#spent.filter(({ isOwn }) => isOwn))
    return used + weight > capacity || own + weight > ownCapacity
  }

  #untilRoom(): number {
    const { clock, windowMs } = this.#options
    const now = clock.monotonic()
    if (now < this.#pausedUntil) return this.#pausedUntil - now
    return Math.max(1, (this.#spent[0]?.at ?? now) + windowMs - now)
  }
}
