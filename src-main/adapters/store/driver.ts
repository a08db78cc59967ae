import { createRequire } from 'node:module'

/**
 * The two SQLite bindings behind one small synchronous face. better-sqlite3 needs Node-API 10 and crashes the
 * process when it is loaded on an older one, so neither is ever imported statically.
 */
export type DriverName = 'better-sqlite3' | 'libsql'
export type Value = string | number | null
export type Row = Readonly<Record<string, Value>>

export interface Statement {
  /** Returns the number of rows changed. */
  run(parameters?: Row): number
  get(parameters?: Row): Row | undefined
  all(parameters?: Row): readonly Row[]
}

export interface Database {
  readonly inTransaction: boolean
  /** One statement with parameters by name: `@name`. */
  prepare(sql: string): Statement
  /** Any number of statements without parameters or rows. */
  exec(sql: string): void
  /** First column of the first row, if any. */
  pragma(text: string): Value | undefined
  close(): void
}

interface RawStatement {
  run(parameters: Row): { readonly changes: number }
  all(parameters: Row): readonly Row[]
}

interface RawDatabase {
  readonly inTransaction: boolean
  prepare(sql: string): RawStatement
  exec(sql: string): unknown
  pragma(text: string): readonly Row[]
  close(): unknown
}

type RawConstructor = new (
  file: string,
  options: { readonly timeout: number; readonly readonly: boolean },
) => RawDatabase

export const driverOfRuntime = (nodeApi = Number(process.versions.napi)): DriverName =>
  nodeApi >= 10 ? 'better-sqlite3' : 'libsql'

const load = (driver: DriverName): RawConstructor => {
  try {
    return createRequire(import.meta.url)(driver) as RawConstructor
  } catch (cause) {
    const version = process.versions.napi
    throw new Error(
      `The database driver "${driver}" cannot be loaded (Node-API ${version}). Is it installed?`,
      {
        cause,
      },
    )
  }
}

const nothing: Row = {}

/** libsql ends the process on a boolean and takes a missing parameter for null. */
const checkParameters = (sql: string, parameters: Row): void => {
  for (const [, name] of sql.matchAll(/@(\w+)/g)) {
    const value: unknown = name === undefined ? null : parameters[name]
    if (value !== null && typeof value !== 'string' && typeof value !== 'number') {
      throw new TypeError(`parameter "${name}" must be text, a number or null`)
    }
  }
}

const wrapStatement = (statement: RawStatement, check: (parameters: Row) => void): Statement => ({
  run(parameters = nothing) {
    check(parameters)
    return statement.run(parameters).changes
  },
  // By way of all(): libsql's get() adds a property of its own and may leave its read transaction open.
  get(parameters = nothing) {
    check(parameters)
    return statement.all(parameters)[0]
  },
  all(parameters = nothing) {
    check(parameters)
    return statement.all(parameters)
  },
})

/**
 * libsql keeps a closed file open until its statements are collected as garbage, and would then delete the log of
 * whoever has opened the file since. Without a log there is nothing that it could delete.
 */
const leaveLog = (database: RawDatabase): void => {
  try {
    if (database.pragma('journal_mode')[0]?.journal_mode === 'wal') database.pragma('journal_mode = DELETE')
  } catch (error) {
    // A broken file must be closed as well.
    if (sqliteCode(error) === null) throw error
  }
}

export interface OpenOptions {
  readonly driver?: DriverName | undefined
  /** How long to wait for a lock of someone else. */
  readonly busyMs?: number
  /** For someone who never writes; the file must be there. */
  readonly readOnly?: boolean
}

/** Opens the file, creating it when there is none. */
export const openDatabase = (file: string, options: OpenOptions = {}): Database => {
  const driver = options.driver ?? driverOfRuntime()
  const readOnly = options.readOnly ?? false
  const raw = new (load(driver))(file, { timeout: options.busyMs ?? 0, readonly: readOnly })
  // libsql knows no such option.
  if (readOnly) raw.pragma('query_only = ON')
  return {
    get inTransaction() {
      return raw.inTransaction
    },
    prepare: (sql) =>
      wrapStatement(
        raw.prepare(sql),
        driver === 'libsql' ? (parameters) => checkParameters(sql, parameters) : () => {},
      ),
    exec: (sql) => {
      raw.exec(sql)
    },
    pragma: (text) => Object.values(raw.pragma(text)[0] ?? {})[0],
    close() {
      if (driver === 'libsql') leaveLog(raw)
      raw.close()
    },
  }
}

/** SQLite's word for what went wrong, such as "SQLITE_BUSY"; null for any other error. */
export const sqliteCode = (error: unknown): string | null => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null
}
