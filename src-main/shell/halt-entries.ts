import { sentence } from '../domain/sentence.ts'
import type { Engine } from '../engine/engine.ts'

/** A bug outside the engine's own turns: no more entries, exits go on, the user is told, once. */
export const haltEntries = (engine: Engine, error: Error): Promise<void> =>
  engine.command(({ books, changes, alerts }) => {
    if (books.blocked !== null) return
    books.blocked = { code: 'blocked.engine-failed', message: error.message }
    changes.announce({ kind: 'engine' })
    alerts.raise('critical', sentence('alert.engine-failed', { message: error.message }), '/overview')
  })
