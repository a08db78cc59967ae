import type { Clock } from '../engine/ports/clock.ts'
import type { Log } from '../engine/ports/log.ts'

/** Rejections so close together have one cause: a socket that breaks rejects all that wait on it. */
const oneIncidentMs = 1_000
const windowMs = 60_000
/** With more of them in a minute the library's own state is not to be trusted any more. */
const mostIncidents = 5

interface StrayRejectionsParts {
  readonly clock: Clock
  readonly log: Log
  /** Opens all streams anew and verifies what was heard. */
  readonly suspect: (cause: string) => void
  /** Ends this worker, so that it is replaced. */
  readonly giveUp: (error: Error) => void
}

/**
 * What the exchange library rejects without anyone being able to catch it. Something of it broke and which stream it
 * was nobody knows: all of them are suspect. When that happens again and again the worker is given up.
 */
export class StrayRejections {
  readonly #parts: StrayRejectionsParts
  #incidents: number[] = []

  constructor(parts: StrayRejectionsParts) {
    this.#parts = parts
  }

  take(reason: unknown): void {
    const { clock, log, suspect, giveUp } = this.#parts
    const now = clock.monotonic()
    const cause = reason instanceof Error ? reason.message : String(reason)
    const last = this.#incidents.at(-1)
    if (last !== undefined && now - last < oneIncidentMs) return
    this.#incidents = [...this.#incidents.filter((at) => at > now - windowMs), now]
    const count = this.#incidents.length
    log.warn('worker.stray-rejection', { message: cause.slice(0, 200), count })
    if (count <= mostIncidents) suspect(cause)
    else giveUp(new Error(`the exchange library failed ${count} times within a minute: ${cause}`))
  }
}
