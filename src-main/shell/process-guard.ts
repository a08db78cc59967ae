import type { EventEmitter } from 'node:events'
import type { Log } from '../engine/ports/log.ts'
import { messageOf } from './message-of.ts'

/** A failure that comes back with every timer would fill the disk: after these only their number goes on. */
const logged = 100

interface GuardParts {
  readonly log: Log
  /** No more entries, and the user is told. */
  readonly halt: (error: Error) => void
}

/**
 * What nobody caught is a bug whose reach is not known: the process goes on, because exits and the kill switch
 * need it, but opens no more trades. Returns the end of the guard.
 */
export const guardProcess = (process: EventEmitter, { log, halt }: GuardParts): (() => void) => {
  let count = 0
  const take = (kind: 'exception' | 'rejection') => (thrown: unknown) => {
    count += 1
    const error = thrown instanceof Error ? thrown : new Error(messageOf(thrown))
    try {
      if (count <= logged) {
        log.error('app.uncaught', { kind, count, message: error.message, stack: error.stack ?? '' })
      }
      // The terminal that started the app was closed: nothing of ours is broken.
      if (!('code' in error && error.code === 'EPIPE')) halt(error)
    } catch {
      // Throwing here would end the process.
    }
  }
  const [onException, onRejection] = [take('exception'), take('rejection')]
  process.on('uncaughtException', onException)
  process.on('unhandledRejection', onRejection)
  return () => {
    process.off('uncaughtException', onException)
    process.off('unhandledRejection', onRejection)
  }
}
