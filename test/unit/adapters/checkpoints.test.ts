import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Checkpoints } from '../../../src-main/adapters/store/checkpoints.ts'
import type { Database } from '../../../src-main/adapters/store/driver.ts'

let asked: string[]
let failure: Error | null
const database: Pick<Database, 'pragma'> = {
  pragma: (text) => {
    asked.push(text)
    if (failure !== null && text.startsWith('wal_checkpoint')) throw failure
    return undefined
  },
}
let checkpoints: Checkpoints

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  failure = null
  checkpoints = new Checkpoints(database as Database)
  asked = []
})
afterEach(() => {
  checkpoints.end()
  vi.useRealTimers()
})

const commit = (times: number) => {
  for (let commits = 0; commits < times; commits += 1) checkpoints.onCommit()
}

test('one is made a moment after so many commits, never within one', () => {
  commit(127)
  vi.runAllTimers()
  expect(asked).toEqual([])
  commit(1)
  expect(asked).toEqual([])
  vi.runAllTimers()
  expect(asked).toEqual(['wal_checkpoint(PASSIVE)'])
})

test('none is made after the end', () => {
  commit(128)
  checkpoints.end()
  vi.runAllTimers()
  expect(asked).toEqual([])
})

test('one that a full disk refuses ends nothing and is made again later', () => {
  failure = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  commit(128)
  vi.runAllTimers()
  commit(128)
  vi.runAllTimers()
  expect(asked).toHaveLength(2)
})

test('a mistake of the app is not taken for a full disk', () => {
  failure = new TypeError('The database connection is not open')
  commit(128)
  expect(() => vi.runAllTimers()).toThrow('not open')
})
