import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoStart } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine, startWhileTimePasses } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

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
const start = async () => {
  engine = (await startHandEngine(opened.store, clock, exchange)).engine
}
const byHand = (clientOrderId: string) =>
  ({ clientOrderId, symbol: 'BTC/USDT', side: 'buy', quantity: quantity('0.1') }) as const
const foreign = () => engine.books.foreignOrders.get('a1')?.map(({ clientOrderId }) => clientOrderId) ?? []
const warnings = () =>
  opened.store.alerts.recent(50).filter(({ text }) => text.code === 'alert.foreign-orders')

test('external order: one that someone else placed is shown, told of once, and never touched', async () => {
  exchange.place(byHand('web_1'))
  await start()
  expect(foreign()).toEqual(['web_1'])
  expect(engine.books.orders.size).toBe(0)
  for (let times = 0; times < 3; times += 1) await engine.reconciliation.reconcile('a1')
  expect(warnings()).toHaveLength(1)
  const open = await exchange.openOrders()
  expect(open.kind === 'answered' && open.value.length).toBe(1)
  exchange.end('web_1', 'cancelled')
  await engine.reconciliation.reconcile('a1')
  expect(foreign()).toEqual([])
})

test('an order of ours is no foreign one while it is not known what became of it', async () => {
  const order = seedOrder(opened.store, 'o1', 'submitting')
  exchange.failing.add('order')
  exchange.place({ ...order, clientOrderId: '#X-1' })
  engine = (await startWhileTimePasses(opened.store, clock, exchange)).engine
  expect(foreign()).toEqual([])
  exchange.failing.clear()
  await clock.advance(120_000)
  expect(foreign()).toEqual(['#X-1'])
})

test('a list of open orders that cannot be had leaves what was known', async () => {
  exchange.place(byHand('web_1'))
  await start()
  exchange.failing.add('openOrders')
  await engine.reconciliation.reconcile('a1')
  expect(foreign()).toEqual(['web_1'])
})

test('position without order: coins bought elsewhere are a difference with the trade that explains it', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.place(byHand('web_1'))
  exchange.fill('web_1', '0.1', '50000', { marketTime: demoStart + 1 })
  await engine.reconciliation.reconcile('a1')
  await clock.advance(11_000)
  const mismatch = engine.books.mismatches.get('a1')
  expect(
    mismatch?.differences.map((each) => (each.kind === 'breach' ? each.code : each.asset)).sort(),
  ).toEqual(['BTC', 'USDT'])
  expect(mismatch?.foreignFills.map(({ exchangeOrderId, side }) => [exchangeOrderId, side])).toEqual([
    ['X-web_1', 'buy'],
  ])
  expect(engine.books.positions.size).toBe(0)
  expect(opened.store.fills.count()).toBe(0)
})
