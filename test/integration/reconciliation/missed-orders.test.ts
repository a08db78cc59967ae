import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoStart } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cashText, text } from '../../../src-main/domain/money/decimal.ts'
import { stateOf } from '../../../src-main/domain/orders/order.ts'
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

let starts = 0
const start = async () => {
  starts += 1
  const started = await startHandEngine(opened.store, clock, exchange, { ids: `${starts}-` })
  engine = started.engine
  return started
}
const state = (id: string) => {
  const order = opened.store.orders.byId(id)
  return order === null ? null : stateOf(order)
}
const filled = (id: string) => text(opened.store.orders.byId(id)?.filled ?? (0 as never))
const positions = () => [...engine.books.positions.values()].map(({ quantity }) => text(quantity))
const matches = () => [engine.books.mismatches.size, engine.books.unconfirmed.size, engine.books.blocked]
const well = [0, 0, null]

test('order state discrepancy: one that the exchange ended while we were away ends here too', async () => {
  for (const [id, status] of [
    ['gone', 'cancelled'],
    ['late', 'expired'],
  ] as const) {
    exchange.place(seedOrder(opened.store, id, 'open'))
    exchange.end(id, status)
  }
  await start()
  expect([state('gone'), state('late')]).toEqual(['cancelled', 'expired'])
  expect(matches()).toEqual(well)
})

test('filled while away: the fill is booked at its own price and time, and the position is there', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  exchange.fill('o1', '0.1', '49000', { marketTime: demoStart - 50_000 })
  await start()
  expect([state('o1'), positions()]).toEqual(['filled', ['0.1']])
  const [booked] = opened.store.fills.recent(1)
  expect([text(booked?.fill.price ?? (0 as never)), booked?.fill.marketTime]).toEqual([
    '49000',
    demoStart - 50_000,
  ])
  expect(matches()).toEqual(well)
})

test('several fills missed of which one was booked: the rest is added, and that one not again', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.03', '50000')
  await clock.advance(0)
  expect(filled('o1')).toBe('0.03')
  exchange.tells = false
  exchange.fill('o1', '0.03', '50100')
  exchange.fill('o1', '0.04', '50200')
  exchange.resynchronise()
  await clock.advance(0)
  expect([filled('o1'), state('o1'), opened.store.fills.count()]).toEqual(['0.1', 'filled', 3])
  expect(positions()).toEqual(['0.1'])
})

describe('an order that its exchange ended rather than let it trade with another of the account', () => {
  const told = () =>
    opened.store.journal
      .page({ limit: 100, before: null }, null)
      .find(({ event }) => event === 'order.expired')

  test('says so in the journal when that was heard', async () => {
    exchange.place(seedOrder(opened.store, 'o1', 'open'))
    await start()
    exchange.end('o1', 'expired', 'self-trade')
    await clock.advance(0)
    expect(told()).toMatchObject({ orderId: 'o1', facts: { endedBy: 'self-trade' } })
  })

  test('says so when it had to be asked for', async () => {
    exchange.place(seedOrder(opened.store, 'o1', 'open'))
    exchange.end('o1', 'expired', 'self-trade')
    await start()
    expect(told()).toMatchObject({ orderId: 'o1', facts: { endedBy: 'self-trade' } })
  })

  test('and one that expired by itself says nothing of the kind', async () => {
    exchange.place(seedOrder(opened.store, 'o1', 'open'))
    exchange.end('o1', 'expired')
    await start()
    expect(told()?.facts).not.toHaveProperty('endedBy')
  })
})

test('partly filled, then cancelled while away: what was bought stays, and the rest has ended', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  exchange.fill('o1', '0.04', '50000')
  exchange.end('o1', 'cancelled')
  await start()
  expect([state('o1'), filled('o1'), positions()]).toEqual(['cancelled', '0.04', ['0.04']])
  expect(matches()).toEqual(well)
})

test('sent without an answer and accepted: it is found by our id and not sent again', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'submitting'))
  await start()
  expect(state('o1')).toBe('open')
  expect(exchange.sent).toEqual([])
})

test('sent without an answer and never arrived: it has ended once the exchange has denied it twice', async () => {
  seedOrder(opened.store, 'o1', 'submitting')
  engine = (await startWhileTimePasses(opened.store, clock, exchange)).engine
  expect(state('o1')).toBe('submitting')
  await clock.advance(10_000)
  expect(state('o1')).toBe('cancelled')
  expect(exchange.asked.filter((question) => question === 'order').length).toBeGreaterThan(1)
  expect(matches()).toEqual(well)
})

test('order unknown at the exchange that had filled: its fills are found among the account’s, and none is lost', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  exchange.fill('o1', '0.06', '50000')
  exchange.forget('o1')
  engine = (await startWhileTimePasses(opened.store, clock, exchange)).engine
  await clock.advance(10_000)
  expect([state('o1'), filled('o1'), positions()]).toEqual(['cancelled', '0.06', ['0.06']])
  expect(matches()).toEqual(well)
})

test('an order that is months old and still open is not dropped', async () => {
  const old = demoStart - 90 * 86_400_000
  exchange.place(seedOrder(opened.store, 'o1', 'open', { marketTime: old, createdAt: 0 }))
  await start()
  await clock.advance(20 * 60_000)
  expect([state('o1'), engine.books.orders.has('o1')]).toEqual(['open', true])
})

