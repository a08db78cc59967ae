import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isBackupDue, listBackups } from '../../../src-main/adapters/store/backups.ts'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import { backUpInThread } from '../../../src-main/shell/backup-thread.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

const worker = join(import.meta.dirname, '../../../src-main/workers/backup.worker.ts')
const noon = Date.UTC(2026, 7, 1, 12)
const day = 24 * 3_600_000

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())
const job = (now = noon) => ({ folder: opened.folder, now })

test('a database that is open and written to is backed up beside its main thread', async () => {
  const { store, folder } = opened
  store.settings.set('before', 'kept')
  const backup = backUpInThread(worker, job())
  let turns = 0
  const writing = setInterval(() => {
    turns += 1
    store.settings.set('turn', String(turns))
  }, 1)
  const file = await backup
  clearInterval(writing)
  expect(turns).toBeGreaterThan(0)
  expect(listBackups(folder).map((of) => of.file)).toEqual([file])
  expect([isBackupDue(folder, noon + day - 1), isBackupDue(folder, noon + day)]).toEqual([false, true])
  store.settings.set('after', 'still writable')
  expect(store.settings.get('after')).toBe('still writable')
})

test('a backup from the thread can be opened and holds what was there', async () => {
  opened.store.settings.set('before', 'kept')
  const file = await backUpInThread(worker, job())
  const elsewhere = newFolder()
  copyFileSync(join(opened.folder, 'backups', file), join(elsewhere.path, 'trading.db'))
  const copy = openDataFolder({ folder: elsewhere.path, now: () => noon })
  expect(copy.kind === 'ready' && copy.store.settings.get('before')).toBe('kept')
  if (copy.kind === 'ready') copy.close()
  elsewhere.remove()
})

test('what an ended process left half written is cleared away', async () => {
  await backUpInThread(worker, job())
  const half = join(opened.folder, 'backups', 'trading-1-20260801T110000000Z.db.partial')
  writeFileSync(half, 'half')
  await backUpInThread(worker, job(noon + day))
  expect(existsSync(half)).toBe(false)
  expect(readdirSync(join(opened.folder, 'backups'))).toHaveLength(2)
})

test('a thread that fails, or takes too long, is a failure', async () => {
  writeFileSync(join(opened.folder, 'hangs.mjs'), 'setInterval(() => {}, 1_000)')
  await expect(backUpInThread(join(opened.folder, 'hangs.mjs'), job(), 50)).rejects.toThrow(
    /before it was whole/,
  )
  writeFileSync(join(opened.folder, 'fails.mjs'), "throw new Error('disk full')")
  await expect(backUpInThread(join(opened.folder, 'fails.mjs'), job())).rejects.toThrow('disk full')
})
