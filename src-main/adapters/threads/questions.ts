import type { Clock } from '../../engine/ports/clock.ts'

interface QuestionsParts {
  readonly clock: Clock
  /** Who is asked, for the cause that is given when no answer comes: "the market worker". */
  readonly who: string
  /** A worker that has not answered by then is not going to. */
  readonly limitMs: number
}

interface Open {
  readonly answer: (value: unknown) => void
  readonly fail: (cause: string) => void
  readonly cancelLimit: () => void
}

/** Questions to a worker that wait for their numbered answers. */
export class Questions {
  readonly #parts: QuestionsParts
  readonly #open = new Map<number, Open>()
  #asked = 0

  constructor(parts: QuestionsParts) {
    this.#parts = parts
  }

  /**
   * @param send puts the question with its number on its way
   * @param unanswered what no answer means for the one who asks
   */
  ask<T>(send: (question: number) => void, unanswered: (cause: string) => T): Promise<T> {
    const { clock, who, limitMs } = this.#parts
    this.#asked += 1
    const question = this.#asked
    return new Promise((resolve) => {
      const cancelLimit = clock.after(limitMs, () =>
        this.#close(question)?.fail(`${who} did not answer in time`),
      )
      this.#open.set(question, {
        answer: (value) => resolve(value as T),
        fail: (cause) => resolve(unanswered(cause)),
        cancelLimit,
      })
      send(question)
    })
  }

  /** An answer that comes too late is dropped. */
  answer(question: number, value: unknown): void {
    this.#close(question)?.answer(value)
  }

  failAll(cause: string): void {
    for (const question of [...this.#open.keys()]) this.#close(question)?.fail(cause)
  }

  #close(question: number): Open | undefined {
    const open = this.#open.get(question)
    this.#open.delete(question)
    open?.cancelLimit()
    return open
  }
}
