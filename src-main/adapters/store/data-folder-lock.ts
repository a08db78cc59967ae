import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, type DriverName, openDatabase, sqliteCode } from './driver.ts'
import { createPrivateFile, makePrivate } from './private-files.ts'

export interface DataFolderLock {
  release(): void
}

export type LockOutcome =
  | { readonly kind: 'held'; readonly lock: DataFolderLock }
  /** The process that holds it, when it has said so yet. */
  | { readonly kind: 'locked'; readonly pid: number | null }

// A database that nothing refers to any more would be closed by the garbage collector, and its lock with it.
const held = new Set<Database>()

const readPid = (file: string): number | null => {
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return /^\d+$/.test(text) ? Number(text) : null
}

/**
 * One process per data folder: an exclusive SQLite transaction on an empty lock.db, kept for the life of the
 * process. The operating system holds the lock beneath it and ends it with the process, however that ends.
 */
export const lockDataFolder = (folder: string, driver?: DriverName): LockOutcome => {
  const file = join(folder, 'lock.db')
  const pidFile = join(folder, 'lock.pid')
  if (!existsSync(file)) {
    try {
      createPrivateFile(file)
    } catch (error) {
      // Another process was faster.
      if (!existsSync(file)) throw error
    }
  }
  makePrivate(file)
  const database = openDatabase(file, { driver })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (sqliteCode(error) === 'SQLITE_BUSY') return { kind: 'locked', pid: readPid(pidFile) }
    throw new Error(`the lock ${file} cannot be taken; when it is broken, it can be removed`, {
      cause: error,
    })
  }
  held.add(database)
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 })
  makePrivate(pidFile)
  return {
    kind: 'held',
    lock: {
      release() {
        if (!held.delete(database)) return
        rmSync(pidFile, { force: true })
        database.exec('ROLLBACK')
        database.close()
      },
    },
  }
}
