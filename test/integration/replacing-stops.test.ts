import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { addQuantity, text, zeroQuantity } from '../../src-main/domain/money/decimal.ts'
import { type Order, type OrderRequest, stateOf } from '../../src-main/domain/orders/order.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { SubmitOutcome } from '../../src-main/engine/ports/exchange.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { seedBooks, seedOrder } from '../support/hand-books.ts'
import { startHandEngine, startWhileTimePasses } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { advanceUntil } from '../support/held-position.ts'
import { plainStop } from '../support/stops.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
let engine: Engine
let first: string
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = Object.assign(new HandExchange({ USDT: '10000' }), { hasStops: true, replacesStops: true })
  seedBooks(opened.store)
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  opened.store.stops.save(planned)
  engine = (await startHandEngine(opened.store, clock, exchange)).engine
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(15_000)
  first = protections()[0]?.clientOrderId ?? ''
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const positionId = 'position of o1'
const planned = plainStop({ positionId, stop: 20_000, peak: 50_000 })
const raise = (to: number) =>
  engine.command(({ stops, protection }) => {
    const stop = { ...planned, stop: to, peak: to * 2 }
    stops.onMoved({ kind: 'stop-moved', venueId: demoVenue.id, stop })
    protection.tend(positionId)
  })
const protections = (): readonly Order[] =>
  [...engine.books.orders.values()]
    .map(({ order }) => order)
    .filter(({ purpose }) => purpose === 'protection')
const triggers = () => protections().map((order) => `${stateOf(order)} ${order.triggerPrice}`)
const state = (id: string) => {
  const order = opened.store.orders.byId(id)
  return order === null ? null : stateOf(order)
}
/** What waits at the exchange. */
const there = async () => {
  const open = await exchange.openOrders()
  return open.kind === 'answered' ? open.value.map(({ triggerPrice }) => String(triggerPrice)) : []
}
const events = (id: string) => opened.store.journal.ofOrder(id, 50).map(({ event }) => event)

/** What becomes of the next replacement; those after it go through. */
const nextReplacement = (make: (order: OrderRequest, replaced: string) => Promise<SubmitOutcome>) => {
  const submit = exchange.submit.bind(exchange)
  exchange.submit = async (order, replaced) => {
    if (replaced === undefined) return submit(order)
    exchange.submit = submit
    return make(order, replaced)
  }
}

test('a stop that trails takes the place of the one before in one request, and its trace says which', async () => {
  await raise(22_000)
  await clock.advance(0)
  expect([triggers(), await there()]).toEqual([['open 22000'], ['22000']])
  const [second] = protections()
  expect(state(first)).toBe('cancelled')
  expect(events(second?.clientOrderId ?? '').slice(0, 3)).toEqual([
    'order.replaces',
    'order.submitting',
    'order.open',
  ])
  const told = opened.store.journal.ofOrder(second?.clientOrderId ?? '', 1)[0]
  expect(told?.facts.replaced).toBe(first)
  expect(engine.protection.isConfirmed(positionId)).toBe(true)
})

