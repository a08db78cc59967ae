import { afterEach, beforeEach, expect, test } from 'vitest'
import { sentence } from '../../../src-main/domain/sentence.ts'
import { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { Changes } from '../../../src-main/engine/changes.ts'
import { type BotRuntime, Roster } from '../../../src-main/engine/state/roster.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { sampleBot } from '../../support/store/samples.ts'
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
  const roster = new Roster()
  return { desk: new AlertDesk({ store, clock, ids: countingIds(), changes, roster }), clock, told, roster }
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

test('whom it is about and in which mode is read from what is said of it', () => {
  const { desk, roster } = deskOn()
  const bot = { ...sampleBot, id: 'b-1', mode: 'live' } as const
  // Nothing else of it is asked for.
  roster.add({ bot } as unknown as BotRuntime)
  desk.raise('by-mode', words, '/bots/b-1')
  desk.raise('by-mode', words, '/bots/gone/decisions')
  desk.raise('by-mode', sentence('alert.kill-engaged', { mode: 'paper', source: 'tray' }), '/kill')
  desk.raise('info', words, null, { venueId: 'binance' })
  const about = opened.store.alerts
    .recent(4)
    .map(({ severity, botId, venueId, mode }) => [severity, botId, venueId, mode])
  expect(about).toEqual([
    ['info', null, 'binance', null],
    ['warning', null, null, 'paper'],
    ['warning', 'gone', null, null],
    ['critical', 'b-1', null, 'live'],
  ])
})

test('what has ended settles every alert about it, and lasts again without being told again', () => {
  const { desk, told } = deskOn()
  const about = { matter: 'stale a' }
  const settled = () => opened.store.alerts.recent(10).map(({ resolvedAt }) => resolvedAt !== null)
  desk.raise('warning', words, null, about)
  desk.raiseRarely('warning', words, '/markets', about)
  desk.raise('warning', words, null, { matter: 'stale b' })
  desk.raise('warning', words, null)
  desk.resolve('stale a')
  expect(settled()).toEqual([false, false, true, true])
  desk.raiseRarely('warning', words, '/markets', about)
  expect(told).toHaveLength(4)
  expect(settled()).toEqual([false, false, false, true])
  desk.settle((matter) => matter === 'stale b')
  expect(opened.store.alerts.openMatters()).toEqual(['stale b'])
})
