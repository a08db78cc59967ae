import type { Clock } from '../../../../engine/ports/clock.ts'

interface EchoWatchParts {
  readonly clock: Clock
  /** The exchange tells of what it did within this time, or its stream does not tell everything. */
  readonly withinMs: number
  readonly onSilent: (clientOrderId: string) => void
}

export interface Expectation {
  /** The exchange has said yes: its stream must tell of it. */
  confirmed(): void
  dropped(): void
}

/** What a stream tells of an order, and must tell: that it is there, or that it has ended. */
export type Word = 'known' | 'ended'

interface Waiting {
  readonly clientOrderId: string
  readonly word: Word
  cancelTimer: () => void
}

/**
 * Finds a stream that answers pings and tells nothing, which no time-out could know from a quiet account: whatever
 * we ask for ourselves and the exchange grants must be told of.
 */
export class EchoWatch {
  readonly #parts: EchoWatchParts
  readonly #waiting = new Set<Waiting>()

  constructor(parts: EchoWatchParts) {
    this.#parts = parts
  }

  /** Call before asking: the stream may be faster than the answer. */
  expect(clientOrderId: string, word: Word): Expectation {
    const { clock, withinMs, onSilent } = this.#parts
    const waiting: Waiting = { clientOrderId, word, cancelTimer: () => {} }
    this.#waiting.add(waiting)
    return {
      confirmed: () => {
        if (!this.#waiting.has(waiting)) return
        waiting.cancelTimer = clock.after(withinMs, () => {
          this.#waiting.delete(waiting)
          onSilent(clientOrderId)
        })
      },
      dropped: () => this.#stop(waiting),
    }
  }

  heard(clientOrderId: string, word: Word): void {
    for (const waiting of this.#waiting) {
      const isAnswered = word === 'ended' || waiting.word === 'known'
      if (waiting.clientOrderId === clientOrderId && isAnswered) this.#stop(waiting)
    }
  }

  /** What was expected of a stream that has ended will not come from the next one. */
  forget(): void {
    for (const waiting of this.#waiting) this.#stop(waiting)
  }

  #stop(waiting: Waiting): void {
    waiting.cancelTimer()
    this.#waiting.delete(waiting)
  }
}
