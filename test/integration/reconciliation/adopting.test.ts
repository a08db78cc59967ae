import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { cash, cashText, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import { stateOf } from '../../../src-main/domain/orders/order.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
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
const start = async () => {
  engine = (await startHandEngine(opened.store, clock, exchange)).engine
  setMark(50_000)
}
const setMark = (last: number) =>
  engine.books.setMark(demoVenue.id, { symbol: 'BTC/USDT', last, amount: 1, time: 1 })
const reconcile = async () => {
  void engine.reconciliation.reconcile('a1')
  await clock.advance(11_000)
}
const wrong = () =>
  engine.books.mismatches
    .get('a1')
    ?.differences.map((each) => (each.kind === 'breach' ? each.code : each.asset)) ?? []
const baseline = (amount: string, currency: string) => {
  exchange.move(currency, amount)
  opened.store.adjustments.insert({
    accountId: 'a1',
    amount: cash(amount, currency),
    kind: 'baseline',
    reason: '',
    marketTime: 0,
    seenAt: 0,
  })
}
const equity = () => engine.equity.read(engine.books.account('a1').book, 'USDT')
const position = () => [...engine.books.positions.values()][0]
const holdings = () =>
  engine.settling.foreign.holdings('a1').map((each) => [each.asset, text(each.quantity), each.ignored])

test('a foreign holding is shown, and ignored or shown again as the user says', async () => {
  baseline('2', 'BTC')
  await start()
  expect(holdings()).toEqual([['BTC', '2', false]])
  await engine.command(({ settling: { foreign } }) => foreign.ignore('a1', 'holding', 'BTC', true))
  expect(holdings()).toEqual([['BTC', '2', true]])
  await engine.stop()
  await start()
  expect(holdings()).toEqual([['BTC', '2', true]])
  await engine.command(({ settling: { foreign } }) => foreign.ignore('a1', 'holding', 'BTC', false))
  expect(holdings()).toEqual([['BTC', '2', false]])
})

test('a foreign holding that is adopted is a position of the bot with a stop, and neither profit nor loss', async () => {
  baseline('0.05', 'BTC')
  await start()
  expect(
    await engine.command(({ settling: { foreign } }) => foreign.adoptHolding('a1', 'BTC', 'b1')),
  ).toEqual({
    ok: true,
    value: null,
  })
  expect(holdings()).toEqual([])
  const adopted = position()
  expect(
    adopted === undefined ? null : [text(adopted.quantity), cashText(adopted.cost), adopted.botId],
  ).toEqual(['0.05', '2500', 'b1'])
  expect(engine.stops.of(adopted?.id ?? '')).not.toBeNull()
  expect([cashText(equity().equity), cashText(equity().start)]).toEqual(['12500', '12500'])
  await reconcile()
  expect(wrong()).toEqual([])
  setMark(60_000)
  expect([cashText(equity().equity), cashText(equity().start)]).toEqual(['13000', '12500'])
  // Sold like any other; the books stay the exchange's to the last decimal.
  await engine.command(({ manual }) => manual.closePosition(adopted?.id ?? ''))
  const [sent] = exchange.sent
  exchange.fill(sent?.clientOrderId ?? '', '0.05', '60000')
  await clock.advance(0)
  await reconcile()
  expect([engine.books.positions.size, wrong()]).toEqual([0, []])
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, 'b1')
  expect(closed === undefined ? null : cashText(closed.realized)).toBe('500')
  await engine.stop()
  await start()
  expect([wrong(), cashText(equity().start)]).toEqual([[], '12500'])
})

test('a foreign holding is not adopted without a price, by another account’s bot, or while the pair is busy', async () => {
  baseline('0.05', 'BTC')
  await start()
  const adopt = (asset: string, bot: string) =>
    engine.command(({ settling: { foreign } }) => foreign.adoptHolding('a1', asset, bot))
  expect(await adopt('BTC', 'nobody')).toEqual({ ok: false, error: 'NOT_FOUND' })
  expect(await adopt('ETH', 'b1')).toEqual({ ok: false, error: 'NOT_FOUND' })
  const order = seedOrder(opened.store, 'o1', 'open')
  exchange.place(order)
  engine.books.orders.set('o1', { order })
  expect(await adopt('BTC', 'b1')).toEqual({ ok: false, error: 'POSITION_CLOSING' })
})

