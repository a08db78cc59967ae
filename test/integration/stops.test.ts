import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { toNumber } from '../../src-main/domain/money/decimal.ts'
import type { Stop } from '../../src-main/domain/risk/stop.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Store } from '../../src-main/engine/ports/store.ts'
import { positionView } from '../../src-main/shell/views/money-views.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, startTestEngine } from '../support/test-engine.ts'

const symbol = 'BTC/USDT'

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

/** Enters soon, and by its own rule leaves only after long. */
const botWith = (limits: Record<string, string>) => ({
  ...demoBot('Stopped', symbol, { coolDownSeconds: '0', ...limits }),
  parameters: { fast: '20', slow: '60' },
})

const start = async (limits: Record<string, string>, store: Store = opened.store, prefix = '') => {
  const started = await startTestEngine(store, clock, { ids: countingIds(prefix) })
  const bots = await started.engine.command((e) => e.startBots([botWith(limits)]))
  return { ...started, botId: bots.ok ? (bots.value[0] ?? '') : '' }
}

const untilHeld = async (engine: Engine) => {
  for (let step = 0; step < 15_000 && engine.books.positions.size === 0; step += 1) await clock.advance(200)
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('nothing was bought')
  return position
}
const untilFlat = async (engine: Engine) => {
  for (let second = 0; second < 3_000 && engine.books.positions.size > 0; second += 1)
    await clock.advance(1_000)
  expect(engine.books.positions.size).toBe(0)
}

test('a position is sold by the trade that reaches its stop, and says so', async () => {
  const { engine, botId } = await start({ stopLoss: '0.001' })
  const position = await untilHeld(engine)
  const stop = engine.stops.of(position.id)
  expect(opened.store.stops.all()).toEqual([stop])
  const view = positionView(engine, position, () => 'Stopped')
  expect(view.stop).toEqual({
    price: stop?.stop?.toFixed(2),
    distanceRatio: ((stop?.stop ?? 0) / Number(view.markPrice) - 1).toFixed(6),
    kind: 'fixed',
    result: expect.stringMatching(/^-\d/),
  })
  expect(view.takeProfit).toBeNull()
  await untilFlat(engine)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, botId)
  expect(closed?.exitReason?.code).toBe('order.stop-hit')
  expect(Number(closed?.exitReason?.facts?.price)).toBeLessThanOrEqual(stop?.stop ?? 0)
  const journal = opened.store.journal.page({ limit: 200, before: null }, botId)
  expect(journal.filter(({ event }) => event === 'position.stop-touched')).toHaveLength(1)
  expect(opened.store.stops.all()).toEqual([])
  await engine.stop()
})

test('a take profit is taken by the trade that reaches it', async () => {
  const { engine, botId } = await start({ stopLoss: '0.5', takeProfit: '0.002' })
  await untilHeld(engine)
  await untilFlat(engine)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, botId)
  expect(['order.take-profit-hit', 'decision.exit-signal']).toContain(closed?.exitReason?.code)
  await engine.stop()
})

test('a trailing stop follows, is on disk where it stands, and goes on from there after a restart', async () => {
  const first = await start({ stopLoss: '0.5', trailingStop: '0.3' }, opened.store, 'a-')
  const announced: string[] = []
  first.engine.changes.subscribe((change) => change.kind === 'position' && announced.push(change.id))
  let [before, after]: (Stop | undefined)[] = []
  for (let tries = 0; tries < 40 && (after?.peak ?? 0) <= (before?.peak ?? 0); tries += 1) {
    const { id } = await untilHeld(first.engine)
    before = first.engine.stops.of(id)
    announced.length = 0
    for (let step = 0; step < 300 && first.engine.books.positions.has(id); step += 1) {
      after = first.engine.stops.of(id)
      if ((after?.peak ?? 0) > (before?.peak ?? 0)) break
      await clock.advance(200)
    }
  }
  const positionId = after?.positionId ?? ''
  expect(announced).toContain(positionId)
  expect(after?.peak).toBeGreaterThan(before?.peak ?? 0)
  expect(after?.stop).toBeCloseTo((after?.peak ?? 0) * 0.7, 6)
  expect(opened.store.stops.all()).toEqual([after])
  expect(first.engine.books.positions.has(positionId)).toBe(true)
  await first.engine.stop()
  const second = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  expect(second.engine.stops.of(positionId)).toEqual(after)
  await second.engine.stop()
})

test('a sale at the stop that comes to nothing is tried again until it is sold', async () => {
  const { engine, say } = await start({ stopLoss: '0.3' })
  const position = await untilHeld(engine)
  const [account] = engine.books.accounts.values()
  if (account === undefined) throw new Error('no account')
  const { exchange } = account
  const submit = exchange.submit.bind(exchange)
  let refused = 0
  exchange.submit = async (order) => {
    if (order.side === 'buy' || refused >= 3) return submit(order)
    refused += 1
    return { kind: 'rejected', rejection: 'OTHER', message: 'not now' }
  }
  const price = toNumber(engine.books.mark(demoVenue.id, symbol) ?? position.cost.amount)
  const about = {
    positionId: position.id,
    touched: 'stop-loss',
    price,
    receivedAt: clock.monotonic(),
  } as const
  say({ kind: 'stop-touched', venueId: demoVenue.id, symbol, ...about })
  await untilFlat(engine)
  expect(refused).toBe(3)
  await engine.stop()
})

test('a report about a position that is no more does nothing', async () => {
  const { engine, say } = await start({})
  say({
    kind: 'stop-touched',
    venueId: demoVenue.id,
    symbol,
    positionId: 'gone',
    touched: 'stop-loss',
    price: 1,
    receivedAt: 0,
  })
  await clock.advance(5_000)
  expect(engine.books.blocked).toBeNull()
  expect(
    opened.store.journal.page({ limit: 100, before: null }, null).map(({ event }) => event),
  ).not.toContain('position.stop-touched')
  await engine.stop()
})
