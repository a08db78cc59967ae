import { beforeEach, expect, test } from 'vitest'
import { StrayRejections } from '../../../src-main/workers/stray-rejections.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { memoryLog } from '../../support/test-engine.ts'

let clock: FakeClock
let log: ReturnType<typeof memoryLog>
let suspected: string[]
let givenUp: string[]
let stray: StrayRejections
beforeEach(() => {
  clock = new FakeClock()
  log = memoryLog()
  suspected = []
  givenUp = []
  stray = new StrayRejections({
    clock,
    log,
    suspect: (cause) => suspected.push(cause),
    giveUp: ({ message }) => givenUp.push(message),
  })
})

test('a rejection that nobody could catch makes the streams suspect, and is logged', () => {
  stray.take(new Error('socket closed'))
  expect(suspected).toEqual(['socket closed'])
  expect(log.lines).toEqual([
    {
      level: 'warn',
      event: 'worker.stray-rejection',
      fields: { message: 'socket closed', count: 1 },
    },
  ])
})

test('rejections within a second are one incident', async () => {
  for (let index = 0; index < 20; index += 1) stray.take('socket closed')
  await clock.advance(999)
  stray.take('still the same')
  expect(suspected).toHaveLength(1)
  await clock.advance(1)
  stray.take('another')
  expect(suspected).toEqual(['socket closed', 'another'])
  expect(givenUp).toEqual([])
})

test('five incidents in a minute are borne, the sixth gives the worker up', async () => {
  for (let index = 0; index < 5; index += 1) {
    stray.take('again')
    await clock.advance(10_000)
  }
  expect(givenUp).toEqual([])
  stray.take('once more')
  expect(suspected).toHaveLength(5)
  expect(givenUp).toEqual(['the exchange library failed 6 times within a minute: once more'])
})

test('incidents of more than a minute ago do not count', async () => {
  for (let index = 0; index < 30; index += 1) {
    stray.take('now and then')
    await clock.advance(12_000)
  }
  expect(suspected).toHaveLength(30)
  expect(givenUp).toEqual([])
})
