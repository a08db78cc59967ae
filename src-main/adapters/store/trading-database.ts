import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { backUp } from './backups.ts'
import { type Database, type DriverName, openDatabase } from './driver.ts'
import { type Migrations, migrate, versionOf } from './migrate.ts'
import { createPrivateFile, flushFolder, makePrivate, sideFilesOf } from './private-files.ts'

export const tradingFileOf = (folder: string): string => join(folder, 'trading.db')

/** Creates the database under another name first: a crash in between must not leave half of one. */
const createTradingDatabase = (file: string, steps: Migrations, driver: DriverName | undefined): void => {
  const unfinished = `${file}.new`
  for (const each of [unfinished, ...sideFilesOf(unfinished)]) rmSync(each, { force: true })
  createPrivateFile(unfinished)
  const database = openDatabase(unfinished, { driver })
  try {
    database.pragma('synchronous = FULL')
    migrate(database, steps)
  } finally {
    database.close()
  }
  renameSync(unfinished, file)
  flushFolder(dirname(file))
}

export interface OpenedDatabase {
  readonly database: Database
  /** The version before, when there was an older one. */
  readonly migratedFrom: number | null
  /** Name of the backup that was taken before migrating. */
  readonly backup: string | null
}

/** Opens a database that was found usable, or creates it, and brings it to the newest version. */
export const openTradingDatabase = (
  file: string,
  now: number,
  steps: Migrations,
  driver?: DriverName,
): OpenedDatabase => {
  if (!existsSync(file)) createTradingDatabase(file, steps, driver)
  makePrivate(file, ...sideFilesOf(file))
  const database = openDatabase(file, { driver, busyMs: 5_000 })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    // One large transaction must not leave its log at that size for ever.
    database.pragma(`journal_size_limit = ${8 * 1024 * 1024}`)
    const version = versionOf(database)
    const older = version < steps.length
    const backup = older ? backUp(database, dirname(file), now) : null
    migrate(database, steps)
    database.exec('PRAGMA foreign_keys = ON')
    return { database, migratedFrom: older ? version : null, backup }
  } catch (error) {
    database.close()
    throw error
  }
}
