import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash, cashText, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import type { Order } from '../../../src-main/domain/orders/order.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import type { Account } from '../../../src-main/engine/ports/store.ts'
import { reconciliationViews } from '../../../src-main/shell/views/reconciliation-view.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

const other: Account = {
  id: 'a2',
  venueId: demoVenue.id,
  mode: 'paper',
  start: [cash('10000', 'USDT')],
  createdAt: 0,
}

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
let engine: Engine
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
  opened.store.accounts.insert(other)
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const start = async (ids = '') => {
  const exchanges = { a1: exchange, a2: new HandExchange({ USDT: '10000' }) }
  engine = (await startHandEngine(opened.store, clock, exchanges, { ids })).engine
}
const placed = (id: string, change: Partial<Order> = {}) =>
  exchange.place(seedOrder(opened.store, id, 'open', change))
const sale = (id: string, positionId: string) =>
  placed(id, { side: 'sell', purpose: 'exit', positionId, quantity: quantity('0.1') })
const reconcile = async () => {
  void engine.reconciliation.reconcile('a1')
  await clock.advance(11_000)
}
const differences = () => reconciliationViews(engine, opened.store)[0]?.differences
const accept = () =>
  engine.command(({ settling }) => settling.resolutions.accept('a1', 'BTC', '0', 'seen in its orders'))
const held = () => [...engine.books.positions.values()].map(({ id, quantity: size }) => [id, text(size)])

test('more sold than a position held blocks its account alone, over a restart, until the user has accepted it', async () => {
  // Coins that somebody had put there.
  exchange.move('BTC', '1')
  const baseline = { kind: 'baseline', reason: '', marketTime: 0, seenAt: 0 } as const
  opened.store.adjustments.insert({ accountId: 'a1', amount: cash('1', 'BTC'), ...baseline })
  placed('buy')
  sale('sale', 'position of buy')
  sale('sale again', 'position of buy')
  await start()
  exchange.fill('buy', '0.1', '50000')
  exchange.fill('sale', '0.1', '51000')
  exchange.fill('sale again', '0.1', '52000')
  await clock.advance(0)
  expect(engine.books.blocked).toBeNull()
  expect(engine.books.areEntriesHalted('a1', 'paper')).toBe(true)
  expect(engine.books.areEntriesHalted('a2', 'paper')).toBe(false)
  const oversold = [{ kind: 'oversold', asset: 'BTC', quantity: '0.1' }]
  expect(differences()).toEqual(oversold)
  const alert = opened.store.alerts
    .recent(10)
    .find(({ text: { code } }) => code === 'alert.reconcile-mismatch')
  expect(alert?.severity).toBe('critical')

  // All that was sold is booked, and the exchange's word on balances is ours: what came in is the user's, not profit.
  const { book } = engine.books.account('a1')
  expect([cashText(book.holding('BTC')), cashText(book.holding('USDT'))]).toEqual(['0.9', '15300'])
  expect(held()).toEqual([])
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, null)
  expect(closed === undefined ? null : cashText(closed.realized)).toBe('100')
  await reconcile()
  expect(differences()).toEqual(oversold)

  await engine.stop()
  await start('again-')
  await clock.advance(11_000)
  expect(differences()).toEqual(oversold)
  expect(await accept()).toEqual({ ok: true, value: null })
  expect(differences()).toEqual([])
  expect(engine.books.areEntriesHalted('a1', 'paper')).toBe(false)
  expect(await accept()).toMatchObject({ ok: false, error: 'NOT_FOUND' })
})

test('coins of another position that were sold are taken off it once that is accepted', async () => {
  placed('buy')
  placed('other buy')
  sale('sale', 'position of buy')
  sale('sale again', 'position of buy')
  await start()
  exchange.fill('buy', '0.1', '50000')
  exchange.fill('other buy', '0.15', '50000')
  exchange.fill('sale', '0.1', '51000')
  exchange.fill('sale again', '0.1', '52000')
  await clock.advance(0)
  expect(held()).toEqual([['position of other buy', '0.15']])
  await reconcile()
  expect(await accept()).toEqual({ ok: true, value: null })
  expect(held()).toEqual([['position of other buy', '0.05']])
  expect(engine.books.blocked).toBeNull()
})

test('one trade that is told of two orders stops nothing: the balances show which of them it was', async () => {
  placed('buy')
  placed('other buy')
  await start()
  exchange.fill('buy', '0.1', '50000', { tradeId: 'same' })
  exchange.fill('other buy', '0.1', '50000', { tradeId: 'same' })
  await clock.advance(0)
  await reconcile()
  expect(engine.books.blocked).toBeNull()
  expect(engine.books.areEntriesHalted('a1', 'paper')).toBe(false)
  expect(held().map(([, size]) => size)).toEqual(['0.1', '0.1'])
  // The exchange has only one of them.
  exchange.move('BTC', '-0.1')
  exchange.move('USDT', '5000')
  await reconcile()
  expect(differences()?.map((each) => (each.kind === 'balance' ? each.asset : each.kind))).toEqual([
    'USDT',
    'BTC',
  ])
  expect(engine.books.areEntriesHalted('a2', 'paper')).toBe(false)
})

test('an order on a pair that is not there any more keeps nobody from starting', async () => {
  placed('gone', { symbol: 'GONE/USDT' })
  await start()
  expect(engine.books.orders.has('gone')).toBe(true)
  expect(engine.books.blocked).toBeNull()
  expect(engine.books.areEntriesHalted('a2', 'paper')).toBe(false)
})
