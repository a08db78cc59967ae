import { sentence } from '../domain/sentence.ts'
import type { AlertDesk } from './alert-desk.ts'
import type { Changes } from './changes.ts'
import { isWorthSaying } from './is-worth-saying.ts'
import { matters } from './matters.ts'
import type { Log } from './ports/log.ts'
import type { Books } from './state/books.ts'

interface FailuresParts {
  readonly books: Books
  readonly log: Log
  readonly alerts: AlertDesk
  readonly changes: Changes
}

/** A turn that threw is a bug: no more entries, exits go on, the user is told once however many follow. */
export class Failures {
  readonly #parts: FailuresParts
  #count = 0

  constructor(parts: FailuresParts) {
    this.#parts = parts
  }

  take(error: Error): void {
    const { books, log, alerts, changes } = this.#parts
    const { message } = error
    // First of all: what follows may fail too.
    books.blocked ??= { code: 'blocked.engine-failed', message }
    this.#count += 1
    if (!isWorthSaying(this.#count)) return
    log.error('engine.failed', { message, stack: error.stack ?? '', count: this.#count })
    changes.announce({ kind: 'engine' })
    if (this.#count > 1) return
    try {
      const about = { matter: matters.engineFailed }
      alerts.raise('critical', sentence('alert.engine-failed', { message }), '/overview', about)
    } catch (second) {
      log.error('engine.alert-failed', { message: String(second) })
    }
  }
}
