import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDataFolder, type ReadyDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { drivers } from '../../support/store/samples.ts'

let folder: ReturnType<typeof newFolder>
beforeEach(() => {
  folder = newFolder()
})
afterEach(() => folder.remove())

describe.each(drivers)('flushing with %s', (driver) => {
  const opened = (flushing?: 'in-background' | 'at-once'): ReadyDataFolder => {
    const found = openDataFolder({
      folder: folder.path,
      now: Date.now,
      driver,
      ...(flushing === undefined ? {} : { flushing }),
    })
    if (found.kind !== 'ready') throw new Error(found.kind)
    return found
  }
  const log = () => statSync(`${folder.path}/trading.db-wal`).size

  test('goes on in the background, and all who ask are told in their order', async () => {
    const data = opened()
    const { store } = data
    const told: (number | Error | null)[] = []
    const lastIsTold = new Promise<void>((resolve) => {
      for (let index = 0; index < 50; index += 1) {
        store.note(() => store.settings.set('count', String(index)))
        store.whenFlushed((error) => {
          told.push(error ?? index)
          if (index === 49) resolve()
        })
      }
    })
    expect(told).toEqual([])
    await lastIsTold
    expect(told).toEqual(Array.from({ length: 50 }, (_, index) => index))
    expect(log()).toBeGreaterThan(0)
    data.close()
  })

  test('is done on return in a world with a clock of its own', () => {
    const data = opened('at-once')
    const told: unknown[] = []
    data.store.whenFlushed((error) => told.push(error))
    expect(told).toEqual([null])
    data.close()
  })

  test('cannot be asked for inside a transaction, which is not written yet', () => {
    const data = opened()
    const { store } = data
    expect(() => store.note(() => store.whenFlushed(() => {}))).toThrow('not committed')
    data.close()
  })

  test('the log is copied back between commits, and does not grow', async () => {
    const data = opened()
    const { store } = data
    const size = () => statSync(`${folder.path}/trading.db`).size
    for (let round = 0; round < 8; round += 1) {
      const before = size()
      for (let index = 0; index < 128; index += 1)
        store.note(() => store.settings.set(`${round} ${index}`, 'x'.repeat(20_000)))
      await vi.waitFor(() => expect(size()).toBeGreaterThan(before), 10_000)
    }
    // A round is 2.6 MB of values.
    expect(log()).toBeLessThan(8_000_000)
    data.close()
  })

  test('a store that is closed tells nobody any more, and leaves no log', async () => {
    const data = opened()
    const told: unknown[] = []
    data.store.note(() => data.store.settings.set('a', '1'))
    for (let index = 0; index < 3; index += 1) data.store.whenFlushed((error) => told.push(error))
    data.close()
    await setTimeout(50)
    expect(told).toEqual([])
    const again = opened()
    expect(again.store.settings.get('a')).toBe('1')
    again.close()
  })
})
