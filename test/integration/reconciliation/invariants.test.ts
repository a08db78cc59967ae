import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash, cashText, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import { stateOf } from '../../../src-main/domain/orders/order.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import type { Breach } from '../../../src-main/engine/state/mismatch.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
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
const start = async (ids = '') => {
  engine = (await startHandEngine(opened.store, clock, exchange, { ids })).engine
}
const reconcile = async () => {
  void engine.reconciliation.reconcile('a1')
  await clock.advance(11_000)
}
const wrong = () =>
  engine.books.mismatches
    .get('a1')
    ?.differences.map((each) => (each.kind === 'breach' ? each.code : each.asset))
const onlyPosition = () => {
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('no position')
  return position
}

test('a position that is not what its fills add up to blocks its account and says which sum is wrong', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
  await reconcile()
  expect(wrong()).toBeUndefined()
  const position = onlyPosition()
  const spoilt = { ...position, cost: cash('4999', 'USDT') }
  opened.store.positions.save(spoilt)
  engine.books.positions.set(position.id, spoilt)
  await reconcile()
  expect(wrong()).toEqual(['position-cost'])
  const [alert] = opened.store.alerts.recent(1)
  expect([alert?.severity, alert?.text.code]).toEqual(['critical', 'alert.reconcile-mismatch'])
  expect(alert?.text.facts?.differences).toContain(position.id)
  expect(engine.books.blocked).toBeNull()
})

/** What the user accepts in the sheet. */
const accept = (code: Breach['code'], subject: string, counted: string) =>
  engine.command(({ settling }) => settling.breaches.accept('a1', code, subject, counted, 'a bad disk'))
const isHalted = () => engine.books.areEntriesHalted('a1', 'paper')
const told = () =>
  opened.store.journal
    .page({ limit: 50, before: null }, null)
    .find(({ event }) => event === 'reconcile.breach-accepted')

test('a position is what its fills add up to once the user has said so, and nothing moves', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
  const position = onlyPosition()
  const spoilt = { ...position, cost: cash('4999', 'USDT'), quantity: quantity('0.2') }
  opened.store.positions.save(spoilt)
  engine.books.positions.set(position.id, spoilt)
  await reconcile()
  expect(wrong()).toEqual(['position-quantity', 'position-cost'])
  expect(await accept('position-cost', position.id, '4999')).toMatchObject({ error: 'CHANGED' })
  expect(await accept('position-cost', 'another', '5000')).toMatchObject({ error: 'NOT_FOUND' })
  expect(isHalted()).toBe(true)
  const { book } = engine.books.account('a1')
  const before = [cashText(book.holding('BTC')), cashText(book.holding('USDT'))]
  expect(await accept('position-cost', position.id, '5000')).toMatchObject({ ok: true })
  // Each of its sums.
  expect(onlyPosition()).toEqual(position)
  expect(opened.store.positions.byId(position.id)).toEqual(position)
  expect([wrong(), isHalted()]).toEqual([undefined, false])
  expect([cashText(book.holding('BTC')), cashText(book.holding('USDT'))]).toEqual(before)
  expect([told()?.actor, told()?.facts]).toEqual([
    'user',
    {
      ...{ accountId: 'a1', symbol: 'BTC/USDT', code: 'position-cost', subject: position.id },
      ...{ booked: '4999', counted: '5000', reason: 'a bad disk' },
    },
  ])
  await reconcile()
  expect(wrong()).toBeUndefined()
})

test('an order is filled by its booked fills once the user has said so, and the exchange is asked about it', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.04', '50000')
  await clock.advance(0)
  const known = opened.store.orders.byId('o1')
  if (known === null) throw new Error('no order')
  const spoilt = { ...known, filled: quantity('0.1'), tradeIds: [...known.tradeIds, 'never'] }
  opened.store.orders.update(spoilt)
  engine.books.orders.delete('o1')
  await reconcile()
  expect(wrong()).toEqual(['order-filled', 'duplicate-trade'])
  exchange.tells = false
  exchange.fill('o1', '0.06', '50000')
  expect(await accept('order-filled', 'o1', '0.04')).toMatchObject({ ok: true })
  await clock.advance(0)
  const mended = opened.store.orders.byId('o1')
  expect([mended === null ? null : stateOf(mended), text(onlyPosition().quantity)]).toEqual(['filled', '0.1'])
  expect(engine.books.orders.size).toBe(0)
  await reconcile()
  expect([wrong(), isHalted()]).toEqual([undefined, false])
})

test('an order that filled beyond its size blocks its account until that was seen, over a restart, and anew when it fills more', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.12', '50000')
  await clock.advance(0)
  await reconcile()
  expect(wrong()).toEqual(['order-overfilled'])
  expect(await accept('order-overfilled', 'o1', '0.12')).toMatchObject({ ok: true })
  expect([wrong(), isHalted()]).toEqual([undefined, false])
  expect(text(onlyPosition().quantity)).toBe('0.12')
  await engine.stop()
  await start('again-')
  await reconcile()
  expect([wrong(), isHalted()]).toEqual([undefined, false])
  exchange.fill('o1', '0.01', '50000')
  await clock.advance(0)
  await reconcile()
  expect(wrong()).toEqual(['order-overfilled'])
  expect(await accept('order-overfilled', 'o1', '0.13')).toMatchObject({ ok: true })
  expect(isHalted()).toBe(false)
})

