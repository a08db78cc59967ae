const slots = { working: 0, taken: 1 } as const

/**
 * Two numbers that a market worker and main both see at once, without a message: one that main can still read when the
 * worker's thread stands still, one that the worker can read while main does.
 */
export class SharedMarks {
  readonly memory: SharedArrayBuffer
  readonly #numbers: Int32Array

  constructor(memory = new SharedArrayBuffer(8)) {
    this.memory = memory
    this.#numbers = new Int32Array(memory)
  }

  /** Version of the task whose strategy has the worker's thread now; 0 while none has. */
  get working(): number {
    return Atomics.load(this.#numbers, slots.working)
  }
  /** Batches of messages that main has dealt with; wraps around. */
  get taken(): number {
    return Atomics.load(this.#numbers, slots.taken)
  }

  /** Does a strategy's work; whether it returns or throws, the thread is back then. */
  during<T>(version: number, work: () => T): T {
    Atomics.store(this.#numbers, slots.working, version)
    try {
      return work()
    } finally {
      Atomics.store(this.#numbers, slots.working, 0)
    }
  }

  /** Main has dealt with one more batch. */
  take(): void {
    Atomics.add(this.#numbers, slots.taken, 1)
  }
}
