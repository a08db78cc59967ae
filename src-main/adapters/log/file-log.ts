import { chmodSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Log } from '../../engine/ports/log.ts'

const rotateBytes = 10_000_000
/** Characters that wait at most while the disk takes none; later lines are lost. */
const unwrittenLength = 1_000_000

export interface FileLog extends Log {
  /** Errors written in this run. */
  readonly errors: number
  close(): void
}

/**
 * Newline-delimited JSON in `<folder>/logs/auronex.log`; a file that has grown too large moves to `.1` at start.
 * Once it is open, nothing about it throws.
 */
export const openFileLog = (folder: string): FileLog => {
  const logs = join(folder, 'logs')
  mkdirSync(logs, { recursive: true, mode: 0o700 })
  const file = join(logs, 'auronex.log')
  if (existsSync(file) && statSync(file).size > rotateBytes) renameSync(file, `${file}.1`)
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600, maxLength: unwrittenLength })
  // A full disk costs log lines and nothing else; what waits goes out once there is room, up to a bound.
  destination.on('error', () => {})
  chmodSync(file, 0o600)
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'event',
      // Fields with such names never belong in a log; should one slip in, its value must not.
      redact: {
        paths: ['secret', 'apiKey', 'password', 'privateKey', 'headers', 'token'],
        censor: '[redacted]',
      },
    },
    destination,
  )
  const write = (level: 'error' | 'warn' | 'info', event: string, fields: object = {}) => {
    try {
      logger[level](fields, event)
    } catch {
      // Whoever logs has more important things to do next than to fail.
    }
  }
  let errors = 0
  return {
    error: (event, fields) => {
      errors += 1
      write('error', event, fields)
    },
    warn: (event, fields) => write('warn', event, fields),
    info: (event, fields) => write('info', event, fields),
    get errors() {
      return errors
    },
    close() {
      try {
        destination.end()
      } catch {
        // What is not on disk by now is lost.
      }
    },
  }
}