test('a failed status poll is not "order not found": the order stays as it was and is asked about again', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  exchange.failing.add('order')
  engine = (await startWhileTimePasses(opened.store, clock, exchange)).engine
  await clock.advance(60_000)
  expect(state('o1')).toBe('open')
  expect(engine.books.isFrozen('a1', 'BTC/USDT')).toBe(true)
  exchange.failing.clear()
  await clock.advance(31_000)
  expect(state('o1')).toBe('open')
  expect(engine.books.isFrozen('a1', 'BTC/USDT')).toBe(false)
})

test('a fill of an order that we hold ended, with an older time, is booked by what the account has', async () => {
  const known = seedOrder(opened.store, 'o1', 'open')
  opened.store.orders.update({ ...known, facts: { ...known.facts, ended: 'cancelled' } })
  exchange.place(known)
  exchange.tells = false
  await start()
  exchange.fill('o1', '0.02', '50000', { marketTime: demoStart - 30_000 })
  exchange.end('o1', 'cancelled')
  exchange.resynchronise()
  await clock.advance(0)
  expect([state('o1'), filled('o1'), positions()]).toEqual(['cancelled', '0.02', ['0.02']])
  await clock.advance(11_000)
  expect(matches()).toEqual(well)
})

test('an order that we hold ended and the exchange has open is cancelled there', async () => {
  const known = seedOrder(opened.store, 'o1', 'open')
  opened.store.orders.update({ ...known, facts: { ...known.facts, ended: 'cancelled' } })
  exchange.place(known)
  await start()
  await clock.advance(0)
  const open = await exchange.openOrders()
  expect(open.kind === 'answered' && open.value).toEqual([])
  const events = opened.store.journal.page({ limit: 20, before: null }, null).map(({ event }) => event)
  expect(events).toContain('reconcile.order-still-open')
})

test('duplicated fills, told live and listed, are booked once', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  const fill = exchange.fill('o1', '0.05', '50000')
  for (let times = 0; times < 3; times += 1) exchange.repeat(fill)
  exchange.resynchronise()
  await clock.advance(0)
  await engine.reconciliation.reconcile('a1')
  expect([opened.store.fills.count(), filled('o1'), positions()]).toEqual([1, '0.05', ['0.05']])
  expect(cashText(engine.books.account('a1').book.holding('BTC'))).toBe('0.05')
})

test('different fill data: what was booked stays, and the difference is journalled once', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  const { log } = await start()
  const fill = exchange.fill('o1', '0.05', '50000', { marketTime: demoStart })
  await clock.advance(0)
  exchange.rewrite(fill.tradeId, '50001')
  await engine.reconciliation.reconcile('a1')
  await engine.reconciliation.reconcile('a1')
  const [booked] = opened.store.fills.recent(1)
  expect(text(booked?.fill.price ?? (0 as never))).toBe('50000')
  expect(log.lines.filter(({ event }) => event === 'reconcile.fill-differs')).toHaveLength(1)
})

test('DNS outage: nothing is concluded from it, and what filled meanwhile is tracked afterwards', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.tells = false
  for (const question of ['order', 'fills', 'balances', 'openOrders', 'recentFills'] as const)
    exchange.failing.add(question)
  exchange.fill('o1', '0.1', '50000')
  exchange.resynchronise()
  await clock.advance(6 * 60_000)
  expect([state('o1'), positions(), matches()]).toEqual(['open', [], well])
  exchange.failing.clear()
  await clock.advance(6 * 60_000)
  expect([state('o1'), positions(), matches()]).toEqual(['filled', ['0.1'], well])
})

test('balances without fills: half an answer is no mismatch', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.tells = false
  exchange.fill('o1', '0.1', '50000')
  for (const question of ['fills', 'recentFills'] as const) exchange.failing.add(question)
  exchange.resynchronise()
  await clock.advance(6 * 60_000)
  expect(engine.books.mismatches.size).toBe(0)
  exchange.failing.clear()
  await clock.advance(6 * 60_000)
  expect([positions(), matches()]).toEqual([['0.1'], well])
})

test('a warm restart flattens nothing: position, stop and open orders are as they were', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  exchange.place(seedOrder(opened.store, 'o2', 'open', { symbol: 'DASH/USDT' }))
  await start()
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
  const before = [...engine.books.positions.values()]
  await engine.stop()
  await start()
  await clock.advance(11 * 60_000)
  expect([...engine.books.positions.values()]).toEqual(before)
  expect([state('o2'), exchange.sent, matches()]).toEqual(['open', [], well])
})

test('reconciling again and again changes nothing', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  exchange.fill('o1', '0.03', '50000')
  await start()
  const known = () => [
    opened.store.orders.byId('o1'),
    [...engine.books.positions.values()],
    opened.store.fills.count(),
    opened.store.journal.count(null),
    opened.store.alerts.recent(50),
  ]
  const before = known()
  for (let times = 0; times < 5; times += 1) await engine.reconciliation.reconcile('a1')
  await Promise.all([engine.reconciliation.reconcile('a1'), engine.reconciliation.reconcile('a1')])
  expect(known()).toEqual(before)
})
