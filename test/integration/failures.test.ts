import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../../src-main/engine/ports/store.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, startTestEngine } from '../support/test-engine.ts'

const eager = {
  ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0' }),
  parameters: { fast: '2', slow: '3' },
}

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const failing = <K extends 'positions' | 'orders'>(part: K, change: Partial<Store[K]>): Store => ({
  ...opened.store,
  [part]: { ...opened.store[part], ...change },
})

test('a listener that throws stops no order between its intent and the exchange', async () => {
  const { engine, log } = await startTestEngine(opened.store, clock)
  engine.changes.subscribe((change) => {
    if (change.kind === 'order') throw new Error('a view failed')
  })
  await engine.command((e) => e.startBots([eager]))
  await clock.advance(20_000)
  expect(opened.store.fills.count()).toBeGreaterThan(1)
  expect(engine.books.blocked).toBeNull()
  const said = log.lines.filter(({ event }) => event === 'changes.listener-failed')
  expect(said.length).toBeGreaterThan(0)
  expect(said.length).toBeLessThan(20)
  await engine.stop()
})

test('a fill that could not be written is asked for until it is booked', async () => {
  let failures = 0
  const save: Store['positions']['save'] = (position) => {
    failures += 1
    if (failures <= 3) throw new Error('disk full')
    opened.store.positions.save(position)
  }
  const { engine } = await startTestEngine(failing('positions', { save }), clock)
  await engine.command((e) => e.startBots([eager]))
  await clock.advance(40_000)
  expect(failures).toBeGreaterThan(3)
  expect(engine.books.blocked?.message).toBe('disk full')
  expect(engine.books.orders.size).toBe(0)
  expect(engine.books.asking.size).toBe(0)
  const [account] = engine.books.accounts.values()
  expect(account?.book.differences()).toEqual([])
  await engine.stop()
})

/** Trades until an order is pending whose fills are not in our books, as a crash leaves it. */
const crashWithPending = async (): Promise<void> => {
  const update: Store['orders']['update'] = () => {
    throw new Error('crash')
  }
  const { engine } = await startTestEngine(failing('orders', { update }), clock, { ids: countingIds('a-') })
  await engine.command((e) => e.startBots([eager]))
  for (let tries = 0; tries < 60 && opened.store.orders.pending().length === 0; tries += 1) {
    await clock.advance(500)
  }
  await engine.stop()
  expect(opened.store.orders.pending()).toHaveLength(1)
}

test('a start whose booking fails ends, keeps the pair frozen, and books once it can', async () => {
  await crashWithPending()
  let broken = true
  const save: Store['positions']['save'] = (position) => {
    if (broken) throw new Error('disk full')
    opened.store.positions.save(position)
  }
  const later = new FakeClock(clock.now())
  const starting = startTestEngine(failing('positions', { save }), later, { ids: countingIds('b-') })
  await later.advance(40_000)
  const { engine } = await starting
  expect(engine.books.isFrozen('paper-demo', 'BTC/USDT')).toBe(true)
  broken = false
  await later.advance(40_000)
  expect(engine.books.isFrozen('paper-demo', 'BTC/USDT')).toBe(false)
  expect(opened.store.orders.pending().filter(({ clientOrderId }) => clientOrderId.startsWith('a-'))).toEqual(
    [],
  )
  await later.advance(120_000)
  expect(engine.books.unconfirmed.size).toBe(0)
  await engine.stop()
})

test('two hundred failing turns raise one alert and a handful of log lines', async () => {
  const { engine, log } = await startTestEngine(opened.store, clock)
  for (let index = 0; index < 200; index += 1) {
    const failing = engine.command(() => {
      throw new Error(`bug ${index}`)
    })
    await expect(failing).rejects.toThrow(`bug ${index}`)
  }
  const alerts = opened.store.alerts.recent(1_000)
  expect(alerts.map(({ text }) => text.facts?.message)).toEqual(['bug 0'])
  expect(log.lines.filter(({ event }) => event === 'engine.failed')).toHaveLength(11)
  expect(engine.books.blocked?.message).toBe('bug 0')
  await engine.stop()
})

test('a log that throws keeps no turn from running', async () => {
  const { engine, log } = await startTestEngine(opened.store, clock)
  Object.assign(log, {
    error: () => {
      throw new Error('ENOSPC')
    },
  })
  await engine
    .command(() => {
      throw new Error('a bug')
    })
    .catch(() => {})
  expect(engine.books.blocked?.message).toBe('a bug')
  engine.engageKillSwitch(['paper'], 'shortcut')
  expect(opened.store.kill.all().map(({ engaged }) => engaged)).toEqual([true])
  await engine.stop()
})