test('while the answer is awaited the one before protects', async () => {
  let answer = (_: SubmitOutcome) => {}
  nextReplacement(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  await raise(22_000)
  await clock.advance(500)
  expect(triggers()).toEqual(['open 20000', 'submitting 22000'])
  expect(engine.protection.isConfirmed(positionId)).toBe(true)
  answer({ kind: 'rejected', rejection: 'OTHER', message: 'no' })
  await clock.advance(0)
  expect([triggers(), await there()]).toEqual([['open 20000'], ['20000']])
})

describe('a replacement', () => {
  test('that is refused leaves the one before, which is cancelled for the next', async () => {
    nextReplacement(async () => ({ kind: 'rejected', rejection: 'OTHER', message: 'no' }))
    await raise(22_000)
    await clock.advance(0)
    expect(await there()).toEqual(['20000'])
    await clock.advance(12_000)
    expect([triggers(), await there()]).toEqual([['open 22000'], ['22000']])
    // The one after that is a replacement again.
    await raise(24_000)
    await clock.advance(11_000)
    expect([triggers(), await there()]).toEqual([['open 24000'], ['24000']])
  })

  test('of which only the first half was done is followed by another stop at once', async () => {
    nextReplacement(async (_, replaced) => {
      exchange.end(replaced, 'cancelled')
      return { kind: 'rejected', rejection: 'OTHER', message: 'no' }
    })
    await raise(22_000)
    await clock.advance(2_000)
    expect([triggers(), await there()]).toEqual([['open 22000'], ['22000']])
  })

  test('without an answer that was made is found by asking about both', async () => {
    exchange.tells = false
    nextReplacement(async (order, replaced) => {
      exchange.end(replaced, 'cancelled')
      exchange.place(order)
      return { kind: 'unknown', cause: 'socket hang up' }
    })
    await raise(22_000)
    await clock.advance(0)
    expect([triggers(), await there(), state(first)]).toEqual([['open 22000'], ['22000'], 'cancelled'])
  })

  test('without an answer that was not made is sent again once it can no longer arrive', async () => {
    nextReplacement(async () => ({ kind: 'unknown', cause: 'socket hang up' }))
    await raise(22_000)
    await clock.advance(exchange.lateMs.stops - 2_000)
    expect([triggers(), await there()]).toEqual([['open 20000', 'unknown 22000'], ['20000']])
    expect(engine.protection.isConfirmed(positionId)).toBe(true)
    await clock.advance(6_000)
    expect([triggers(), await there()]).toEqual([['open 22000'], ['22000']])
  })

  test('that a sale meets gives way to it, and sells nothing twice', async () => {
    nextReplacement(async (order, replaced) => {
      await engine.command(({ manual }) => manual.closePosition(positionId))
      exchange.end(replaced, 'cancelled')
      exchange.place(order)
      return { kind: 'accepted', exchangeOrderId: `X-${order.clientOrderId}` }
    })
    await raise(22_000)
    const sale = () => exchange.sent.find(({ purpose }) => purpose === 'exit')
    await advanceUntil(clock, () => sale() !== undefined)
    expect(await there()).toEqual(['null'])
    exchange.fill(sale()?.clientOrderId ?? '', '0.1', '49000')
    await clock.advance(0)
    expect([engine.books.positions.size, protections()]).toEqual([0, []])
    const sold = opened.store.fills.ofAccount('a1').filter(({ order }) => order.side === 'sell')
    expect(text(sold.reduce((sum, { fill }) => addQuantity(sum, fill.quantity), zeroQuantity))).toBe('0.1')
  })

  test.each([
    ['arrived', true],
    ['did not arrive', false],
  ])(
    'that the app did not outlive and that %s leaves one stop, which the next start knows',
    async (_, arrives) => {
      nextReplacement(async (order, replaced) => {
        if (arrives) {
          exchange.tells = false
          exchange.end(replaced, 'cancelled')
          exchange.place(order)
        }
        return new Promise(() => {})
      })
      await raise(22_000)
      const pending = opened.store.orders.pending()
      expect(pending).toHaveLength(2)
      // Abandoned there: the timers of that run are gone with it.
      clock = new FakeClock(clock.now() + 1_000)
      exchange.tells = true
      engine = (await startWhileTimePasses(opened.store, clock, exchange, { ids: 'b-' })).engine
      await clock.advance(exchange.lateMs.stops + 5_000)
      const [level] = await there()
      expect([triggers(), await there()]).toEqual([[`open ${level}`], [level]])
      const second = pending[1]?.clientOrderId ?? ''
      expect([state(first), state(second)]).toEqual(['cancelled', arrives ? 'open' : 'cancelled'])
      expect(engine.books.positions.size).toBe(1)
    },
  )
})
