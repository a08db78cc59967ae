import { afterEach, beforeEach, expect, test } from 'vitest'
import { sentence } from '../../../src-main/domain/sentence.ts'
import { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { Changes } from '../../../src-main/engine/changes.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { countingIds, memoryLog } from '../../support/test-engine.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())

const words = sentence('alert.order-rejected', { bot: 'A', symbol: 'BTC/USDT', code: 'OTHER' })

const deskOn = (store = opened.store) => {
  const clock = new FakeClock()
  const changes = new Changes(memoryLog())
  const told: string[] = []
  changes.subscribe((change) => change.kind === 'alert' && told.push(change.alert.text.code))
  return { desk: new AlertDesk({ store, clock, ids: countingIds(), changes }), clock, told }
}

test('the same words are raised again a quarter of an hour later and not before', async () => {
  const { desk, clock, told } = deskOn()
  const raise = () => desk.raiseRarely('warning', words, null)
  raise()
  await clock.advance(15 * 60_000 - 1)
  raise()
  expect(told).toHaveLength(1)
  desk.raiseRarely('warning', { ...words, facts: { ...words.facts, bot: 'B' } }, null)
  expect(told).toHaveLength(2)
  await clock.advance(1)
  raise()
  expect(told).toHaveLength(3)
  expect(opened.store.alerts.recent(10)).toHaveLength(3)
})

test('an alert is told although the disk refuses it', () => {
  const insert = () => {
    throw new Error('disk full')
  }
  const { desk, told } = deskOn({ ...opened.store, alerts: { ...opened.store.alerts, insert } })
  expect(() => desk.raise('critical', words, null)).toThrow('disk full')
  expect(told).toEqual(['alert.order-rejected'])
})

test('one written in a transaction is told when it is called for', () => {
  const { desk, told } = deskOn()
  const tell = opened.store.transaction(() => desk.write('info', words, null))
  expect(told).toEqual([])
  tell()
  expect(told).toEqual(['alert.order-rejected'])
})
