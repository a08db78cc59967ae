import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../support/hand-books.ts'
import { startHandEngine } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { plainStop } from '../support/stops.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
let engine: Engine
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = new HandExchange({ USDT: '10000' })
  seedBooks(opened.store)
  exchange.place(seedOrder(opened.store, 'buy', 'open', { type: 'limit' }))
  engine = (await startHandEngine(opened.store, clock, exchange)).engine
  exchange.fill('buy', '0.04', '50000')
  await clock.advance(0)
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const sold = () => exchange.sent.filter(({ side }) => side === 'sell').map(({ quantity }) => text(quantity))
const statusOfEntry = async () => {
  const answer = await exchange.order('buy')
  return answer.kind === 'answered' ? answer.value?.status : null
}
const close = () => engine.command(({ manual }) => manual.closePosition('position of buy'))

test('a sale takes back the entry that is still buying, and follows once that has ended', async () => {
  expect(await close()).toMatchObject({ ok: false, error: 'POSITION_CLOSING' })
  // The prices go on.
  await clock.advance(2_000)
  expect(await statusOfEntry()).toBe('cancelled')
  expect(sold()).toEqual([])
  expect(await close()).toMatchObject({ ok: true })
  expect(sold()).toEqual(['0.04'])
})

test('a stop that is touched while the entry still buys sells what was bought', async () => {
  const stop = { ...plainStop({}), positionId: 'position of buy', stop: 49_000 }
  opened.store.stops.save(stop)
  await engine.command((e) => {
    e.stops.load()
    const about = { venueId: 'demo', symbol: 'BTC/USDT', positionId: stop.positionId } as const
    e.stops.onTouched({ ...about, kind: 'stop-touched', touched: 'stop-loss', price: 48_990, receivedAt: 0 })
  })
  expect(sold()).toEqual([])
  await clock.advance(5_000)
  expect(await statusOfEntry()).toBe('cancelled')
  expect(sold()).toEqual(['0.04'])
})

test('it is asked to end once, however often the sale is tried', async () => {
  const position = engine.books.positions.get('position of buy')
  if (position === undefined) throw new Error('nothing was bought')
  let asked = 0
  const cancel = exchange.cancel.bind(exchange)
  exchange.cancel = async (id) => {
    asked += 1
    return asked > 1 ? cancel(id) : { kind: 'answered', value: 'accepted' }
  }
  const tries = () => engine.command(({ manual }) => manual.closePosition(position.id))
  for (let each = 0; each < 10; each += 1) await tries()
  await clock.advance(0)
  expect(asked).toBe(1)
  await clock.advance(3_000)
  await tries()
  await clock.advance(0)
  expect(asked).toBe(2)
})

test('it is one open position against the limits of its account and of all accounts', async () => {
  const { uses } = engine.risk
  const used = () =>
    [...uses.ofAccount('a1'), ...uses.ofMode('paper')]
      .filter(({ key }) => key === 'accountPositions' || key === 'modePositions')
      .map(({ use }) => use.used)
  expect(used()).toEqual([1, 1])
  exchange.fill('buy', '0.06', '50000')
  await clock.advance(0)
  expect(used()).toEqual([1, 1])
  const order = seedOrder(opened.store, 'another', 'open', { type: 'limit' })
  await engine.command(({ books }) => books.orders.set(order.clientOrderId, { order }))
  expect(used()).toEqual([2, 2])
})
