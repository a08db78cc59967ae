import { afterEach, beforeEach, expect, test } from 'vitest'
import { quantity, text } from '../../src-main/domain/money/decimal.ts'
import { stateOf } from '../../src-main/domain/orders/order.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../support/hand-books.ts'
import { startHandEngine } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
let engine: Engine
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const start = async (ids: readonly string[]) => {
  for (const id of ids) exchange.place(seedOrder(opened.store, id, 'open', { quantity: quantity('0.01') }))
  engine = (await startHandEngine(opened.store, clock, exchange)).engine
  await clock.advance(0)
  exchange.asked.length = 0
}
const many = Array.from({ length: 12 }, (_, index) => `o${index}`)
const isHalted = () => engine.books.areEntriesHalted('a1', 'paper')
const state = (id: string) => {
  const order = opened.store.orders.byId(id)
  return order === null ? null : stateOf(order)
}
const alerts = () =>
  opened.store.alerts.recent(20).filter(({ text: { code } }) => code === 'alert.account-unheard')
const events = () => opened.store.journal.page({ limit: 500, before: null }, null).map(({ event }) => event)

test('a fill that is not told is heard of within seconds, and counted once when the stream is back', async () => {
  await start(['o1'])
  exchange.tellHearing(false)
  exchange.fill('o1', '0.01', '50000')
  await clock.advance(2_000)
  expect(state('o1')).toBe('filled')
  expect([...engine.books.positions.values()].map(({ quantity: size }) => text(size))).toEqual(['0.01'])
  exchange.tellHearing(true)
  await clock.advance(0)
  expect(opened.store.fills.count()).toBe(1)
  expect(engine.books.mismatches.size).toBe(0)
})

test('a part that fills, and an order that ends, are heard of too', async () => {
  await start(['o1', 'o2'])
  exchange.tellHearing(false)
  exchange.fill('o1', '0.004', '50000')
  exchange.end('o2', 'cancelled')
  await clock.advance(2_000)
  expect([state('o1'), state('o2')]).toEqual(['partially-filled', 'cancelled'])
  exchange.fill('o1', '0.006', '50000')
  await clock.advance(2_000)
  expect(state('o1')).toBe('filled')
})

test('few orders are asked about one by one, the more the less often', async () => {
  await start(many.slice(0, 3))
  exchange.tellHearing(false)
  await clock.advance(30_000)
  expect(exchange.asked).toEqual(Array(30).fill('order'))
})

test('of many orders one list is asked for, and only those that it tells otherwise one by one', async () => {
  await start(many)
  exchange.tellHearing(false)
  await clock.advance(9_999)
  expect(exchange.asked).toEqual([])
  exchange.fill('o7', '0.01', '50000')
  await clock.advance(1)
  expect(exchange.asked).toEqual(['openOrders', 'order', 'fills'])
  expect(state('o7')).toBe('filled')
})

test('nothing is asked while no order is open, nor any more once the stream is there again', async () => {
  await start(['o1'])
  exchange.tellHearing(false)
  exchange.end('o1', 'expired')
  await clock.advance(2_000)
  expect(state('o1')).toBe('expired')
  exchange.asked.length = 0
  await clock.advance(20_000)
  expect(exchange.asked).toEqual([])
  exchange.tellHearing(true)
  await clock.advance(0)
  exchange.place(seedOrder(opened.store, 'o2', 'open'))
  exchange.asked.length = 0
  await clock.advance(20_000)
  expect(exchange.asked).toEqual([])
})

test('a question without an answer says nothing, and is asked again', async () => {
  await start(['o1'])
  exchange.tellHearing(false)
  exchange.fill('o1', '0.01', '50000')
  exchange.failing.add('order')
  await clock.advance(10_000)
  expect(state('o1')).toBe('open')
  exchange.failing.clear()
  await clock.advance(2_000)
  expect(state('o1')).toBe('filled')
})

test('nothing is bought until the exchange tells again and was asked what was missed', async () => {
  await start([])
  expect(isHalted()).toBe(false)
  exchange.tellHearing(false)
  await clock.advance(0)
  expect(isHalted()).toBe(true)
  // Looked at every minute meanwhile, which is out of date at once.
  await clock.advance(130_000)
  expect(exchange.asked).toContain('balances')
  expect(isHalted()).toBe(true)
  exchange.failing.add('balances')
  exchange.tellHearing(true)
  await clock.advance(0)
  expect(isHalted()).toBe(true)
  exchange.failing.clear()
  exchange.resynchronise()
  await clock.advance(0)
  expect(isHalted()).toBe(false)
})

test('a stream that is cut and opened again is no news; one that stays down is told once, and settled', async () => {
  await start([])
  exchange.tellHearing(false)
  await clock.advance(29_000)
  exchange.tellHearing(true)
  await clock.advance(60_000)
  expect(alerts()).toEqual([])
  exchange.tellHearing(false)
  await clock.advance(30_000)
  expect(alerts().map(({ severity, resolvedAt }) => [severity, resolvedAt])).toEqual([['warning', null]])
  exchange.tellHearing(true)
  await clock.advance(0)
  expect(alerts()[0]?.resolvedAt).not.toBeNull()
  expect(events().filter((event) => event.startsWith('account.'))).toEqual([
    'account.heard',
    'account.unheard',
  ])
})
