import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { signOfCash } from '../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
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

/** Trades often and loses its fees. */
const eager = (limits: Record<string, string> = {}) => ({
  ...demoBot('Eager', symbol, { coolDownSeconds: '0', kellyShare: '0', stopLoss: '0.05', ...limits }),
  parameters: { fast: '2', slow: '3' },
})

const runtimeOf = (engine: Engine) => {
  const [runtime] = engine.roster.all()
  if (runtime === undefined) throw new Error('no bot')
  return runtime
}

const until = async (isDone: () => boolean): Promise<void> => {
  for (let step = 0; step < 4_000 && !isDone(); step += 1) await clock.advance(500)
  if (!isDone()) throw new Error('it did not come about')
}

const entriesOf = () =>
  opened.store.journal
    .page({ limit: 500, before: null }, null)
    .filter(({ event, facts }) => event === 'order.submitting' && facts.side === 'buy').length

test('losses in a row halt a bot’s entries, are told and journalled, and hold over a restart until they are reset', async () => {
  const first = await startTestEngine(opened.store, clock, { ids: countingIds('a-') })
  await first.engine.command((e) => e.startBots([eager({ lossStreak: '2' })]))
  const { breakers } = first.engine.risk
  await until(() => breakers.all().length > 0)
  const [kept] = breakers.all()
  const { bot, results } = runtimeOf(first.engine)
  expect(kept).toMatchObject({
    name: { rule: 'loss-streak', scope: 'bot', id: bot.id },
    breaker: { state: 'open', trip: { value: '2', limit: '2', unit: 'count' } },
  })
  expect(results.slice(-2).map(signOfCash)).toEqual([-1, -1])
  const facts = { rule: 'loss-streak', subject: 'Eager', value: '2', limit: '2', unit: 'count' }
  const journal = opened.store.journal.page({ limit: 20, before: null }, bot.id)
  expect(journal.find(({ event }) => event === 'breaker.tripped')?.facts).toEqual(facts)
  const key = `loss-streak bot ${bot.id}`
  expect(
    opened.store.alerts.recent(20).find(({ text }) => text.code === 'alert.breaker-tripped'),
  ).toMatchObject({
    severity: 'warning',
    text: { facts: { ...facts, next: 'cool-down' } },
    target: `/risk?breaker=${encodeURIComponent(key)}`,
    botId: bot.id,
    resolvedAt: null,
  })

  const before = entriesOf()
  await clock.advance(60_000)
  expect(entriesOf()).toBe(before)
  const skipped = opened.store.decisions.page(bot.id, { limit: 100, before: null })
  expect(skipped.some(({ reason }) => reason.code === 'decision.breaker-open')).toBe(true)
  await first.engine.stop()

  const { engine } = await startTestEngine(opened.store, clock, { ids: countingIds('b-') })
  expect(engine.risk.breakers.all()).toEqual([kept])
  await clock.advance(30_000)
  expect(entriesOf()).toBe(before)
  expect(await engine.command(({ risk }) => risk.breakers.reset(key, 'looked into it'))).toEqual({
    ok: true,
    value: null,
  })
  expect(
    opened.store.alerts.recent(50).filter(({ matter, resolvedAt }) => matter !== null && resolvedAt === null),
  ).toEqual([])
  await until(() => entriesOf() > before)
  expect(engine.risk.lossWatch.streakOf(runtimeOf(engine))).toBe(0)
  await engine.stop()
})

test('after its cool-down one entry is tried, and no other until that one has ended', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const two = { ...eager({ lossStreak: '1', maxPositions: '2' }), symbols: [symbol, 'DASH/USDT'] }
  await engine.command((e) => e.startBots([two]))
  const { breakers } = engine.risk
  const stateOf = () => breakers.all()[0]?.breaker.state
  await until(() => stateOf() === 'open' && engine.books.positions.size === 0)
  await until(() => stateOf() === 'half-open')
  let probes = 0
  let most = 0
  await until(() => {
    const held = engine.books.positions.size
    most = Math.max(most, held)
    const [kept] = breakers.all()
    if (kept?.breaker.state === 'half-open' && kept.breaker.probe !== null) probes += 1
    return probes > 0 && stateOf() !== 'half-open'
  })
  expect(most).toBe(1)
  expect([undefined, 'open']).toContain(stateOf())
  await engine.stop()
})

