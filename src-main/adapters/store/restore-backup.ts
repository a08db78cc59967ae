import { copyFileSync, existsSync, linkSync, lstatSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backupsFolderOf, stampOf } from './backups.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import type { DriverName } from './driver.ts'
import { inspectDatabase } from './inspect.ts'
import { type Migrations, migrations } from './migrate.ts'
import { createPrivateFile, flush, flushFolder, makePrivate, sideFilesOf } from './private-files.ts'
import { tradingFileOf } from './trading-database.ts'

export interface RestoreOptions {
  readonly folder: string
  /** Name of a file in the folder of backups; nothing with a path. */
  readonly file: string
  /** Epoch ms. */
  readonly now: number
  readonly driver?: DriverName | undefined
  readonly steps?: Migrations
}

export type RestoreOutcome =
  /** The database that was there is kept under the name; null when there was none. */
  | { readonly kind: 'restored'; readonly keptAs: string | null }
  | {
      readonly kind: 'refused'
      readonly reason: 'not-a-backup' | 'corrupt' | 'newer'
      readonly detail: string
    }
  | { readonly kind: 'locked'; readonly pid: number | null }

const isPlainFile = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isFile() === true

/** A second name for the file, so that there is no moment without a database; copied where links do not exist. */
const keepAs = (file: string, other: string): void => {
  try {
    linkSync(file, other)
  } catch {
    createPrivateFile(other)
    copyFileSync(file, other)
    flush(other)
  }
}

const keepUnusable = (folder: string, now: number): string | null => {
  const file = tradingFileOf(folder)
  if (![file, ...sideFilesOf(file)].some((each) => existsSync(each))) return null
  let time = now
  while (existsSync(join(folder, `trading.unusable-${stampOf(time)}.db`))) time += 1
  const name = `trading.unusable-${stampOf(time)}.db`
  // The log goes first: SQLite would play it into whatever database it finds beside it.
  for (const suffix of ['-wal', '-shm', '-journal']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, join(folder, name + suffix))
  }
  flushFolder(folder)
  if (existsSync(file)) keepAs(file, join(folder, name))
  return name
}

const putInPlace = ({ folder, file, now, driver, steps = migrations }: RestoreOptions): RestoreOutcome => {
  const copy = join(folder, 'trading.db.restoring')
  rmSync(copy, { force: true })
  createPrivateFile(copy)
  try {
    copyFileSync(join(backupsFolderOf(folder), file), copy)
    makePrivate(copy)
    flush(copy)
    const found = inspectDatabase(copy, steps.length, driver)
    if (found.kind === 'corrupt') return { kind: 'refused', reason: 'corrupt', detail: found.detail }
    if (found.kind === 'newer') {
      return { kind: 'refused', reason: 'newer', detail: `its version is ${found.version}` }
    }
    const keptAs = keepUnusable(folder, now)
    renameSync(copy, tradingFileOf(folder))
    flushFolder(folder)
    return { kind: 'restored', keptAs }
  } finally {
    rmSync(copy, { force: true })
  }
}

/**
 * Puts a backup in the place of trading.db, which must not be open. Nothing is deleted: what was there stays beside
 * it under another name. A backup that could not be used itself is refused and changes nothing.
 */
export const restoreBackup = (options: RestoreOptions): RestoreOutcome => {
  const { folder, file } = options
  if (!/^\w[\w.-]*$/.test(file) || !isPlainFile(join(backupsFolderOf(folder), file))) {
    return { kind: 'refused', reason: 'not-a-backup', detail: `there is no backup named "${file}"` }
  }
  const locked = lockDataFolder(folder, options.driver)
  if (locked.kind === 'locked') return locked
  try {
    return putInPlace(options)
  } finally {
    locked.lock.release()
  }
}
