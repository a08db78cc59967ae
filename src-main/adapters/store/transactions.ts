import type { Database } from './driver.ts'

/** BEGIN IMMEDIATE … COMMIT around a piece of work; work inside work joins. */
export class Transactions {
  readonly #database: Database
  readonly #undone: (() => void)[] = []
  #open = false
  #failure: { readonly cause: unknown } | null = null

  constructor(database: Database) {
    this.#database = database
  }

  /** Calls whenever something was rolled back, so that what is kept in memory can be forgotten. */
  onRollback(call: () => void): void {
    this.#undone.push(call)
  }

  run<T>(work: () => T): T {
    return this.#open ? this.#join(work) : this.#begin(work)
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
