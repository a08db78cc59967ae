import { expect, test } from 'vitest'
import { freeBytesOf, watchDisk } from '../../../src-main/shell/watch-disk.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { memoryLog } from '../../support/test-engine.ts'

const gigabyte = 1e9

test('a disk that is nearly full is told once, and settled when there is room again', async () => {
  const clock = new FakeClock()
  const told: string[] = []
  let free = 5 * gigabyte
  const end = watchDisk({
    ...{ clock, log: memoryLog(), freeBytes: async () => free },
    onLow: async (gigabytes) => void told.push(gigabytes),
    onEnough: async () => void told.push('enough'),
  })
  const after = async (gigabytes: number) => {
    free = gigabytes * gigabyte
    await clock.advance(0)
    await clock.advance(60_000)
    await clock.advance(0)
    return told.splice(0)
  }
  expect(await after(1)).toEqual([])
  expect(await after(0.994)).toEqual(['0.99'])
  expect(await after(0.5)).toEqual([])
  expect(await after(1.9)).toEqual([])
  expect(await after(2)).toEqual(['enough'])
  expect(await after(0.1)).toEqual(['0.10'])
  end()
  expect(await after(5)).toEqual([])
})

test('a disk that cannot be asked, or an alert that fails, is tried again', async () => {
  const clock = new FakeClock()
  const log = memoryLog()
  let tries = 0
  watchDisk({
    ...{ clock, log, freeBytes: async () => 0, onEnough: async () => {} },
    onLow: async () => {
      tries += 1
      throw new Error('disk full')
    },
  })
  await clock.advance(0)
  await clock.advance(60_000)
  await clock.advance(0)
  expect(tries).toBe(2)
  expect(log.lines.filter(({ event }) => event === 'disk.not-read')).toHaveLength(2)
})

test('the room of a real folder is known', async () => {
  expect(await freeBytesOf(import.meta.dirname)).toBeGreaterThan(0)
})
