import { isBackupDue } from '../adapters/store/backups.ts'
import { driverOfRuntime } from '../adapters/store/driver.ts'
import { sentence } from '../domain/sentence.ts'
import { matters } from '../engine/matters.ts'
import type { Clock } from '../engine/ports/clock.ts'
import type { Log } from '../engine/ports/log.ts'
import { backUpInThread } from './backup-thread.ts'
import { keepBackups } from './keep-backups.ts'
import type { TradingSession } from './trading-session.ts'
import { freeBytesOf, watchDisk } from './watch-disk.ts'

interface KeepDataParts {
  readonly session: Pick<TradingSession, 'engine' | 'data'>
  readonly clock: Clock
  readonly log: Log
  /** Of the data. */
  readonly folder: string
  readonly backupWorker: string
}

/** Backs the data up and keeps an eye on the room they have; what fails is an alert until it is well again. Returns the end. */
export const keepData = ({ session, clock, log, folder, backupWorker }: KeepDataParts): (() => void) => {
  const { engine, data } = session
  const warn = (code: string, facts: Record<string, string>, target: string, matter: string) =>
    engine.command(({ alerts }) => alerts.raise('warning', sentence(code, facts), target, { matter }))
  const resolve = (matter: string) => engine.command(({ alerts }) => alerts.resolve(matter))
  const ends = [
    keepBackups({
      ...{ clock, log },
      backUpIfDue: async (now) => {
        if (!isBackupDue(folder, now)) return null
        // The stand-in driver of old runtimes changes the file's mode when any connection closes.
        if (driverOfRuntime() === 'libsql') return data.backups.now(now)
        return backUpInThread(backupWorker, { folder, now })
      },
      onTaken: () => resolve(matters.backup),
      onFailure: (message) => warn('alert.backup-failed', { message }, '/alerts', matters.backup),
    }),
    watchDisk({
      ...{ clock, log },
      freeBytes: () => freeBytesOf(folder),
      onLow: (gigabytes) => warn('alert.disk-low', { gigabytes }, '/settings', matters.disk),
      onEnough: () => resolve(matters.disk),
    }),
  ]
  return () => {
    for (const end of ends.reverse()) end()
  }
}
