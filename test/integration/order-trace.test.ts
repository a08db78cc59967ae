import { afterEach, beforeEach, expect, test } from 'vitest'
import { journalPage } from '../../src-main/shell/views/journal-view.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine } from '../support/test-engine.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())

const traceOf = (orderId: string) =>
  journalPage(opened.store.journal, { limit: 1, before: null, botId: null, orderId }, () => 'Eager')

test('one order is read in the journal by its id, from its decision to its fill, with both times', async () => {
  const clock = new FakeClock()
  const { engine } = await startTestEngine(opened.store, clock)
  const eager = { ...demoBot('Eager', 'BTC/USDT'), parameters: { fast: '2', slow: '3' } }
  await engine.command((e) => e.startBots([eager]))
  for (let tries = 0; tries < 200 && engine.books.positions.size === 0; tries += 1) await clock.advance(250)
  const [entry] = opened.store.fills.recent(1)
  const orderId = entry?.order.clientOrderId ?? ''
  const { entries, total } = traceOf(orderId)
  expect(entries.map(({ event }) => event)).toEqual([
    'order.decided',
    'order.submitting',
    'order.open',
    'order.fill',
    'order.filled',
  ])
  expect(total).toBe(entries.length)
  for (const { marketTime, seenAt, botName } of entries) {
    expect(marketTime).toBeGreaterThan(0)
    expect(seenAt).toBe(entries[0]?.seenAt)
    expect(botName).toBe('Eager')
  }
  const facts = Object.assign({}, ...entries.map((each) => each.facts))
  expect(facts).toMatchObject({ action: 'entered', purpose: 'entry', type: 'market', feeCurrency: 'USDT' })
  expect(facts.exchangeOrderId).toBe(entry?.order.exchangeOrderId)
  expect(traceOf('no such order')).toEqual({ entries: [], total: 0 })
  await engine.stop()
})
