import { afterEach, beforeEach, expect, test } from 'vitest'
import { price, quantity, text } from '../../../src-main/domain/money/decimal.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())

test('fills of a stop of which nobody knows how large it was made are booked once it was asked about', async () => {
  const clock = new FakeClock()
  const exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
  exchange.place(seedOrder(opened.store, 'buy', 'open', { quantity: quantity('0.12') }))
  const stop = { side: 'sell', purpose: 'exit', type: 'stop-market', positionId: 'position of buy' } as const
  exchange.place(seedOrder(opened.store, 'stop', 'open', { ...stop, triggerPrice: price('40000') }))
  const { engine } = await startHandEngine(opened.store, clock, exchange)
  exchange.fill('buy', '0.12', '50000')
  await clock.advance(0)
  exchange.tells = false
  engine.books.changing.add('stop')
  exchange.change('stop', { triggerPrice: price('40000'), quantity: quantity('0.12') })
  exchange.fill('stop', '0.12', '39000')
  exchange.failing.add('order')
  void engine.reconciliation.reconcile('a1')
  await clock.advance(45_000)
  expect(opened.store.fills.count()).toBe(1)
  exchange.failing.clear()
  await clock.advance(60_000)
  const order = opened.store.orders.byId('stop')
  expect([order?.quantity, order?.filled].map((size) => size && text(size))).toEqual(['0.12', '0.12'])
  expect([...engine.books.mismatches.keys()]).toEqual([])
  await engine.stop()
})
