import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'

/** @param error why what was written may not be on disk; null when it is */
type Flushed = (error: Error | null) => void

/** Brings what was written to a database's log to disk. */
export interface LogFlusher {
  /** Everything written by now; calls in the order in which they were asked for. */
  whenFlushed(then: Flushed): void
  /** On return everything written by now is on disk. */
  now(): void
  close(): void
}

/** "in-background": never for long on the caller's thread; "at-once": on it, before the call returns. */
export type LogFlushing = 'in-background' | 'at-once'

/** An open file. */
export interface FlushedFile {
  /** @throws what the disk says */
  flush(): void
  flushInBackground(then: Flushed): void
  close(): void
}

/**
 * The log must be there, and stay there for as long as this is open. Closing a handle on it is no harm: SQLite's locks
 * are on the other files.
 */
export const openLogFlusher = (log: string, flushing: LogFlushing): LogFlusher => {
  // Windows flushes only what can be written to.
  const handle = openSync(log, 'r+')
  const file: FlushedFile = {
    flush: () => fdatasyncSync(handle),
    flushInBackground: (then) => fdatasync(handle, then),
    close: () => closeSync(handle),
  }
  return flushing === 'at-once' ? flusherAtOnce(file) : new BackgroundFlusher(file)
}

const flusherAtOnce = (file: FlushedFile): LogFlusher => ({
  whenFlushed(then) {
    file.flush()
    then(null)
  },
  now: () => file.flush(),
  close: () => file.close(),
})

/** A flush that usually takes longer than this does not hold the thread up. */
const briefMs = 1
/** Each flush counts so much for what they usually take. */
const weight = 0.125

/**
 * One flush at a time, for all who have asked before it began: many orders of one turn cost one. On a disk that is quick
 * it is done at the end of the turn, since to wake another thread would take no less; else in the background.
 */
export class BackgroundFlusher implements LogFlusher {
  readonly #file: FlushedFile
  readonly #monotonic: () => number
  #waiting: Flushed[] = []
  #isDue = false
  #isFlushing = false
  #isClosed = false
  #usualMs = 0

  /** @param monotonic milliseconds */
  constructor(file: FlushedFile, monotonic: () => number = () => performance.now()) {
    this.#file = file
    this.#monotonic = monotonic
  }

  whenFlushed(then: Flushed): void {
    this.#waiting.push(then)
    if (this.#isFlushing || this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => this.#flush())
  }

  now(): void {
    this.#file.flush()
  }

  /** Whoever still waits is not told any more. */
  close(): void {
    this.#isClosed = true
    this.#waiting = []
    if (!this.#isFlushing) this.#file.close()
  }

  #flush(): void {
    this.#isDue = false
    if (this.#waiting.length === 0 || this.#isClosed) return
    const told = this.#waiting
    this.#waiting = []
    const beganAt = this.#monotonic()
    if (this.#usualMs < briefMs) {
      this.#tell(told, beganAt, this.#attempt())
      return
    }
    this.#isFlushing = true
    this.#file.flushInBackground((error) => {
      this.#isFlushing = false
      if (this.#isClosed) this.#file.close()
      else this.#tell(told, beganAt, error)
    })
  }

  #attempt(): Error | null {
    try {
      this.#file.flush()
      return null
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  #tell(told: readonly Flushed[], beganAt: number, error: Error | null): void {
    this.#usualMs += (this.#monotonic() - beganAt - this.#usualMs) * weight
    for (const then of told) then(error)
    this.#flush()
  }
}
