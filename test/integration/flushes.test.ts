import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { countedStore } from '../support/store/counted-store.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine } from '../support/test-engine.ts'

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

test('an order is flushed with its intent and with each fill, the first of which takes its acceptance along', async () => {
  const { store, counts, clear } = countedStore(opened.store)
  const { engine } = await startTestEngine(store, clock)
  const often = { coolDownSeconds: '0', allocation: '200' }
  const bots = ['BTC/USDT', 'DASH/USDT'].map((symbol, index) => ({
    ...demoBot(`Bot ${index}`, symbol, often),
    parameters: { fast: '2', slow: '3' },
  }))
  await engine.command((e) => e.startBots(bots))
  clear()
  await clock.advance(30_000)
  const [orders, fills] = [opened.store.orders.count(), opened.store.fills.count()]
  expect(orders).toBeGreaterThan(10)
  expect(engine.books.orders.size).toBe(0)
  // What the simulated exchange writes of its own is only noted.
  expect(counts).toMatchObject({ transactions: 0, flushes: orders + fills })
  const alerts = opened.store.alerts.recent(100).map(({ text }) => text.code)
  expect(alerts).toContain('alert.trade-closed')
  await engine.stop()
  for (const { order } of opened.store.fills.recent(100)) {
    const moves = opened.store.orders.transitions(order.clientOrderId).map(({ to }) => to)
    expect(moves.slice(0, 2)).toEqual(['submitting', 'open'])
  }
})

test('decisions of one report that place no order are written together, and without a flush', async () => {
  const { store, counts, clear } = countedStore(opened.store)
  const { engine } = await startTestEngine(store, clock)
  const many = Array.from({ length: 40 }, (_, index) => demoBot(`Bot ${index}`, 'BTC/USDT'))
  await engine.command((e) => e.startBots(many))
  await clock.advance(2_000)
  clear()
  const before = opened.store.decisions.count(null)
  await clock.advance(1_000)
  expect(opened.store.decisions.count(null) - before).toBe(40)
  expect(counts).toEqual({ transactions: 0, notes: 2, flushes: 0 })
  for (const { lastDecision } of engine.roster.all()) expect(lastDecision?.id).toBeGreaterThan(0)
  await engine.stop()
})

test('a position comes and goes with its stop, and nothing of it is flushed by itself', async () => {
  const { store, alone, clear } = countedStore(opened.store)
  const { engine } = await startTestEngine(store, clock)
  const limits = { coolDownSeconds: '0', allocation: '200', stopLoss: '0.2', breakEven: '0.1' }
  const bot = { ...demoBot('One', 'DASH/USDT', limits), parameters: { fast: '2', slow: '3' } }
  await engine.command((e) => e.startBots([bot]))
  clear()
  await clock.advance(30_000)
  expect(opened.store.positions.closedCount(null)).toBeGreaterThan(0)
  expect(alone).toEqual([])
  expect(opened.store.stops.all()).toHaveLength(engine.books.positions.size)
  await engine.stop()
})
