import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { addQuantity, price, text, zeroQuantity } from '../../src-main/domain/money/decimal.ts'
import type { OrderPurpose, OrderRequest } from '../../src-main/domain/orders/order.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { SubmitOutcome } from '../../src-main/engine/ports/exchange.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../support/hand-books.ts'
import { startHandEngine } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { protectionOf } from '../support/held-position.ts'
import { plainStop } from '../support/stops.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
let engine: Engine
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = Object.assign(new HandExchange({ USDT: '10000' }), { hasStops: true })
  seedBooks(opened.store)
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  opened.store.stops.save(planned)
  engine = (await startHandEngine(opened.store, clock, exchange)).engine
  engine.books.setMark(demoVenue.id, { symbol: 'BTC/USDT', last: 50_000, amount: 1, time: 1 })
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const positionId = 'position of o1'
const planned = plainStop({ positionId, stop: 20_000, peak: 50_000 })
const sent = (purpose: OrderPurpose) => exchange.sent.filter((order) => order.purpose === purpose)
const sold = () =>
  text(
    opened.store.fills
      .ofAccount('a1')
      .filter(({ order }) => order.side === 'sell')
      .reduce((sum, { fill }) => addQuantity(sum, fill.quantity), zeroQuantity),
  )
/** The entry fills at once, and its stop is placed. */
const buy = async () => {
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(0)
}
const fillSale = async (size: string, index = 0) => {
  exchange.fill(sent('exit')[index]?.clientOrderId ?? '', size, '19000')
  await clock.advance(0)
}
const exitReason = () => opened.store.positions.closed({ limit: 1, before: null }, null)[0]?.exitReason
/** The exchange says nothing of the next stop until then. */
const unansweredStop = () => {
  const submit = exchange.submit.bind(exchange)
  return new Promise<(outcome: SubmitOutcome) => void>((answers) => {
    exchange.submit = (order: OrderRequest) => {
      if (order.purpose !== 'protection') return submit(order)
      exchange.submit = submit
      return new Promise(answers)
    }
  })
}
const wouldTrigger: SubmitOutcome = { kind: 'rejected', rejection: 'WOULD_TRIGGER', message: 'no' }

describe('a position whose stop is refused because the market has passed it', () => {
  test('is sold at once like one whose stop was touched, whatever price was heard here', async () => {
    exchange.last = price('19000')
    await buy()
    expect(exchange.sent.map(({ purpose, quantity }) => [purpose, text(quantity)])).toEqual([
      ['protection', '0.1'],
      ['exit', '0.1'],
    ])
    await fillSale('0.1')
    expect(engine.books.positions.size).toBe(0)
    expect(exitReason()).toEqual({ code: 'order.stop-hit', facts: { level: '20000', price: '20000' } })
    const trace = opened.store.journal.ofOrder(sent('protection')[0]?.clientOrderId ?? '', 50)
    expect(trace.map(({ event }) => event)).toContain('position.stop-touched')
    const told = opened.store.alerts.recent(100).map(({ text: { code } }) => code)
    expect(told).toContain('alert.stop-hit')
    expect(told).not.toContain('alert.stop-rejected')
  })

  test('is sold although no price was ever heard', async () => {
    engine.books.mark = () => undefined
    exchange.last = price('19000')
    await buy()
    await fillSale('0.1')
    expect([engine.books.positions.size, sold()]).toEqual([0, '0.1'])
  })

  test('has what a sale left of it sold too', async () => {
    exchange.last = price('19000')
    await buy()
    await fillSale('0.04')
    exchange.end(sent('exit')[0]?.clientOrderId ?? '', 'expired')
    await clock.advance(3_000)
    expect(sent('exit').map(({ quantity }) => text(quantity))).toEqual(['0.1', '0.06'])
    await fillSale('0.06', 1)
    await clock.advance(10_000)
    expect([engine.books.positions.size, sold(), sent('exit').length]).toEqual([0, '0.1', 2])
  })

  test('is sold once when a sale is wanted already', async () => {
    const answers = unansweredStop()
    await buy()
    expect(await engine.command(({ manual }) => manual.closePosition(positionId))).toMatchObject({ ok: true })
    ;(await answers)(wouldTrigger)
    await clock.advance(0)
    await fillSale('0.1')
    await clock.advance(10_000)
    expect([sent('exit').length, sold(), exitReason()?.code]).toEqual([1, '0.1', 'order.closed-by-user'])
  })

  test('is kept when its stop was planned anew meanwhile, below that', async () => {
    const answers = unansweredStop()
    await buy()
    await engine.command(({ stops, roster }) => {
      const runtime = roster.get('b1')
      if (runtime === undefined) throw new Error('no bot')
      const place = { accountId: 'a1', symbol: 'BTC/USDT' }
      const entry = { positionId, price: 20_000, time: 1, strategyStop: 19_000, trueRange: null }
      stops.plan(runtime, place, entry)()
    })
    ;(await answers)(wouldTrigger)
    await clock.advance(5_000)
    expect(sent('exit')).toEqual([])
    expect(text(protectionOf(engine, positionId)?.triggerPrice ?? price('1'))).toBe('19000')
  })
})

test.each([
  ['changed in place', false],
  ['replaced', true],
])('a stop that is %s and refused is taken back first: it is sold once', async (_, replacesStops) => {
  exchange.replacesStops = replacesStops
  await buy()
  await clock.advance(15_000)
  exchange.last = price('21000')
  await engine.command(({ stops, protection }) => {
    const stop = { ...planned, stop: 22_000, peak: 55_000 }
    stops.onMoved({ kind: 'stop-moved', venueId: demoVenue.id, stop })
    protection.tend(positionId)
  })
  await clock.advance(0)
  const open = await exchange.openOrders()
  expect(open).toMatchObject({ value: [{ side: 'sell', triggerPrice: null }] })
  await fillSale('0.1')
  await clock.advance(10_000)
  expect([engine.books.positions.size, sold(), sent('exit').length]).toEqual([0, '0.1', 1])
  expect(exitReason()).toEqual({ code: 'order.stop-hit', facts: { level: '22000', price: '22000' } })
})
