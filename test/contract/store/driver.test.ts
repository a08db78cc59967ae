import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  driverOfRuntime,
  openDatabase,
  type Row,
  sqliteCode,
} from '../../../src-main/adapters/store/driver.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { drivers } from '../../support/store/samples.ts'

const source = fileURLToPath(new URL('../../../src-main/adapters/store/driver.ts', import.meta.url))

/** Runs code in a process of its own, where nothing is loaded yet. */
const run = (code: string): string =>
  spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout.trim()

test.each([
  [8, 'libsql'],
  [9, 'libsql'],
  [10, 'better-sqlite3'],
  [11, 'better-sqlite3'],
])('Node-API %i gets %s', (nodeApi, driver) => {
  expect(driverOfRuntime(nodeApi)).toBe(driver)
})

test('loads nothing before a database is opened, and only the driver of the runtime then', () => {
  const code = `
    import { createRequire } from 'node:module'
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).map((file) => file.split('/node_modules/').at(-1).split('/')[0])
    const { openDatabase } = await import(${JSON.stringify(source)})
    const before = loaded().length
    openDatabase(':memory:').close()
    console.log(before, [...new Set(loaded())].filter((name) => ['better-sqlite3', 'libsql'].includes(name)).join())`
  expect(run(code)).toBe('0 better-sqlite3')
})

test('says clearly which driver is missing', () => {
  const code = `
    import module from 'node:module'
    const load = module._load
    module._load = (name, ...rest) => {
      if (name === 'libsql') throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' })
      return load(name, ...rest)
    }
    const { openDatabase } = await import(${JSON.stringify(source)})
    try { openDatabase(':memory:', { driver: 'libsql' }) } catch (error) { console.log(error.message) }`
  expect(run(code)).toMatch(/^The database driver "libsql" cannot be loaded \(Node-API \d+\)/)
})

describe.each(drivers)('the driver %s', (driver) => {
  let folder: ReturnType<typeof newFolder>
  beforeEach(() => {
    folder = newFolder()
  })
  afterEach(() => folder.remove())
  const open = () => openDatabase(join(folder.path, 'x.db'), { driver })

  test('gives rows with nothing in them but their columns', () => {
    const database = open()
    database.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE, c REAL) STRICT')
    const insert = database.prepare('INSERT INTO t (b, c) VALUES (@b, @c) ON CONFLICT (b) DO NOTHING')
    expect([insert.run({ b: 'x', c: 0.1 }), insert.run({ b: 'x', c: 1 })]).toEqual([1, 0])
    expect(insert.run({ b: null, c: null })).toBe(1)
    const row = database.prepare('SELECT * FROM t WHERE a = @a')
    expect(Object.keys(row.get({ a: 1 }) ?? {})).toEqual(['a', 'b', 'c'])
    expect(row.get({ a: 1 })).toEqual({ a: 1, b: 'x', c: 0.1 })
    expect(row.get({ a: 9 })).toBeUndefined()
    expect(database.prepare('SELECT b FROM t ORDER BY a').all()).toEqual([{ b: 'x' }, { b: null }])
    database.close()
  })

  test('tells the value of a pragma alone', () => {
    const database = open()
    expect(database.pragma('user_version = 5')).toBeUndefined()
    expect(database.pragma('user_version')).toBe(5)
    database.close()
  })

  test('refuses a parameter that is missing or of another type', () => {
    const database = open()
    const statement = database.prepare('SELECT @a AS a, @b AS b')
    expect(() => statement.get({ a: 1 })).toThrow()
    expect(() => statement.get({ a: 1, b: true } as unknown as Row)).toThrow(TypeError)
    expect(statement.get({ a: 1, b: null })).toEqual({ a: 1, b: null })
    database.close()
  })

  test('a read that found more than it took does not keep the log from being written back', () => {
    const database = open()
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)')
    const statement = database.prepare('SELECT a FROM t ORDER BY a')
    expect(statement.get()).toEqual({ a: 1 })
    expect(database.pragma('wal_checkpoint(TRUNCATE)')).toBe(0)
    database.exec('PRAGMA journal_mode = DELETE')
    expect(database.pragma('journal_mode')).toBe('delete')
    database.close()
  })

  test('tells SQLite’s errors by their codes', () => {
    const [database, other] = [open(), open()]
    database.exec('CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; BEGIN IMMEDIATE')
    const codeOf = (work: () => void): string | null => {
      try {
        work()
        return 'nothing'
      } catch (error) {
        return sqliteCode(error)
      }
    }
    expect(codeOf(() => other.exec('BEGIN IMMEDIATE'))).toBe('SQLITE_BUSY')
    expect(codeOf(() => database.exec('INSERT INTO t VALUES (1), (1)'))).toBe('SQLITE_CONSTRAINT_PRIMARYKEY')
    expect(codeOf(() => JSON.parse('{'))).toBeNull()
    expect(database.inTransaction).toBe(true)
    other.close()
    database.close()
  })
})
