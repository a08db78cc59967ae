import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { quantity, text } from '../../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../../support/hand-books.ts'
import { startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { protectionOf } from '../../support/held-position.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot } from '../../support/test-engine.ts'

const symbol = 'BTC/USDT'
const positionId = 'position of o1'

let opened: TestStore
let clock: FakeClock
let engine: Engine
/** A position of 0.1 bought at 50,000 that our books hold to be closed; the market stands at 48,000. */
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  const exchange = Object.assign(new HandExchange({ USDT: '10000' }), { hasStops: true })
  seedBooks(opened.store)
  const [bot] = opened.store.bots.all()
  if (bot === undefined) throw new Error('no bot')
  opened.store.bots.save({
    ...bot,
    settings: demoBot('Seeded', symbol, { stopLoss: '0.05', breakEven: '0.02' }),
  })
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  engine = (await startHandEngine(opened.store, clock, exchange)).engine
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
  engine.books.setMark(demoVenue.id, { symbol, last: 48_000, amount: 1, time: 1 })
  engine.books.setMark = () => {}
  const position = engine.books.positions.get(positionId)
  if (position === undefined) throw new Error('no position')
  opened.store.positions.save({ ...position, quantity: quantity('0'), closedAt: 5 })
  engine.books.positions.delete(positionId)
  engine.changes.announce({ kind: 'position', id: positionId })
  void engine.reconciliation.reconcile('a1')
  await clock.advance(11_000)
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const accept = async () => {
  const done = await engine.command(({ settling }) =>
    settling.breaches.accept('a1', 'position-quantity', positionId, '0.1', 'a bad disk'),
  )
  expect(done).toMatchObject({ ok: true })
  await clock.advance(0)
  expect(text(engine.books.positions.get(positionId)?.quantity ?? quantity('0'))).toBe('0.1')
}

test('a position that is held again has the stop of its bot’s settings, also at the exchange', async () => {
  expect(engine.stops.of(positionId)).toBeUndefined()
  await accept()
  const stop = engine.stops.of(positionId)
  expect(stop).toMatchObject({ stop: 45_600, soldBefore: 0 })
  // Where it breaks even is what it has cost, and not where the market stands now.
  expect(stop?.breakEvenAt).toBeGreaterThan(50_000)
  expect(opened.store.stops.all()).toEqual([stop])
  await clock.advance(1_000)
  expect(text(protectionOf(engine, positionId)?.triggerPrice ?? quantity('0'))).toBe('45600')
})

test('one whose bot was removed has none, and the user is told', async () => {
  expect(await engine.command(({ bots }) => bots.remove('b1'))).toMatchObject({ ok: true })
  await accept()
  await clock.advance(5_000)
  expect(engine.stops.of(positionId)).toBeUndefined()
  const told = opened.store.alerts.recent(5).find(({ text }) => text.code === 'alert.position-without-bot')
  expect([told?.severity, told?.text.facts?.symbol]).toEqual(['critical', symbol])
})
