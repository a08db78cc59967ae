import { expect, test } from 'vitest'
import { text } from '../../../src-main/domain/money/decimal.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { openTestStore } from '../../support/store/open-test-store.ts'

test('of 500 open orders only those that the exchange’s list does not agree on are asked about', async () => {
  const opened = openTestStore()
  const exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
  for (let index = 0; index < 500; index += 1) exchange.place(seedOrder(opened.store, `o${index}`, 'open'))
  exchange.fill('o7', '0.04', '49000')
  exchange.end('o8', 'cancelled')
  const { engine } = await startHandEngine(opened.store, new FakeClock(), exchange)
  expect(exchange.asked.filter((question) => question === 'order')).toHaveLength(2)
  expect(text(opened.store.orders.byId('o7')?.filled ?? (0 as never))).toBe('0.04')
  expect(opened.store.orders.byId('o8')?.facts.ended).toBe('cancelled')
  expect(engine.books.orders.size).toBe(499)
  expect([engine.books.asking.size, engine.books.unconfirmed.size, engine.books.mismatches.size]).toEqual([
    0, 0, 0,
  ])
  await engine.stop()
  opened.close()
})

test('a list that cannot be had leaves each order to be asked about', async () => {
  const opened = openTestStore()
  const exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
  for (let index = 0; index < 20; index += 1) exchange.place(seedOrder(opened.store, `o${index}`, 'open'))
  exchange.failing.add('openOrders')
  const { engine } = await startHandEngine(opened.store, new FakeClock(), exchange)
  expect(exchange.asked.filter((question) => question === 'order')).toHaveLength(20)
  await engine.stop()
  opened.close()
})
