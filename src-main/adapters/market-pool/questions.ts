import type { Clock } from '../../engine/ports/clock.ts'
import type { Asked } from '../../engine/ports/exchange.ts'
import type { WorkerAnswer } from './protocol.ts'

/** A worker that has not answered by then is not going to. */
const limitMs = 60_000

interface Open {
  readonly answer: (value: WorkerAnswer) => void
  readonly cancelLimit: () => void
}

/** Questions to a worker that wait for their numbered answers. */
export class Questions {
  readonly #clock: Clock
  readonly #open = new Map<number, Open>()
  #asked = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @param send puts the question with its number on its way */
  ask<T>(send: (question: number) => void): Promise<Asked<T>> {
    this.#asked += 1
    const question = this.#asked
    return new Promise((resolve) => {
      const cancelLimit = this.#clock.after(limitMs, () =>
        this.answer(question, failed('the market worker did not answer in time')),
      )
      this.#open.set(question, { answer: (value) => resolve(value as Asked<T>), cancelLimit })
      send(question)
    })
  }

  answer(question: number, value: WorkerAnswer): void {
    const open = this.#open.get(question)
    this.#open.delete(question)
    open?.cancelLimit()
    open?.answer(value)
  }

  failAll(cause: string): void {
    for (const question of [...this.#open.keys()]) this.answer(question, failed(cause))
  }
}

const failed = (cause: string) => ({ kind: 'failed', cause }) as const
