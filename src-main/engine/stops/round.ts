import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'

interface RoundParts {
  readonly lane: Lane
  readonly clock: Clock
}

/** A stop that is hit during a round waits for no more than this, and for what was begun by then. */
const sliceMs = 0.5

/** Looks after one after the other, in slices between which the engine takes whatever else has come. */
export class Round {
  readonly #parts: RoundParts
  readonly #tend: (id: string) => void
  #left: Iterator<string> | null = null
  #cancelTimer: () => void = () => {}

  constructor(parts: RoundParts, tend: (id: string) => void) {
    this.#parts = parts
    this.#tend = tend
  }

  /** Call as a turn. While a round is under way nothing begins: who is new meanwhile is in the next one. */
  begin(ids: Iterable<string>): void {
    if (this.#left !== null) return
    this.#left = ids[Symbol.iterator]()
    this.#goOn()
  }

  end(): void {
    this.#cancelTimer()
    this.#left = null
  }

  #goOn(): void {
    const { clock, lane } = this.#parts
    const until = clock.monotonic() + sliceMs
    try {
      while (this.#left !== null && clock.monotonic() < until) {
        const next = this.#left.next()
        if (next.done === true) this.#left = null
        else this.#tend(next.value)
      }
    } finally {
      // Also past one that throws: the others are looked after all the same.
      if (this.#left !== null) this.#cancelTimer = clock.after(0, () => lane.post(() => this.#goOn()))
    }
  }
}
