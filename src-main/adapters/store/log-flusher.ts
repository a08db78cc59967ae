import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'

/** @param error why what was written may not be on disk; null when it is */
export type Flushed = (error: Error | null) => void

/** Brings what was written to a database's log to disk. */
export interface LogFlusher {
  /** Everything written by now; calls in the order in which they were asked for. */
  whenFlushed(then: Flushed): void
  /** On return everything written by now is on disk. */
  now(): void
  close(): void
}

export type LogFlushing = 'in-background' | 'at-once'

/**
 * The log must be there, and stay there for as long as this is open. Closing a handle on it is no harm: SQLite's locks
 * are on the other files.
 */
export const openLogFlusher = (log: string, flushing: LogFlushing): LogFlusher => {
  // Windows flushes only what can be written to.
  const handle = openSync(log, 'r+')
  return flushing === 'at-once' ? flusherAtOnce(handle) : new BackgroundFlusher(handle)
}

const flusherAtOnce = (handle: number): LogFlusher => ({
  whenFlushed(then) {
    fdatasyncSync(handle)
    then(null)
  },
  now: () => fdatasyncSync(handle),
  close: () => closeSync(handle),
})

/** One flush at a time, for all who have asked before it began: many orders of one moment cost one. */
class BackgroundFlusher implements LogFlusher {
  readonly #handle: number
  #waiting: Flushed[] = []
  #isFlushing = false
  #isClosed = false

  constructor(handle: number) {
    this.#handle = handle
  }

  whenFlushed(then: Flushed): void {
    this.#waiting.push(then)
    if (!this.#isFlushing) this.#flush()
  }

  now(): void {
    fdatasyncSync(this.#handle)
  }

  /** Whoever still waits is not told any more. */
  close(): void {
    this.#isClosed = true
    this.#waiting = []
    if (!this.#isFlushing) closeSync(this.#handle)
  }

  #flush(): void {
    const told = this.#waiting
    this.#waiting = []
    this.#isFlushing = true
    fdatasync(this.#handle, (error) => {
      this.#isFlushing = false
      if (this.#isClosed) {
        closeSync(this.#handle)
        return
      }
      // The next flush runs while these go on.
      if (this.#waiting.length > 0) this.#flush()
      for (const then of told) then(error)
    })
  }
}
