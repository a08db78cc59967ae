import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { price, toNumber, zeroQuantity } from '../../src-main/domain/money/decimal.ts'
import type { Stop, Touched } from '../../src-main/domain/risk/stop.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { positionView } from '../../src-main/shell/views/money-views.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, startTestEngine, type TestEngine } from '../support/test-engine.ts'

const symbol = 'BTC/USDT'

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const untilBought = async (engine: Engine) => {
  const isBought = () =>
    [...engine.books.positions.values()].some(({ id }) => engine.protection.isConfirmed(id))
  for (let step = 0; step < 15_000 && !isBought(); step += 1) await clock.advance(200)
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('nothing was bought')
  return position
}

/** What a bot has bought, and is stopped since: only its exit rules sell it. */
const holding = async (limits: Record<string, string>) => {
  const started = await startTestEngine(opened.store, clock, { ids: countingIds('a-') })
  const settings = {
    ...demoBot('Held', symbol, { coolDownSeconds: '0', stopLoss: '0.4', ...limits }),
    parameters: { fast: '20', slow: '60' },
  }
  await started.engine.command((engine) => engine.startBots([settings]))
  const position = await untilBought(started.engine)
  await started.engine.command(({ bots }) => bots.stop(position.botId, 'keep'))
  return { ...started, position }
}

const stopOf = (engine: Engine, id: string): Stop => {
  const stop = engine.stops.of(id)
  if (stop === undefined) throw new Error('no stop')
  return stop
}
const touch = ({ say, engine }: TestEngine, stop: Stop, touched: Touched, moved?: Partial<Stop>) => {
  const last = toNumber(engine.books.mark(demoVenue.id, symbol) ?? price('1'))
  if (moved !== undefined) say({ kind: 'stop-moved', venueId: demoVenue.id, stop: { ...stop, ...moved } })
  const about = { positionId: stop.positionId, touched, price: last, receivedAt: clock.monotonic() }
  say({ kind: 'stop-touched', venueId: demoVenue.id, symbol, ...about })
}
const heldIn = (engine: Engine, id: string) =>
  toNumber(engine.books.positions.get(id)?.quantity ?? zeroQuantity)

test('a target sells its share, the rest stays protected, and then ends by its own rule', async () => {
  const held = await holding({ firstTarget: '4', firstShare: '0.3', takeProfit: '5' })
  const { engine, position } = held
  const stop = stopOf(engine, position.id)
  expect(positionView(engine, position, () => '').takeProfit).toMatchObject({ shareRatio: '0.3000' })
  const whole = toNumber(position.quantity)
  touch(held, stop, 'target', { targets: [], keep: 0.7 })
  await clock.advance(1_000)
  expect(heldIn(engine, position.id) / whole).toBeCloseTo(0.7, 2)
  expect(engine.stops.of(position.id)).toMatchObject({ stop: stop.stop, keep: 0.7, targets: [] })
  expect(opened.store.stops.all()).toMatchObject([{ keep: 0.7, targets: [] }])
  const left = engine.books.positions.get(position.id)
  expect(left?.exitReason?.code).toBe('order.target-hit')
  if (left !== undefined) {
    expect(positionView(engine, left, () => '').takeProfit).toMatchObject({ shareRatio: null })
  }
  touch(held, stop, 'stop-loss')
  await clock.advance(2_000)
  expect(engine.books.positions.has(position.id)).toBe(false)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, null)
  expect(closed?.exitReason?.code).toBe('order.stop-hit')
  await engine.stop()
})

test('a target that was reached before a restart is sold after it, once', async () => {
  const held = await holding({ firstTarget: '4', firstShare: '0.5', takeProfit: '5' })
  const { position } = held
  const whole = toNumber(position.quantity)
  await held.engine.stop()
  opened.store.stops.save({ ...stopOf(held.engine, position.id), targets: [], keep: 0.5, peak: 123 })
  const { engine } = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  await clock.advance(3_000)
  expect(heldIn(engine, position.id) / whole).toBeCloseTo(0.5, 2)
  await clock.advance(5_000)
  expect(heldIn(engine, position.id) / whole).toBeCloseTo(0.5, 2)
  await engine.stop()
})

