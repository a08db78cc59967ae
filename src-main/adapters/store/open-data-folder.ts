import type { Store } from '../../engine/ports/store.ts'
import { type Backups, openBackups } from './backups.ts'
import { type DataFolderLock, lockDataFolder } from './data-folder-lock.ts'
import type { DriverName } from './driver.ts'
import { databaseExists, inspectDatabase, removeOldInspections } from './inspect.ts'
import type { LogFlushing } from './log-flusher.ts'
import { type Migrations, migrations } from './migrate.ts'
import { makePrivateFolder } from './private-files.ts'
import { openTradingDatabase, tradingFileOf } from './trading-database.ts'
import { openTradingStore } from './trading-store.ts'

export interface OpenDataFolderOptions {
  readonly folder: string
  /** Epoch ms. */
  readonly now: () => number
  /** The one that fits the runtime unless given. */
  readonly driver?: DriverName | undefined
  readonly steps?: Migrations
  /** For a world with a clock of its own, in which nothing happens in the background. */
  readonly flushing?: LogFlushing
}

export interface ReadyDataFolder {
  readonly kind: 'ready'
  readonly store: Store
  readonly backups: Backups
  readonly lock: DataFolderLock
  readonly migratedFrom?: number
  /** Name of the backup taken before the migration. */
  readonly backup?: string
  /** Closes store and lock. */
  close(): void
}

export type DataFolder =
  | ReadyDataFolder
  /** Another process uses it: which one, if it could be told. */
  | { readonly kind: 'locked'; readonly pid: number | null }
  /** Untouched and unlocked, so that a backup can be restored. */
  | { readonly kind: 'corrupt'; readonly file: string; readonly detail: string }
  | { readonly kind: 'newer'; readonly file: string; readonly version: number; readonly supported: number }

const openLocked = (options: OpenDataFolderOptions, lock: DataFolderLock): DataFolder => {
  const { folder, driver, steps = migrations, flushing = 'in-background' } = options
  const file = tradingFileOf(folder)
  removeOldInspections(folder)
  const found = databaseExists(file) ? inspectDatabase(file, steps.length, driver) : null
  if (found?.kind === 'corrupt') return { kind: 'corrupt', file, detail: found.detail }
  if (found?.kind === 'newer') return { kind: 'newer', file, version: found.version, supported: steps.length }
  const opened = openTradingDatabase(file, options.now(), steps, driver)
  try {
    const store = openTradingStore(opened.database, file, flushing)
    return {
      kind: 'ready',
      store,
      backups: openBackups(opened.database, folder),
      lock,
      ...(opened.migratedFrom === null ? {} : { migratedFrom: opened.migratedFrom }),
      ...(opened.backup === null ? {} : { backup: opened.backup }),
      close() {
        store.close()
        lock.release()
      },
    }
  } catch (error) {
    opened.database.close()
    throw error
  }
}

/**
 * Opens the folder that holds everything the app remembers, creating it when it is new. Only the first process
 * gets it. An unusable trading.db is reported and stays as it is, byte for byte.
 */
export const openDataFolder = (options: OpenDataFolderOptions): DataFolder => {
  makePrivateFolder(options.folder)
  const locked = lockDataFolder(options.folder, options.driver)
  if (locked.kind === 'locked') return locked
  try {
    const opened = openLocked(options, locked.lock)
    if (opened.kind !== 'ready') locked.lock.release()
    return opened
  } catch (error) {
    locked.lock.release()
    throw error
  }
}
