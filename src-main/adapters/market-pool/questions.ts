import type { Clock } from '../../engine/ports/clock.ts'
import type { WorkerAnswer } from './protocol.ts'

/** A worker that has not answered by then is not going to. */
const limitMs = 60_000

interface Open {
  readonly answer: (value: WorkerAnswer) => void
  readonly fail: (error: Error) => void
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
  ask<T extends WorkerAnswer>(send: (question: number) => void): Promise<T> {
    this.#asked += 1
    const question = this.#asked
    return new Promise<T>((resolve, reject) => {
      const cancel = this.#clock.after(limitMs, () => {
        this.#open.delete(question)
        reject(new Error('the market worker did not answer in time'))
      })
      this.#open.set(question, {
        answer: (value) => {
          cancel()
          resolve(value as T)
        },
        fail: (error) => {
          cancel()
          reject(error)
        },
      })
      send(question)
    })
  }

  answer(question: number, value: WorkerAnswer): void {
    this.#open.get(question)?.answer(value)
    this.#open.delete(question)
  }

  failAll(error: Error): void {
    const open = [...this.#open.values()]
    this.#open.clear()
    for (const question of open) question.fail(error)
  }
}
