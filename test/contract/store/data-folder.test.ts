import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { migrations } from '../../../src-main/adapters/store/migrate.ts'
import {
  type OpenDataFolderOptions,
  openDataFolder,
  type ReadyDataFolder,
} from '../../../src-main/adapters/store/open-data-folder.ts'
import { openTradingDatabase } from '../../../src-main/adapters/store/trading-database.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import {
  addAccountAndBot,
  booked,
  closedPosition,
  drivers,
  sampleAccount,
  sampleBot,
  sampleDecision,
  sampleOrder,
} from '../../support/store/samples.ts'
import { snapshotOf } from '../../support/store/snapshot.ts'

const lockFiles = ['lock.db', 'lock.db-journal', 'lock.pid']

describe.each(drivers)('the data folder with %s', (driver) => {
  let folder: ReturnType<typeof newFolder>
  let file: string
  const open = (change: Partial<OpenDataFolderOptions> = {}) =>
    openDataFolder({ folder: folder.path, now: () => 1_760_000_000_000, driver, ...change })
  const ready = (change: Partial<OpenDataFolderOptions> = {}): ReadyDataFolder => {
    const opened = open(change)
    if (opened.kind !== 'ready') throw new Error(JSON.stringify(opened))
    return opened
  }
  beforeEach(() => {
    folder = newFolder()
    file = join(folder.path, 'trading.db')
  })
  afterEach(() => folder.remove())

  const fill = (): void => {
    const opened = ready()
    opened.store.transaction(() => {
      addAccountAndBot(opened.store)
      for (let n = 0; n < 500; n += 1) opened.store.decisions.insert(sampleDecision)
    })
    opened.close()
  }

  test('a new one is created, with folders above it, and opening again finds everything', () => {
    const deep = join(folder.path, 'a', 'b')
    const first = ready({ folder: deep })
    expect(first.migratedFrom).toBeUndefined()
    expect(first.backup).toBeUndefined()
    addAccountAndBot(first.store)
    first.store.orders.insert(sampleOrder)
    first.store.fills.insert(booked(sampleOrder, {}, '1.5'))
    first.store.positions.save(closedPosition('p', '1.5'))
    first.store.decisions.insert(sampleDecision)
    first.store.kill.set({ mode: 'paper', engaged: true, since: 1, source: 'menu' })
    first.store.paper.nextSequence('paper-1')
    first.close()
    const { store, close } = ready({ folder: deep })
    expect(store.accounts.all()).toEqual([sampleAccount])
    expect(store.bots.all()).toEqual([sampleBot])
    expect(store.orders.pending()).toEqual([sampleOrder])
    expect(store.fills.recent(5)).toEqual([booked(sampleOrder, {}, '1.5')])
    expect(store.positions.totalsByBot().get('bot-1')?.closedTrades).toBe(1)
    expect(store.decisions.count('bot-1')).toBe(1)
    expect(store.kill.all()).toHaveLength(1)
    expect(store.paper.nextSequence('paper-1')).toBe(2)
    close()
  })

  test('what one driver wrote the other reads', () => {
    fill()
    const other = drivers.find((each) => each !== driver)
    const opened = ready({ driver: other })
    expect(opened.store.decisions.count('bot-1')).toBe(500)
    opened.store.settings.set('by', 'the other')
    opened.close()
    const again = ready()
    expect(again.store.settings.get('by')).toBe('the other')
    again.close()
  })

  test('leaves no log behind when it is closed', () => {
    fill()
    expect(readdirSync(folder.path).filter((name) => /-(wal|shm)$/.test(name))).toEqual([])
    const opened = ready()
    expect(opened.store.bots.all()).toHaveLength(1)
    opened.close()
  })

  test('every commit is flushed, and references are held', () => {
    fill()
    const { database } = openTradingDatabase(file, 0, migrations, driver)
    const values = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) =>
      database.pragma(name),
    )
    database.close()
    const full = 2
    expect(values).toEqual(['wal', full, 1, 5_000])
  })

  test('a log that one large transaction blew up is cut back', () => {
    const opened = ready()
    opened.store.settings.set('large', 'x'.repeat(40_000_000))
    for (let n = 0; n < 3; n += 1) opened.store.settings.set('small', String(n))
    expect(statSync(`${file}-wal`).size).toBeLessThan(9_000_000)
    opened.close()
  })

  test('lax permissions of existing files are narrowed', () => {
    fill()
    chmodSync(folder.path, 0o755)
    chmodSync(file, 0o644)
    const opened = ready()
    expect(statSync(folder.path).mode & 0o777).toBe(0o700)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    opened.close()
  })

  test('a second opening in the same process is refused as well', () => {
    const opened = ready()
    expect(open()).toEqual({ kind: 'locked', pid: process.pid })
    opened.close()
    ready().close()
  })

  test('closing twice does no harm', () => {
    const opened = ready()
    opened.lock.release()
    opened.lock.release()
    const next = ready()
    opened.lock.release()
    expect(open().kind).toBe('locked')
    next.close()
    opened.close()
  })

  const spoilers: readonly (readonly [string, () => void])[] = [
    [
      'random bytes',
      () => writeFileSync(file, Buffer.from([...Array(20_000).keys()].map((n) => (n * 7919) % 251))),
    ],
    ['an empty file', () => truncateSync(file, 0)],
    ['a file cut within a page', () => truncateSync(file, statSync(file).size - 1_000)],
    ['a file cut to half', () => truncateSync(file, Math.floor(statSync(file).size / 8_192) * 4_096)],
    [
      'a page of noise',
      () => {
        const bytes = readFileSync(file)
        const page = Math.floor(bytes.length / 4_096) - 3
        bytes.fill(0xa5, page * 4_096, (page + 1) * 4_096)
        writeFileSync(file, bytes)
      },
    ],
    [
      'someone else’s database',
      () => {
        rmSync(file)
        const database = openDatabase(file, { driver })
        database.exec('CREATE TABLE notes (text TEXT)')
        database.close()
      },
    ],
    [
      'a log without its database',
      () => {
        rmSync(file)
        writeFileSync(`${file}-wal`, 'log')
      },
    ],
  ]
  test.each(spoilers)('%s is called corrupt and stays as it is', (_, spoil) => {
    fill()
    spoil()
    chmodSync(folder.path, 0o700)
    const before = snapshotOf(folder.path, lockFiles)
    const opened = open()
    expect(opened).toMatchObject({ kind: 'corrupt', file })
    expect(opened.kind === 'corrupt' ? opened.detail.length : 0).toBeGreaterThan(5)
    expect(snapshotOf(folder.path, lockFiles)).toEqual(before)
    // The lock is free again, so that a backup can be restored.
    expect(open().kind).toBe('corrupt')
  })

  test('a database of a newer version stays as it is, also when only its log says so', () => {
    fill()
    const newer = migrations.length + 1
    const saved = join(folder.path, 'saved')
    mkdirSync(saved)
    const database = openDatabase(file, { driver })
    database.pragma('journal_mode = WAL')
    database.exec(`PRAGMA user_version = ${newer}`)
    // As a crash leaves it: the new version is in the log and not in the file.
    const copies = ['', '-wal'].map((suffix) => [file + suffix, readFileSync(file + suffix)] as const)
    database.close()
    for (const [name, bytes] of copies) writeFileSync(name, bytes)
    expect(readFileSync(file).readUInt32BE(60)).toBe(migrations.length)
    const before = snapshotOf(folder.path, lockFiles)
    expect([...before.keys()]).toContain('trading.db-wal')
    expect(open()).toEqual({ kind: 'newer', file, version: newer, supported: migrations.length })
    expect(snapshotOf(folder.path, lockFiles)).toEqual(before)
  })

  test('what a crash left in the log is there after opening', () => {
    const opened = ready()
    addAccountAndBot(opened.store)
    const copies = ['', '-wal'].map((suffix) => [`trading.db${suffix}`, readFileSync(file + suffix)] as const)
    const other = newFolder()
    for (const [name, bytes] of copies) writeFileSync(join(other.path, name), bytes)
    const crashed = ready({ folder: other.path })
    expect(crashed.store.bots.all()).toEqual([sampleBot])
    crashed.close()
    opened.close()
    other.remove()
  })

  test('half a database that a crash left while creating it is begun anew', () => {
    writeFileSync(`${file}.new`, 'half')
    mkdirSync(join(folder.path, '.inspection-left'))
    ready().close()
    expect(existsSync(`${file}.new`)).toBe(false)
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('a row that does not read is an error that names table, row and column', () => {
    fill()
    const database = openDatabase(file, { driver })
    database.exec(`UPDATE bots SET settings = '{"name":1}'`)
    database.close()
    const opened = ready()
    expect(() => opened.store.bots.all()).toThrow('bots, row 1: "settings" cannot be read: not a text')
    opened.close()
  })
})