test('a position whose fills sell more than they bought is left as it is booked once that was seen', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
  const { id } = onlyPosition()
  const sale = seedOrder(opened.store, 'sale', 'open', { side: 'sell', purpose: 'exit', positionId: id })
  const fill = { ...exchange.fill('o1', '0', '50000'), clientOrderId: 'sale', quantity: quantity('0.11') }
  opened.store.fills.insert({ fill, order: sale, realized: null, feeInQuote: cash('0', 'USDT') })
  opened.store.orders.update({ ...sale, filled: quantity('0.11'), tradeIds: [fill.tradeId] })
  await reconcile()
  expect(wrong()).toEqual(['position-oversold', 'order-overfilled'])
  expect(await accept('order-overfilled', 'sale', '0.11')).toMatchObject({ ok: true })
  expect(wrong()).toEqual(['position-oversold'])
  expect(await accept('position-oversold', id, '0.11')).toMatchObject({ ok: true })
  expect(isHalted()).toBe(false)
})

test('a breach that a later look finds whole is over by itself', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
  const position = onlyPosition()
  engine.books.positions.set(position.id, { ...position, fees: cash('1', 'USDT') })
  await reconcile()
  expect([wrong(), isHalted()]).toEqual([['position-fees'], true])
  engine.books.positions.set(position.id, position)
  await reconcile()
  expect([wrong(), isHalted()]).toEqual([undefined, false])
})

test('an order that counts more than its fills blocks its account', async () => {
  const order = seedOrder(opened.store, 'o1', 'open')
  exchange.place(order)
  await start()
  exchange.fill('o1', '0.04', '50000')
  await clock.advance(0)
  const known = opened.store.orders.byId('o1')
  if (known === null) throw new Error('no order')
  opened.store.orders.update({ ...known, filled: quantity('0.05') })
  await reconcile()
  expect(wrong()).toContain('order-filled')
})

test('self-trade: one trade between two orders of the account is booked for both of them', async () => {
  exchange.place(seedOrder(opened.store, 'buys', 'open'))
  exchange.place(seedOrder(opened.store, 'holds', 'open'))
  await start()
  exchange.fill('holds', '0.1', '50000')
  await clock.advance(0)
  const { positionId } = seedOrder(opened.store, 'holds', 'open', { clientOrderId: 'unused' })
  const sells = seedOrder(opened.store, 'sells', 'open', { side: 'sell', purpose: 'exit', positionId })
  exchange.place(sells)
  engine.books.orders.set('sells', { order: sells })
  exchange.fill('buys', '0.1', '51000', { tradeId: 'same' })
  exchange.fill('sells', '0.1', '51000', { tradeId: 'same' })
  await clock.advance(0)
  await reconcile()
  expect(engine.books.blocked).toBeNull()
  expect(wrong()).toBeUndefined()
  const told = opened.store.fills.recent(5).filter(({ fill }) => fill.tradeId === 'same')
  expect(told.map(({ order }) => order.clientOrderId).sort()).toEqual(['buys', 'sells'])
})

test('a fee in a third coin is booked from that coin and counts in the profit at its price', async () => {
  // On the demo market BTC is priced in USD, so that it can stand for the coin that fees are taken in.
  exchange.move('BTC', '1')
  exchange.move('USD', '100')
  const order = { symbol: 'DASH/USDT', quantity: quantity('1') } as const
  exchange.place(seedOrder(opened.store, 'o1', 'open', order))
  exchange.place(
    seedOrder(opened.store, 'o2', 'open', {
      ...order,
      side: 'sell',
      purpose: 'exit',
      positionId: 'position of o1',
    }),
  )
  opened.store.adjustments.insert({
    accountId: 'a1',
    amount: cash('1', 'BTC'),
    kind: 'baseline',
    reason: '',
    marketTime: 0,
    seenAt: 0,
  })
  opened.store.adjustments.insert({
    accountId: 'a1',
    amount: cash('100', 'USD'),
    kind: 'baseline',
    reason: '',
    marketTime: 0,
    seenAt: 0,
  })
  await start()
  const symbol = 'BTC/USDT'
  engine.books.setMark(demoVenue.id, { symbol, last: 50_000, amount: 1, time: 1 })
  exchange.fill('o1', '1', '100', { fee: cash('0.00001', 'BTC') })
  await clock.advance(0)
  expect([cashText(onlyPosition().openFees), cashText(onlyPosition().cost)]).toEqual(['0.5', '100'])
  exchange.fill('o2', '1', '110', { fee: cash('0.00002', 'BTC') })
  await clock.advance(0)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, null)
  expect(closed === undefined ? null : cashText(closed.realized)).toBe('8.5')
  const { book } = engine.books.account('a1')
  expect(cashText(book.holding('BTC'))).toBe('0.99997')
  await reconcile()
  expect(wrong()).toBeUndefined()
})

test('a fee in a coin whose price is not known counts as much as the pair’s own rate would have taken', async () => {
  exchange.move('BNB', '1')
  opened.store.adjustments.insert({
    accountId: 'a1',
    amount: cash('1', 'BNB'),
    kind: 'baseline',
    reason: '',
    marketTime: 0,
    seenAt: 0,
  })
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.1', '50000', { fee: cash('0.01', 'BNB') })
  await clock.advance(0)
  expect(cashText(onlyPosition().openFees)).toBe('5')
  expect(text(onlyPosition().quantity)).toBe('0.1')
  await reconcile()
  expect(wrong()).toBeUndefined()
})
