import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { price, quantity, toNumber } from '../../src-main/domain/money/decimal.ts'
import type { OrderRequest } from '../../src-main/domain/orders/order.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { AmendOutcome, Exchange, StopChange } from '../../src-main/engine/ports/exchange.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { advanceUntil, holdPosition, protectionOf } from '../support/held-position.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, startTestEngine } from '../support/test-engine.ts'

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

type Amend = Exchange['amend']
type Held = Awaited<ReturnType<typeof holding>>

const exchangeOf = (engine: Engine): Exchange => engine.books.account('paper-demo').exchange
const journal = () =>
  [...opened.store.journal.page({ limit: 5_000, before: null }, null)].map(({ event }) => event)

/** @param change what the exchange makes of a change, given how it does it by itself */
const holding = async (change: (amend: Amend) => Amend = (amend) => amend, amendsStops = true) => {
  const asked: StopChange[] = []
  const held = await holdPosition(opened.store, clock, (engine) => {
    const exchange = exchangeOf(engine)
    const amend = change(exchange.amend.bind(exchange))
    const has = exchange.capabilities.bind(exchange)
    Object.assign(exchange, {
      capabilities: (symbol: string) => ({ ...has(symbol), amendsStops }),
      amend: (order: OrderRequest, wanted: StopChange) => {
        asked.push(wanted)
        return amend(order, wanted)
      },
    })
  })
  const first = protectionOf(held.engine, held.position.id)
  const stop = held.engine.stops.of(held.position.id)
  if (first?.triggerPrice == null || stop?.stop == null) throw new Error('no stop')
  const level = stop.stop
  const raise = (share: number) => {
    const moved = { ...stop, stop: level * (1 + share), peak: stop.peak * (1 + share) }
    held.say({ kind: 'stop-moved', venueId: demoVenue.id, stop: moved })
  }
  return { ...held, asked, first, raise }
}

const triggerOf = ({ engine, position }: Held): number =>
  toNumber(protectionOf(engine, position.id)?.triggerPrice ?? price('1'))

/** What the exchange itself has of the position's order. */
const there = async ({ engine, position, first }: Held) => {
  const id = protectionOf(engine, position.id)?.clientOrderId ?? first.clientOrderId
  const asked = await exchangeOf(engine).order(id, first.symbol)
  if (asked.kind === 'failed' || asked.value === null) throw new Error('the exchange does not know it')
  return asked.value
}

/** Trails for half a minute; calls after every step. */
const trail = async ({ raise }: Held, look: () => void): Promise<void> => {
  for (let step = 1; step <= 60; step += 1) {
    raise(step * 0.002)
    await clock.advance(500)
    look()
  }
}

test('a stop that trails moves its order in place, upwards, not at every step, and is never without it', async () => {
  const held = await holding()
  const { engine, position, asked, first } = held
  const triggers: number[] = []
  await trail(held, () => {
    expect(engine.protection.isConfirmed(position.id)).toBe(true)
    expect(protectionOf(engine, position.id)?.clientOrderId).toBe(first.clientOrderId)
    triggers.push(triggerOf(held))
  })
  expect(triggers).toEqual([...triggers].sort((a, b) => a - b))
  expect(triggers.at(-1)).toBeGreaterThan(toNumber(first.triggerPrice ?? price('1')) * 1.05)
  expect(asked.length).toBeGreaterThan(1)
  expect(asked.length).toBeLessThanOrEqual(4)
  expect(journal().filter((event) => event === 'order.amended')).toHaveLength(asked.length)
  expect((await there(held)).triggerPrice).toEqual(protectionOf(engine, position.id)?.triggerPrice)
  await engine.stop()
})

test('where orders cannot be changed another takes the place of the one before', async () => {
  const held = await holding(undefined, false)
  const { engine, position, asked, first } = held
  const ids = new Set<string>()
  await trail(held, () => ids.add(protectionOf(engine, position.id)?.clientOrderId ?? first.clientOrderId))
  expect(triggerOf(held)).toBeGreaterThan(toNumber(first.triggerPrice ?? price('1')) * 1.05)
  expect(asked).toEqual([])
  expect(ids.size).toBeGreaterThan(2)
  expect(ids.size).toBeLessThanOrEqual(5)
  expect(engine.protection.isConfirmed(position.id)).toBe(true)
  await engine.stop()
})

