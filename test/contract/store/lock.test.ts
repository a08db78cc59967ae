import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockDataFolder } from '../../../src-main/adapters/store/data-folder-lock.ts'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import { type DataFolderProcess, openInAnotherProcess } from '../../support/store/data-folder-process.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { drivers } from '../../support/store/samples.ts'

describe.each(drivers)('the lock of the data folder with %s', (driver) => {
  let folder: ReturnType<typeof newFolder>
  const processes: DataFolderProcess[] = []
  const start = async (with_ = driver) => {
    const started = await openInAnotherProcess(folder.path, with_)
    processes.push(started)
    return started
  }
  beforeEach(() => {
    folder = newFolder()
  })
  afterEach(async () => {
    for (const each of processes.splice(0)) await each.kill()
    folder.remove()
  })

  test('refuses a second process while the first lives and admits it after the first was killed', async () => {
    const first = await start()
    expect(first.said).toBe('ready')
    const second = await start()
    expect(second.said).toBe(`locked ${first.pid}`)
    expect(openDataFolder({ folder: folder.path, now: Date.now, driver })).toEqual({
      kind: 'locked',
      pid: first.pid,
    })
    await first.kill()
    const third = await start()
    expect(third.said).toBe('ready')
    await third.kill()
    const here = openDataFolder({ folder: folder.path, now: Date.now, driver })
    expect(here.kind === 'ready' && here.store.settings.get('written-by')).toBe(String(third.pid))
    if (here.kind === 'ready') here.close()
  })

  test('holds between the two drivers', async () => {
    const first = await start()
    const other = drivers.find((each) => each !== driver) ?? driver
    expect((await start(other)).said).toBe(`locked ${first.pid}`)
  })

  test('this process keeps others out until it releases', async () => {
    const locked = lockDataFolder(folder.path, driver)
    expect((await start()).said).toBe(`locked ${process.pid}`)
    if (locked.kind === 'held') locked.lock.release()
    expect((await start()).said).toBe('ready')
  })

  test('many that start at once: one gets it', async () => {
    const started = await Promise.all([start(), start(), start(), start()])
    expect(started.filter((each) => each.said === 'ready')).toHaveLength(1)
    expect(started.filter((each) => each.said.startsWith('locked'))).toHaveLength(3)
  })

  test('everything is for the owner only, under whatever umask', async () => {
    await start()
    expect(statSync(folder.path).mode & 0o777).toBe(0o700)
    const names = readdirSync(folder.path, { recursive: true, encoding: 'utf8' })
    const files = names.filter((name) => statSync(join(folder.path, name)).isFile())
    expect(files).toEqual(
      expect.arrayContaining(['lock.db', 'lock.pid', 'trading.db', 'trading.db-shm', 'trading.db-wal']),
    )
    expect(files.some((name) => name.startsWith('backups'))).toBe(true)
    for (const name of files) {
      expect({ name, mode: (statSync(join(folder.path, name)).mode & 0o777).toString(8) }).toEqual({
        name,
        mode: '600',
      })
    }
    expect(statSync(join(folder.path, 'backups')).mode & 0o777).toBe(0o700)
  })
})
