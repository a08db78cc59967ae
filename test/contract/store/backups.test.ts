import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listBackups } from '../../../src-main/adapters/store/backups.ts'
import { openDatabase } from '../../../src-main/adapters/store/driver.ts'
import { migrations } from '../../../src-main/adapters/store/migrate.ts'
import { openDataFolder, type ReadyDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import { restoreBackup } from '../../../src-main/adapters/store/restore-backup.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { addAccountAndBot, drivers, sampleBot } from '../../support/store/samples.ts'
import { snapshotOf } from '../../support/store/snapshot.ts'

const noon = Date.UTC(2026, 7, 1, 12, 0, 0, 5)
const day = 24 * 3_600_000
const lockFiles = ['lock.db', 'lock.db-journal', 'lock.pid']

describe.each(drivers)('backups with %s', (driver) => {
  let folder: ReturnType<typeof newFolder>
  let file: string
  let opened: ReadyDataFolder | null
  const open = (): ReadyDataFolder => {
    const result = openDataFolder({ folder: folder.path, now: () => noon, driver })
    if (result.kind !== 'ready') throw new Error(JSON.stringify(result))
    opened = result
    return result
  }
  const close = (): void => {
    opened?.close()
    opened = null
  }
  const restore = (name: string, now = noon) =>
    restoreBackup({ folder: folder.path, file: name, now, driver })
  const pathOf = (name: string) => join(folder.path, 'backups', name)
  beforeEach(() => {
    folder = newFolder()
    file = join(folder.path, 'trading.db')
    opened = null
  })
  afterEach(() => {
    close()
    folder.remove()
  })

  test('are named by version and time, hold everything, and are listed newest first', () => {
    const { backups, store } = open()
    expect(backups.list()).toEqual([])
    addAccountAndBot(store)
    const first = backups.now(noon)
    const second = backups.now(noon + 1_000)
    expect(first).toBe(`trading-${migrations.length}-20260801T120000005Z.db`)
    writeFileSync(pathOf('notes.txt'), 'not a backup')
    writeFileSync(pathOf('trading-1-20260801T130000005Z.db.partial'), 'half a backup')
    expect(backups.list()).toEqual([
      {
        file: second,
        version: migrations.length,
        time: noon + 1_000,
        sizeBytes: statSync(pathOf(second)).size,
      },
      { file: first, version: migrations.length, time: noon, sizeBytes: statSync(pathOf(first)).size },
    ])
    const database = openDatabase(pathOf(first), { driver })
    expect(database.prepare('SELECT id FROM bots').all()).toEqual([{ id: sampleBot.id }])
    database.close()
  })

  test('two in the same moment do not overwrite each other', () => {
    const { backups } = open()
    expect(backups.now(noon)).not.toBe(backups.now(noon))
    expect(backups.list()).toHaveLength(2)
  })

  test('the newest ten are kept', () => {
    const { backups } = open()
    for (let n = 0; n < 12; n += 1) backups.now(noon + n * 1_000)
    expect(backups.list().map((backup) => (backup.time - noon) / 1_000)).toEqual([
      11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
    ])
  })

  test('cannot be taken within a transaction, and a failure leaves nothing behind', () => {
    const { backups, store } = open()
    expect(() => store.transaction(() => backups.now(noon))).toThrow('transaction')
    expect(snapshotOf(join(folder.path, 'backups')).size).toBe(0)
  })

  test('one a day is due, counted from the newest of any', () => {
    const { backups } = open()
    expect(backups.ifDue(noon)).not.toBeNull()
    expect(backups.ifDue(noon + day - 1)).toBeNull()
    expect(backups.ifDue(noon + day)).not.toBeNull()
    expect(backups.ifDue(noon + day + 1)).toBeNull()
    // The clock was set back: waiting for the future would be no backups at all.
    expect(backups.ifDue(noon - 5 * day)).not.toBeNull()
  })

  test('restoring puts the backup in place and keeps what was there under another name', () => {
    const first = open()
    addAccountAndBot(first.store)
    const name = first.backups.now(noon)
    first.store.bots.remove(sampleBot.id)
    close()
    truncateSync(file, 10_000)
    writeFileSync(`${file}-wal`, 'a log that must not be played into the backup')
    const broken = readFileSync(file)
    expect(restore(name, noon + 60_000)).toEqual({
      kind: 'restored',
      keptAs: 'trading.unusable-20260801T120100005Z.db',
    })
    const kept = join(folder.path, 'trading.unusable-20260801T120100005Z.db')
    expect(readFileSync(kept).equals(broken)).toBe(true)
    expect(readFileSync(`${kept}-wal`, 'utf8')).toContain('must not be played')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const again = open()
    expect(again.store.bots.all()).toEqual([sampleBot])
    expect(again.backups.list().map((backup) => backup.file)).toEqual([name])
  })

  test('restoring twice keeps both of what was there', () => {
    const name = open().backups.now(noon)
    close()
    const kept = [restore(name), restore(name)].map((each) => (each.kind === 'restored' ? each.keptAs : each))
    expect(new Set(kept).size).toBe(2)
    for (const each of kept) expect(existsSync(join(folder.path, String(each)))).toBe(true)
  })

  test('restores into a folder without a database', () => {
    const name = open().backups.now(noon)
    close()
    const other = newFolder()
    mkdirSync(join(other.path, 'backups'))
    writeFileSync(join(other.path, 'backups', name), readFileSync(pathOf(name)))
    expect(restoreBackup({ folder: other.path, file: name, now: noon, driver })).toEqual({
      kind: 'restored',
      keptAs: null,
    })
    other.remove()
  })

  test('a backup that could not be used is refused and changes nothing', () => {
    const { backups } = open()
    const corrupt = backups.now(noon)
    const newer = backups.now(noon + 1)
    close()
    truncateSync(pathOf(corrupt), 10_000)
    const bytes = readFileSync(pathOf(newer))
    bytes.writeUInt32BE(migrations.length + 1, 60)
    writeFileSync(pathOf(newer), bytes)
    const before = snapshotOf(folder.path, lockFiles)
    expect(restore(corrupt)).toMatchObject({ kind: 'refused', reason: 'corrupt' })
    expect(restore(newer)).toMatchObject({ kind: 'refused', reason: 'newer' })
    expect(snapshotOf(folder.path, lockFiles)).toEqual(before)
  })

  test('nothing but the name of a file among the backups is taken', () => {
    const name = open().backups.now(noon)
    close()
    const outside = join(folder.path, 'outside.db')
    writeFileSync(outside, readFileSync(pathOf(name)))
    symlinkSync(outside, pathOf('link.db'))
    const before = snapshotOf(folder.path, lockFiles)
    const names = ['../outside.db', outside, `../backups/${name}`, `./${name}`, `${name}\0`, '', '.', '..']
    for (const each of [...names, 'link.db', 'missing.db', '..\\outside.db', 'a/b']) {
      expect(restore(each)).toMatchObject({ kind: 'refused', reason: 'not-a-backup' })
    }
    expect(snapshotOf(folder.path, lockFiles)).toEqual(before)
  })

  test('nothing is restored under an open database', () => {
    const name = open().backups.now(noon)
    expect(restore(name)).toEqual({ kind: 'locked', pid: process.pid })
    expect(listBackups(folder.path)).toHaveLength(1)
  })
})
