import type { Database } from './driver.ts'

/** BEGIN IMMEDIATE … COMMIT around a piece of work, flushed to disk or only noted; work inside work joins. */
export class Transactions {
  readonly #database: Database
  readonly #flushLog: () => void
  readonly #undone: (() => void)[] = []
  #open = false
  #noting = false
  #isFlushOwed = false
  #failure: { readonly cause: unknown } | null = null

  /** @param flushLog brings to disk what was committed without a flush */
  constructor(database: Database, flushLog: () => void = () => {}) {
    this.#database = database
    this.#flushLog = flushLog
  }

  /** Calls whenever something was rolled back, so that what is kept in memory can be forgotten. */
  onRollback(call: () => void): void {
    this.#undone.push(call)
  }

  run<T>(work: () => T): T {
    return this.#open ? this.#join(work) : this.#begin(work)
  }

  /** Inside of what is only noted: the whole is flushed when that ends. */
  flush<T>(work: () => T): T {
    if (this.#noting) this.#isFlushOwed = true
    return this.run(work)
  }

  /** The log of the database is written and not flushed: with it goes whatever is flushed next. */
  note<T>(work: () => T): T {
    if (this.#open) return this.#join(work)
    this.#noting = true
    this.#isFlushOwed = false
    this.#database.exec('PRAGMA synchronous = NORMAL')
    try {
      const result = this.#begin(work)
      if (this.#isFlushOwed) this.#flushLog()
      return result
    } finally {
      this.#database.exec('PRAGMA synchronous = FULL')
      this.#noting = false
    }
  }

  #join<T>(work: () => T): T {
    try {
      return withoutPromise(work())
    } catch (cause) {
      // Half of this work is written: even if someone catches this, the whole must not be committed.
      this.#failure ??= { cause }
      throw cause
    }
  }

  #begin<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE')
    this.#open = true
    this.#failure = null
    try {
      const result = withoutPromise(work())
      if (this.#failure !== null) {
        const { cause } = this.#failure as { cause: unknown }
        throw new Error('a part of this transaction failed', { cause })
      }
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk or a broken file can have rolled back already.
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK')
      for (const call of this.#undone) call()
      throw error
    } finally {
      this.#open = false
    }
  }
}

const withoutPromise = <T>(result: T): T => {
  if (result instanceof Promise) throw new TypeError('a transaction cannot wait for a promise')
  return result
}