test('a foreign order that is adopted is tracked to its fill and becomes a position', async () => {
  exchange.place({ clientOrderId: '#77', symbol: 'BTC/USDT', side: 'buy', quantity: quantity('0.1') })
  await start()
  const adopt = () => engine.command(({ settling: { foreign } }) => foreign.adoptOrder('a1', 'X-#77', 'b1'))
  expect(await adopt()).toEqual({ ok: true, value: null })
  expect(await adopt()).toEqual({ ok: false, error: 'NOT_FOUND' })
  expect([engine.settling.foreign.orders('a1'), engine.books.orders.size]).toEqual([[], 1])
  await reconcile()
  expect(engine.settling.foreign.orders('a1')).toEqual([])
  exchange.fill('#77', '0.1', '50000')
  await clock.advance(0)
  const order = opened.store.orders.byId('#77')
  expect(order === null ? null : stateOf(order)).toBe('filled')
  expect(text(position()?.quantity ?? quantity('0'))).toBe('0.1')
  await reconcile()
  expect(wrong()).toEqual([])
})

test('a foreign sale of what the bot does not hold, and one that has filled in part, are not adopted', async () => {
  baseline('1', 'BTC')
  for (const [clientOrderId, side] of [
    ['#1', 'sell'],
    ['#2', 'buy'],
  ] as const)
    exchange.place({ clientOrderId, symbol: 'BTC/USDT', side, quantity: quantity('0.1') })
  exchange.fill('#2', '0.01', '50000', { marketTime: 0 })
  await start()
  const adopt = (id: string) =>
    engine.command(({ settling: { foreign } }) => foreign.adoptOrder('a1', id, 'b1'))
  expect(await adopt('X-#1')).toEqual({ ok: false, error: 'WRONG_STATE' })
  expect(await adopt('X-#2')).toEqual({ ok: false, error: 'WRONG_STATE' })
})

test('coins of a position that were sold elsewhere are written off when the exchange’s word is accepted', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
  exchange.move('BTC', '-0.06')
  await reconcile()
  setMark(40_000)
  expect(wrong()).toEqual(['BTC'])
  await engine.command(({ settling: { resolutions } }) =>
    resolutions.accept('a1', 'BTC', '-0.06', 'sold by hand'),
  )
  expect(text(position()?.quantity ?? quantity('0'))).toBe('0.04')
  expect(cashText(position()?.realized ?? cash('0', 'USDT'))).toBe('-600')
  expect(wrong()).toEqual([])
  await reconcile()
  expect(wrong()).toEqual([])
})

test('dust that a fee in the coin bought leaves frees the place, and the next position takes it in', async () => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  await start()
  exchange.fill('o1', '0.1', '50000', { fee: cash('0.000123', 'BTC') })
  await clock.advance(0)
  await engine.command(({ manual }) => manual.closePosition(position()?.id ?? ''))
  const [sale] = exchange.sent
  expect(text(sale?.quantity ?? quantity('0'))).toBe('0.09987')
  exchange.fill(sale?.clientOrderId ?? '', '0.09987', '50000')
  await clock.advance(0)
  expect(engine.books.positions.size).toBe(0)
  expect(opened.store.dust.ofAccount('a1').map((each) => [each.asset, text(each.quantity)])).toEqual([
    ['BTC', '0.000007'],
  ])
  expect(holdings()).toEqual([])
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, 'b1')
  // All that was paid for the coins of the fee is lost; the dust keeps what it cost.
  expect(Number(cashText(closed?.realized ?? cash('0', 'USDT')))).toBeCloseTo(-6.15, 1)
  await reconcile()
  expect(wrong()).toEqual([])

  const next = seedOrder(opened.store, 'o2', 'open')
  exchange.place(next)
  engine.books.orders.set('o2', { order: next })
  exchange.fill('o2', '0.1', '50000')
  await clock.advance(0)
  expect(opened.store.dust.ofAccount('a1')).toEqual([])
  expect(text(position()?.quantity ?? quantity('0'))).toBe('0.100007')
  await reconcile()
  expect(wrong()).toEqual([])
})
