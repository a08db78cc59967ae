import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './driver.ts'
import { versionOf } from './migrate.ts'
import { createPrivateFile, flush, flushFolder, makePrivateFolder } from './private-files.ts'

export interface Backup {
  /** Name within the folder of backups. */
  readonly file: string
  /** Version of the database in it. */
  readonly version: number
  /** Epoch ms. */
  readonly time: number
  readonly sizeBytes: number
}

const keptBackups = 10
const dayMs = 24 * 3_600_000

export const backupsFolderOf = (dataFolder: string): string => join(dataFolder, 'backups')

/** 2026-08-01T09:30:00.123Z as 20260801T093000123Z: sorts by time and is a file name everywhere. */
export const stampOf = (time: number): string => new Date(time).toISOString().replace(/[-:.]/g, '')

const namePattern = /^trading-(\d+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.db$/

const toBackup = (folder: string, file: string): Backup | null => {
  const match = namePattern.exec(file)
  if (match === null) return null
  const [, version, year, month, day, hour, minute, second, ms] = match.map(Number)
  const time = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms)
  return { file, version: version ?? 0, time, sizeBytes: statSync(join(folder, file)).size }
}

/** Newest first. */
export const listBackups = (dataFolder: string): readonly Backup[] => {
  const folder = backupsFolderOf(dataFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map((file) => toBackup(folder, file))
    .filter((backup) => backup !== null)
    .sort((a, b) => b.time - a.time || b.version - a.version)
}

const freeName = (folder: string, version: number, time: number): string => {
  const file = `trading-${version}-${stampOf(time)}.db`
  return existsSync(join(folder, file)) ? freeName(folder, version, time + 1) : file
}

/**
 * Writes a backup of the open database and drops the oldest beyond the newest ten. It appears under its name only
 * when it is whole and on disk.
 * @throws inside a transaction
 * @returns its file name
 */
export const backUp = (database: Database, dataFolder: string, now: number): string => {
  const folder = backupsFolderOf(dataFolder)
  makePrivateFolder(folder)
  const file = freeName(folder, versionOf(database), now)
  const partial = join(folder, `${file}.partial`)
  // Also those of processes that ended while they wrote one.
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.partial')) rmSync(join(folder, name), { force: true })
  }
  createPrivateFile(partial)
  try {
    database.prepare('VACUUM INTO @partial').run({ partial })
    flush(partial)
    renameSync(partial, join(folder, file))
  } finally {
    rmSync(partial, { force: true })
  }
  flushFolder(folder)
  for (const old of listBackups(dataFolder).slice(keptBackups))
    rmSync(join(folder, old.file), { force: true })
  return file
}

/** True when the newest backup is a day old, or from the future because the clock was set back. */
export const isBackupDue = (dataFolder: string, time: number): boolean => {
  const newest = listBackups(dataFolder)[0]
  return newest === undefined || time - newest.time >= dayMs || newest.time > time
}

/** Backups of the database that is in use. */
export interface Backups {
  list(): readonly Backup[]
  /** @returns the file's name */
  now(time: number): string
  /** Backs up when a backup is due. */
  ifDue(time: number): string | null
}

export const openBackups = (database: Database, dataFolder: string): Backups => ({
  list: () => listBackups(dataFolder),
  now: (time) => backUp(database, dataFolder, time),
  ifDue: (time) => (isBackupDue(dataFolder, time) ? backUp(database, dataFolder, time) : null),
})