test('a day’s loss is measured at every price and halts entries while the position keeps its stop', async () => {
  const { engine, say } = await startTestEngine(opened.store, clock)
  await engine.command((e) =>
    e.startBots([eager({ stopLoss: '0.5', dailyLoss: '0.005', lossPerTrade: '1' })]),
  )
  await until(() => engine.books.positions.size > 0)
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('nothing was bought')
  const quote = engine.books.quote(demoVenue.id, symbol)
  if (quote === undefined) throw new Error('no price')
  say({ kind: 'quotes', venueId: demoVenue.id, quotes: [{ ...quote, last: quote.last * 0.97 }] })
  const name = { rule: 'daily-loss', scope: 'bot', id: position.botId } as const
  // Looked at with whatever came together with it.
  await until(() => engine.risk.breakers.of(name).state === 'open')
  expect(engine.risk.breakers.of(name)).toMatchObject({ trip: { limit: '10', unit: { currency: 'USDT' } } })
  expect(engine.stops.of(position.id)).toBeDefined()
  expect(engine.risk.gate.obstacle(runtimeOf(engine), position.accountId, 'DASH/USDT')?.code).toBe(
    'decision.breaker-open',
  )
  await engine.stop()
})

test('a price far from the last minutes halts entries on its pair until prices agree again', async () => {
  const { engine, say } = await startTestEngine(opened.store, clock)
  await engine.command((e) => e.startBots([eager()]))
  await clock.advance(10_000)
  const quote = engine.books.quote(demoVenue.id, symbol)
  if (quote === undefined) throw new Error('no price')
  const tell = (last: number) => say({ kind: 'quotes', venueId: demoVenue.id, quotes: [{ ...quote, last }] })
  const against = (pair: string) =>
    engine.risk.breakers.against({ botId: 'any', accountId: 'paper-demo', symbol: pair })
  tell(quote.last * 1.2)
  expect(against(symbol)).toMatchObject({
    reason: {
      code: 'decision.breaker-open',
      facts: { rule: 'price-deviation', unit: 'ratio', limit: '0.1' },
    },
  })
  expect(against('DASH/USDT')).toBeNull()
  tell(quote.last)
  expect(against(symbol)).toBeNull()
  await engine.stop()
})

test('an engine that is late halts all entries for a while', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const against = () => engine.risk.breakers.against({ botId: 'any', accountId: 'paper-demo', symbol })
  await clock.sleep(20_000)
  expect(against()).toMatchObject({
    reason: { facts: { rule: 'loop-lag', subject: 'Auronex', unit: 'seconds' } },
  })
  await clock.advance(31_000)
  expect(against()).toBeNull()
  await engine.stop()
})

test('limits of an account are kept, and refuse an entry with their value', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  const scope = { kind: 'account', id: 'paper-demo' } as const
  const values = { ...engine.risk.limits.newest(scope), largestOrder: '0.01' }
  expect(await engine.command(({ risk }) => risk.limits.set(scope, values))).toEqual({
    ok: true,
    value: null,
  })
  const wrong = await engine.command(({ risk }) => risk.limits.set(scope, { ...values, reserve: '2' }))
  expect(wrong).toMatchObject({ ok: false, error: [{ path: 'limits.reserve', code: 'above-max' }] })
  await engine.command((e) => e.startBots([eager()]))
  const { bot } = runtimeOf(engine)
  const refusals = () =>
    opened.store.decisions
      .page(bot.id, { limit: 100, before: null })
      .filter(({ reason }) => reason.code === 'decision.order-too-large')
  await until(() => refusals().length > 0)
  expect(refusals()[0]?.reason.facts).toMatchObject({ limit: '100', currency: 'USDT' })
  expect(opened.store.orders.count()).toBe(0)
  expect(opened.store.risk.limits.all().get('account paper-demo')?.at(-1)?.values).toEqual(values)
  await engine.stop()
})
