import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { price, quantity, text } from '../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Store } from '../../src-main/engine/ports/store.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { mortalStore } from '../support/faults/mortal-store.ts'
import { seedBooks, seedOrder } from '../support/hand-books.ts'
import { startHandEngine } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { protectionOf } from '../support/held-position.ts'
import { plainStop } from '../support/stops.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = newExchange()
  seedBooks(opened.store)
})
afterEach(() => opened.close())

const positionId = 'position of o1'
const first = plainStop({ positionId, stop: 20_000, peak: 50_000 })
const newExchange = () => Object.assign(new HandExchange({ USDT: '10000' }), { hasStops: true })

/** An engine that holds a position whose stop waits at the exchange at 20,000. */
const holding = async (store: Store = opened.store) => {
  exchange.place(seedOrder(opened.store, 'o1', 'open'))
  opened.store.stops.save(first)
  const { engine } = await startHandEngine(store, clock, exchange)
  exchange.fill('o1', '0.1', '50000')
  await clock.advance(15_000)
  const id = protectionOf(engine, positionId)?.clientOrderId
  if (id === undefined) throw new Error('no stop')
  return { engine, id }
}

/** The app's stop rises: its order is to follow. */
const raise = (engine: Engine, to: number) =>
  engine.command(({ stops, protection }) => {
    stops.onMoved({ kind: 'stop-moved', venueId: demoVenue.id, stop: { ...first, stop: to, peak: to * 2 } })
    protection.tend(positionId)
  })
const triggerOf = (engine: Engine) => protectionOf(engine, positionId)?.triggerPrice?.toString()
const there = async (id: string) => {
  const asked = await exchange.order(id)
  return asked.kind === 'answered' ? asked.value?.triggerPrice?.toString() : null
}
const trace = (id: string) => opened.store.journal.ofOrder(id, 100).map(({ event }) => event)
const asked = () => opened.store.stopChanges.all().map(({ triggerPrice }) => text(triggerPrice))

test('what is asked of a stop is on disk, with the order’s trace, before the exchange hears of it', async () => {
  const { engine, id } = await holding()
  const seen: unknown[] = []
  exchange.onAmend = () => {
    const [change] = opened.store.stopChanges.all()
    seen.push(change?.clientOrderId, asked(), change?.askedAt, trace(id).at(-1))
    return true
  }
  await raise(engine, 22_000)
  expect(seen).toEqual([id, ['22000'], clock.now(), 'order.amend-asked'])
  await clock.advance(0)
  expect(trace(id).slice(-2)).toEqual(['order.amend-asked', 'order.amended'])
  expect(opened.store.journal.ofOrder(id, 100).at(-2)?.facts).toMatchObject({ trigger: '22000' })
  expect(asked()).toEqual([])
  await engine.stop()
})

test('a refused change is in the trace with its reason, and is open no more', async () => {
  const { engine, id } = await holding()
  exchange.amend = async () => ({ kind: 'refused', rejection: 'OTHER', message: 'no' })
  await raise(engine, 22_000)
  await clock.advance(0)
  const told = opened.store.journal.ofOrder(id, 100).at(-1)
  expect([told?.event, told?.facts.code]).toEqual(['order.amend-refused', 'OTHER'])
  expect(asked()).toEqual([])
  await engine.stop()
})

