import { constants, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Database, type DriverName, openDatabase, sqliteCode } from './driver.ts'
import { versionOf } from './migrate.ts'
import { sideFilesOf } from './private-files.ts'

export type Inspection =
  | { readonly kind: 'usable'; readonly version: number }
  | { readonly kind: 'corrupt'; readonly detail: string }
  | { readonly kind: 'newer'; readonly version: number }

/** "AURO" as a number: marks our files among all SQLite databases. Written by the first migration. */
const applicationId = 1096110671

const inspectCopy = (database: Database, supported: number): Inspection => {
  if (database.pragma('application_id') !== applicationId) {
    return { kind: 'corrupt', detail: 'it is not a database of this application' }
  }
  const version = versionOf(database)
  if (version > supported) return { kind: 'newer', version }
  const found = database.prepare('PRAGMA quick_check(3)').all()
  const problems = found.flatMap((row) => Object.values(row)).filter((problem) => problem !== 'ok')
  return problems.length === 0
    ? { kind: 'usable', version }
    : { kind: 'corrupt', detail: problems.join('; ') }
}

const corruptionCodes = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']

/** True for errors by which SQLite says that the file itself is broken. */
export const isCorruption = (error: unknown): boolean => {
  const code = sqliteCode(error)
  return code !== null && corruptionCodes.some((known) => code.startsWith(known))
}

const inspectionPrefix = '.inspection-'

/** Removes copies that a process left behind when it ended while it looked. */
export const removeOldInspections = (dataFolder: string): void => {
  for (const name of readdirSync(dataFolder)) {
    if (name.startsWith(inspectionPrefix)) rmSync(join(dataFolder, name), { recursive: true, force: true })
  }
}

/**
 * Says whether a database can be used, without touching it: SQLite would create and change files next to it even
 * when it only reads, so a copy is looked at. The file must not be open in this process.
 */
export const inspectDatabase = (file: string, supported: number, driver?: DriverName): Inspection => {
  if (!existsSync(file)) return { kind: 'corrupt', detail: 'the file is missing, but its log is there' }
  if (statSync(file).size === 0) return { kind: 'corrupt', detail: 'the file is empty' }
  const folder = mkdtempSync(join(dirname(file), inspectionPrefix))
  let database: Database | null = null
  try {
    const copy = join(folder, basename(file))
    const suffixes = ['', '-wal', '-journal'].filter((suffix) => existsSync(file + suffix))
    for (const suffix of suffixes) copyFileSync(file + suffix, copy + suffix, constants.COPYFILE_FICLONE)
    database = openDatabase(copy, { driver })
    return inspectCopy(database, supported)
  } catch (error) {
    if (isCorruption(error)) return { kind: 'corrupt', detail: error instanceof Error ? error.message : '' }
    throw error
  } finally {
    database?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** True when there is something to open: the file, or what belongs to one. */
export const databaseExists = (file: string): boolean =>
  [file, ...sideFilesOf(file)].some((each) => existsSync(each))
