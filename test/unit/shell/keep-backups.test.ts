import { beforeEach, expect, test } from 'vitest'
import { keepBackups } from '../../../src-main/shell/keep-backups.ts'
import { FakeClock, settled } from '../../support/fake-clock.ts'
import { memoryLog } from '../../support/test-engine.ts'

const hourMs = 3_600_000
let clock: FakeClock
let log: ReturnType<typeof memoryLog>
let outcome: () => Promise<string | null>
let looks: number
let told: string[]
let end: () => void
const begin = async () => {
  end = keepBackups({
    clock,
    log,
    backUpIfDue: () => {
      looks += 1
      return outcome()
    },
    onTaken: async () => void told.push('taken'),
    onFailure: async (message) => void told.push(message),
  })
  await settled()
}
beforeEach(() => {
  clock = new FakeClock()
  log = memoryLog()
  outcome = async () => null
  looks = 0
  told = []
})

test('looks at the start and every hour, until its end', async () => {
  await begin()
  expect(looks).toBe(1)
  await clock.advance(3 * hourMs)
  expect(looks).toBe(4)
  end()
  await clock.advance(3 * hourMs)
  expect(looks).toBe(4)
})

test('a failure is said once and does not end the looking; the next failure after a success is said again', async () => {
  outcome = () => Promise.reject(new Error('disk full'))
  await begin()
  await clock.advance(2 * hourMs)
  expect([looks, told]).toEqual([3, ['disk full']])
  outcome = async () => 'trading-1.db'
  await clock.advance(hourMs)
  outcome = () => Promise.reject(new Error('disk full again'))
  await clock.advance(hourMs)
  expect(told).toEqual(['disk full', 'taken', 'disk full again'])
  expect(log.lines.filter(({ event }) => event === 'backup.failed')).toHaveLength(4)
})

test('one that throws at once, or whose alert fails, does no harm either', async () => {
  outcome = () => {
    throw new Error('no such table')
  }
  keepBackups({
    clock,
    log,
    backUpIfDue: () => outcome(),
    onTaken: async () => {},
    onFailure: () => Promise.reject(new Error('disk full')),
  })
  await settled()
  expect(log.lines.map(({ event }) => event)).toEqual(['backup.failed', 'backup.alert-failed'])
})

test('does not begin another while one is being written', async () => {
  outcome = () => new Promise(() => {})
  await begin()
  await clock.advance(5 * hourMs)
  expect(looks).toBe(1)
})