describe('a change without an answer', () => {
  const noAnswer = { kind: 'unknown', cause: 'socket hang up' } as const

  test('is asked about until it can no longer arrive, and nothing else is asked of the stop meanwhile', async () => {
    const { engine, id } = await holding()
    let sent = 0
    exchange.amend = async () => {
      sent += 1
      return noAnswer
    }
    await raise(engine, 22_000)
    await clock.advance(exchange.lateMs.stops - 1_000)
    await raise(engine, 24_000)
    expect([sent, asked(), triggerOf(engine)]).toEqual([1, ['22000'], '20000'])
    // It arrives at the last moment.
    exchange.change(id, { triggerPrice: price('22000'), quantity: quantity('0.1') })
    exchange.amend = HandExchange.prototype.amend
    await clock.advance(1_000)
    expect(trace(id).slice(-3)).toEqual(['order.amend-asked', 'order.amend-unknown', 'order.amended'])
    expect([asked(), triggerOf(engine)]).toEqual([[], '22000'])
    await clock.advance(12_000)
    expect([triggerOf(engine), await there(id)]).toEqual(['24000', '24000'])
    await engine.stop()
  })

  test('that never arrived is given up then, and made anew', async () => {
    const { engine, id } = await holding()
    exchange.amend = async () => noAnswer
    await raise(engine, 22_000)
    exchange.amend = HandExchange.prototype.amend
    await clock.advance(exchange.lateMs.stops)
    expect(trace(id)).toContain('order.amend-not-made')
    await clock.advance(12_000)
    expect([triggerOf(engine), await there(id), asked()]).toEqual(['22000', '22000', []])
    await engine.stop()
  })

  test('of a stop that has ended meanwhile is over with it', async () => {
    const { engine, id } = await holding()
    exchange.amend = async () => noAnswer
    await raise(engine, 22_000)
    exchange.fill(id, '0.1', '19000')
    await clock.advance(0)
    expect([asked(), engine.books.positions.size]).toEqual([[], 0])
    await engine.stop()
  })
})

describe('a process that dies while a stop is moved', () => {
  /** @param arrives when the request that was sent does; `null` never */
  const dieAndStartAgain = async (uses: number, arrives: 'at once' | 'late' | null) => {
    opened.close()
    opened = openTestStore()
    clock = new FakeClock()
    exchange = newExchange()
    seedBooks(opened.store)
    let left = Number.POSITIVE_INFINITY
    const onUse = () => {
      left -= 1
      if (left < 0) throw new Error('the process has ended')
    }
    const dying = mortalStore(opened.store, { onUse })
    const { engine, id } = await holding(dying)
    let sent = false
    exchange.onAmend = () => {
      sent = true
      return arrives === 'at once'
    }
    left = uses
    await raise(engine, 22_000).catch(() => {})
    await clock.advance(0)
    const isDead = left < 0
    left = -1
    exchange.onAmend = () => true

    // Its timers are gone with it.
    clock = new FakeClock(clock.now() + 1_000)
    const again = (await startHandEngine(opened.store, clock, exchange, { ids: 'b-' })).engine
    if (sent && arrives === 'late') {
      await clock.advance(4_000)
      exchange.change(id, { triggerPrice: price('22000'), quantity: quantity('0.1') })
    }
    await clock.advance(exchange.lateMs.stops)
    expect([uses, triggerOf(again), asked()]).toEqual([uses, await there(id), []])
    if (sent) expect(trace(id)).toContain('order.amend-asked')
    expect(protectionOf(again, positionId)?.clientOrderId).toBe(id)
    // The stop of the app was not moved on disk before the end, or is followed from then on.
    await clock.advance(30_000)
    expect([uses, triggerOf(again)]).toEqual([uses, await there(id)])
    expect(again.books.positions.size).toBe(1)
    await again.stop()
    return { isDead, sent }
  }

  test.each(['at once', 'late', null] as const)(
    'at any step (the request arrives: %s) knows after its next start where the stop stands',
    async (arrives) => {
      let deaths = 0
      let sentAndDead = 0
      for (let uses = 0; ; uses += 1) {
        const { isDead, sent } = await dieAndStartAgain(uses, arrives)
        if (!isDead) break
        deaths += 1
        if (sent) sentAndDead += 1
      }
      // Before anything is written, between the writes, and after the sending.
      expect(deaths).toBeGreaterThan(4)
      expect(sentAndDead).toBeGreaterThan(1)
    },
  )
})
