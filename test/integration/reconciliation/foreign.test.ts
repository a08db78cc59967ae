import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoStart } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { quantity } from '../../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { liveAccount, startHandEngine, startWhileTimePasses } from '../../support/hand-engine.ts'
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

test('holdings of others: coins found on a live account are told of once, also over a restart, and new ones again', async () => {
  const holder = new HandExchange({ USDT: '500', BTC: '2', ETH: '50' })
  const begin = async (ids: string) => {
    engine = (await startHandEngine(opened.store, clock, holder, { accounts: [liveAccount()], ids })).engine
    await clock.advance(0)
  }
  const holdings = () =>
    opened.store.alerts.recent(50).filter(({ text }) => text.code === 'alert.foreign-holdings')
  const named = () => holdings().map(({ text }) => text.facts?.assets)
  opened.close()
  opened = openTestStore()
  await begin('')
  expect(holdings()).toMatchObject([
    { severity: 'warning', mode: 'live', target: '/positions', text: { facts: { assets: 'BTC, ETH' } } },
  ])
  for (let times = 0; times < 2; times += 1) await engine.reconciliation.reconcile('live-1')
  await engine.stop()
  await begin('b')
  expect(named()).toEqual(['BTC, ETH'])

  // A deposit is a difference first, and told of as one; once it is taken for what it is, it is a holding too.
  holder.move('SOL', '7')
  void engine.reconciliation.reconcile('live-1')
  await clock.advance(11_000)
  expect(named()).toEqual(['BTC, ETH'])
  const accept = ({ settling: { resolutions } }: Engine) =>
    resolutions.accept('live-1', 'SOL', '7', 'a deposit')
  expect(await engine.command(accept)).toMatchObject({ ok: true })
  await engine.reconciliation.reconcile('live-1')
  expect(named()).toEqual(['SOL', 'BTC, ETH'])
})

test('holdings that are ignored are not told of', async () => {
  const holder = new HandExchange({ USDT: '500', BTC: '2' })
  opened.store.accounts.insert(liveAccount('live-2'))
  opened.store.ignored.add('live-2', 'holding', 'BTC')
  engine = (await startHandEngine(opened.store, clock, { a1: exchange, 'live-2': holder })).engine
  await engine.reconciliation.reconcile('live-2')
  expect(engine.settling.foreign.holdings('live-2')).toMatchObject([{ asset: 'BTC', ignored: true }])
  expect(opened.store.alerts.recent(50)).toEqual([])
})
