import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { AnalysisMessage } from '../../src-main/engine/ports/analysis.ts'
import type { PairState } from '../../src-main/engine/ports/market-feed.ts'
import type { VenueHealth } from '../../src-main/engine/ports/venue.ts'
import { closedCandle } from '../support/candles.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine } from '../support/test-engine.ts'

const symbol = 'BTC/USDT'
const venueId = demoVenue.id
/** Enters and leaves every few minutes. */
const eager = {
  ...demoBot('Eager', symbol, { coolDownSeconds: '0' }),
  parameters: { fast: '2', slow: '3' },
}

let opened: TestStore
let clock: FakeClock
let engine: Engine
let say: (message: AnalysisMessage) => void
let botId: string
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  const started = await startTestEngine(opened.store, clock)
  engine = started.engine
  say = started.say
  const bots = await engine.command((e) => e.startBots([eager]))
  botId = bots.ok ? (bots.value[0] ?? '') : ''
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const tell = (state: PairState | null) => say({ kind: 'pair', venueId, symbol, state, since: clock.now() })

const decisions = () => opened.store.decisions.page(botId, { limit: 500, before: null })
const codes = (action: string) =>
  decisions().flatMap((decision) => (decision.action === action ? [decision.reason.code] : []))
const journalled = (event: string) =>
  opened.store.journal.page({ limit: 500, before: null }, null).filter((entry) => entry.event === event)
const alerts = () =>
  opened.store.alerts
    .recent(50)
    .map(({ severity, text }) => [severity, text.code])
    .filter(([severity]) => severity !== 'info')

describe('a pair whose data are stale', () => {
  test('is not entered, the bot says why, and what is held is still left', async () => {
    for (let second = 0; second < 120 && engine.books.positions.size === 0; second += 1)
      await clock.advance(1_000)
    expect(engine.books.positions.size).toBe(1)
    const entered = codes('entered').length
    tell('stale')
    await clock.advance(120_000)
    expect(engine.books.positions.size).toBe(0)
    expect(codes('exited').length).toBe(entered)
    expect(codes('entered')).toHaveLength(entered)
    expect(codes('skipped')).toContain('decision.stale-data')
    tell('live')
    await clock.advance(60_000)
    expect(codes('entered').length).toBeGreaterThan(entered)
  })

  test('is worth an alert after half a minute, once, and an entry in the journal when it is back', async () => {
    tell('stale')
    await clock.advance(25_000)
    expect(alerts()).toEqual([])
    await clock.advance(120_000)
    expect(alerts()).toEqual([['warning', 'alert.market-stale']])
    expect(journalled('market.stale').map(({ facts }) => facts)).toEqual([
      { venue: demoVenue.name, symbol, pairs: 1 },
    ])
    expect(journalled('market.fresh')).toEqual([])
    tell('live')
    await clock.advance(10_000)
    expect(journalled('market.fresh')).toHaveLength(1)
  })

  test('is critical while a position is held in it', async () => {
    for (let second = 0; second < 120 && engine.books.positions.size === 0; second += 1)
      await clock.advance(1_000)
    await engine.command(({ bots }) => bots.pauseEntries(botId))
    const position = [...engine.books.positions.values()][0]
    if (position === undefined) throw new Error('nothing was bought')
    // What it holds is kept for the length of the test.
    engine.books.positions.set('kept', { ...position, id: 'kept', botId: 'nobody' })
    tell('stale')
    await clock.advance(40_000)
    engine.books.positions.delete('kept')
    expect(alerts()).toContainEqual(['critical', 'alert.market-stale'])
  })

  test('that nobody trades any more is worth nothing', async () => {
    tell('stale')
    await engine.command(({ bots }) => bots.stop(botId, 'close'))
    await clock.advance(60_000)
    expect(alerts().filter(([, code]) => code === 'alert.market-stale')).toEqual([])
  })
})

test.each(['halted', 'delisted'] as const)('a %s pair is not entered, and is told at once', async (state) => {
  tell(state)
  await clock.advance(60_000)
  expect(codes('entered')).toEqual([])
  expect(codes('skipped')).toContain(`decision.pair-${state}`)
  expect(journalled(`market.pair-${state}`)).toHaveLength(1)
  expect(alerts()).toContainEqual(['warning', `alert.pair-${state}`])
})

test('a pair that has still to be heard is not entered, one that is quiet is', async () => {
  tell('waiting')
  await clock.advance(60_000)
  expect(codes('entered')).toEqual([])
  tell('quiet')
  await clock.advance(60_000)
  expect(codes('entered').length).toBeGreaterThan(0)
})

test.each(['connecting', 'stale', 'down'] as const)(
  'while its exchange is %s nothing is entered',
  async (state) => {
    say({ kind: 'venue', venueId, state })
    await clock.advance(60_000)
    expect(codes('entered')).toEqual([])
    expect(codes('skipped')).toContain('decision.stale-data')
  },
)

test('a clock that is off by more than a second is told once, and again only after it was right', async () => {
  const health = (clockOffsetMs: number): VenueHealth => ({
    latencyP50: null,
    latencyP95: null,
    reconnects: 0,
    weightUsed: 0,
    weightLimit: 1,
    requests: 0,
    waits: 0,
    cacheHits: 0,
    cacheMisses: 0,
    dropped: 0,
    pausedUntil: null,
    clockOffsetMs,
    error: null,
  })
  for (const offset of [1_000, -1_001, -1_001, 0, 2_500]) {
    say({ kind: 'health', venueId, health: health(offset) })
  }
  await clock.advance(1_000)
  expect(journalled('market.clock-offset').map(({ facts }) => facts.seconds)).toEqual([2.5, -1])
  expect(alerts().filter(([, code]) => code === 'alert.clock-offset')).toHaveLength(2)
})

test('a candle that the exchange corrects is journalled with both values', async () => {
  const before = closedCandle(clock.now(), { close: 100, volume: 1 })
  const candle = { ...before, close: 101, volume: 2 }
  say({ kind: 'corrected', venueId, symbol, timeframe: '1m', before, candle })
  await clock.advance(1_000)
  expect(journalled('market.candle-corrected').map(({ facts }) => facts)).toEqual([
    { venue: demoVenue.name, symbol, timeframe: '1m', before: 100, close: 101, volumeBefore: 1, volume: 2 },
  ])
})

test('a doubt about a whole exchange dates from its last price, a pair’s own from when it began', async () => {
  tell('live')
  await clock.advance(120_000)
  say({ kind: 'venue', venueId, state: 'down' })
  const lastTickAt = engine.books.venues.get(venueId)?.lastTickAt ?? 0
  expect(lastTickAt).toBeGreaterThan(clock.now() - 5_000)
  expect(engine.books.doubtSince(venueId, symbol)).toBe(lastTickAt)
  const began = clock.now()
  tell('stale')
  await clock.advance(5_000)
  expect(engine.books.doubtSince(venueId, symbol)).toBe(began)
})