test('a restart knows where the stop has been moved to', async () => {
  const held = await holding()
  await trail(held, () => {})
  const moved = triggerOf(held)
  await held.engine.stop()
  const again = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  expect(triggerOf({ ...held, engine: again.engine })).toBe(moved)
  await again.engine.stop()
})

describe('a change without an answer', () => {
  const noAnswer: AmendOutcome = { kind: 'unknown', cause: 'no answer within 10000 ms' }

  test('that was made is found by asking', async () => {
    const held = await holding((amend) => async (order, change) => {
      await amend(order, change)
      return noAnswer
    })
    const before = triggerOf(held)
    held.raise(0.02)
    await advanceUntil(clock, () => triggerOf(held) > before)
    expect((await there(held)).triggerPrice).toEqual(held.asked[0]?.triggerPrice)
    expect(held.asked).toHaveLength(1)
    expect(held.engine.books.orders.size).toBe(1)
    await held.engine.stop()
  })

  test('that was not made leaves the order as it is, in our books too, and is made later', async () => {
    let answers = false
    const held = await holding(
      (amend) => async (order, change) => (answers ? amend(order, change) : noAnswer),
    )
    const before = triggerOf(held)
    held.raise(0.02)
    await advanceUntil(clock, () => held.asked.length === 1)
    await clock.advance(5_000)
    expect(triggerOf(held)).toBe(before)
    expect(held.engine.protection.isConfirmed(held.position.id)).toBe(true)
    answers = true
    await advanceUntil(clock, () => triggerOf(held) > before)
    await held.engine.stop()
  })
})

test('a stop that triggers while it is being changed sells, and is not changed', async () => {
  const held = await holding((amend) => async (order, change) => {
    const { engine } = held
    const last = toNumber(engine.books.mark(demoVenue.id, order.symbol) ?? price('1'))
    const time = engine.books.venues.get(demoVenue.id)?.marketTime ?? 0
    const trade = { symbol: order.symbol, time, price: Number((last * 0.5).toFixed(2)), amount: 1_000 }
    Object(exchangeOf(engine)).onTrade(trade)
    return amend(order, change)
  })
  held.raise(0.02)
  await advanceUntil(clock, () => held.engine.books.positions.size === 0)
  expect(held.asked).toHaveLength(1)
  expect(journal()).not.toContain('order.amended')
  expect(opened.store.fills.ofAccount('paper-demo').filter(({ order }) => order.side === 'sell')).not.toEqual(
    [],
  )
  expect((await there(held)).status).toBe('filled')
  await held.engine.stop()
})

test('a change that the exchange refuses for good is made by placing another', async () => {
  const held = await holding(() => async () => ({
    kind: 'refused',
    rejection: 'UNSUPPORTED',
    message: 'no such change here',
  }))
  const before = triggerOf(held)
  held.raise(0.02)
  await advanceUntil(clock, () => triggerOf(held) > before)
  expect(held.asked).toHaveLength(1)
  expect(protectionOf(held.engine, held.position.id)?.clientOrderId).not.toBe(held.first.clientOrderId)
  await held.engine.stop()
})

test('an order that was changed at the exchange by someone else is known as it is now', async () => {
  const held = await holding()
  const wanted = { triggerPrice: price('20000'), quantity: quantity(held.first.quantity.toString()) }
  await exchangeOf(held.engine).amend(held.first, wanted)
  await held.engine.stop()
  const again = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  await advanceUntil(clock, () => journal().includes('order.amended'))
  const told = opened.store.journal.page({ limit: 5_000, before: null }, null)
  expect(told.findLast(({ event }) => event === 'order.amended')?.facts.trigger).toBe('20000')
  await again.engine.stop()
})