test('a part that would leave less than can be sold takes the rest along', async () => {
  const held = await holding({ firstTarget: '4', firstShare: '0.3', takeProfit: '5' })
  const { engine, position } = held
  touch(held, stopOf(engine, position.id), 'target', { targets: [], keep: 0.0001 })
  await clock.advance(2_000)
  expect(engine.books.positions.has(position.id)).toBe(false)
  await engine.stop()
})

test('a stop breaks even at what the entry really cost', async () => {
  const { engine, position } = await holding({ breakEven: '0.01' })
  const { breakEvenAt } = stopOf(engine, position.id)
  const market = engine.books.market(demoVenue.id, symbol)
  if (market === undefined) throw new Error('no market')
  const quantity = toNumber(position.quantity)
  const paid = toNumber(position.cost.amount) + toNumber(position.openFees.amount)
  const received = breakEvenAt * quantity * (1 - toNumber(market.takerFee))
  expect(received).toBeCloseTo(paid, 6)
  await engine.stop()
})

test('a price that jumps over the stop sells at that price and not at the stop', async () => {
  const { engine, position, say } = await holding({ stopLoss: '0.05' })
  const level = stopOf(engine, position.id).stop ?? Number.NaN
  const gap = Math.round(level * 0.9)
  const marketTime = engine.books.venues.get(demoVenue.id)?.marketTime ?? 0
  const quotes = [{ symbol, last: gap, amount: 1_000, time: marketTime }]
  say({ kind: 'quotes', venueId: demoVenue.id, quotes })
  const about = {
    positionId: position.id,
    touched: 'stop-loss',
    price: gap,
    receivedAt: clock.monotonic(),
  } as const
  say({ kind: 'stop-touched', venueId: demoVenue.id, symbol, ...about })
  await clock.advance(0)
  for (let step = 0; step < 50 && engine.books.positions.has(position.id); step += 1) await clock.advance(20)
  const [sale] = opened.store.fills.recent(1)
  expect(sale?.order.side).toBe('sell')
  // The simulated exchange adds its slippage to what the market says.
  expect(toNumber(sale?.fill.price ?? price('1')) / gap).toBeCloseTo(1, 2)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, null)
  expect(closed?.exitReason).toMatchObject({ code: 'order.stop-hit', facts: { price: String(gap) } })
  await engine.stop()
})

test('a position is sold once its time is up, on the market’s clock', async () => {
  const { engine, position } = await holding({ timeStop: '600' })
  const { expiresAt } = stopOf(engine, position.id)
  const marketTime = () => engine.books.venues.get(demoVenue.id)?.marketTime ?? 0
  for (let step = 0; step < 400 && engine.books.positions.has(position.id); step += 1)
    await clock.advance(100)
  expect(marketTime()).toBeGreaterThanOrEqual(expiresAt ?? Number.NaN)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, null)
  expect(closed?.exitReason?.code).toBe('order.time-stop')
  expect(closed?.closedAt).toBeGreaterThanOrEqual(expiresAt ?? Number.NaN)
  await engine.stop()
})

test('a report of an entry that is no more does not move the stop of the next', async () => {
  const { engine, position, say } = await holding({ trailingStop: '0.3' })
  const stop = stopOf(engine, position.id)
  say({ kind: 'stop-moved', venueId: demoVenue.id, stop: { ...stop, plannedAt: 1, stop: 1_000_000 } })
  expect(engine.stops.of(position.id)?.stop).toBe(stop.stop)
  say({ kind: 'stop-moved', venueId: demoVenue.id, stop: { ...stop, stop: 1, peak: 2 } })
  expect(engine.stops.of(position.id)?.stop).toBe(stop.stop)
  await engine.stop()
})
