import { afterEach, beforeEach, expect, test } from 'vitest'
import { cashText, price, toNumber } from '../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { Refusal } from '../../src-main/shell/ipc/ask-server.ts'
import { riskHandlers } from '../../src-main/shell/ipc/risk-handlers.ts'
import type { TopicBodies } from '../../src-main/shell/ipc/topic-bodies.ts'
import { botLimitsBody, limitsView } from '../../src-main/shell/views/limits-view.ts'
import { breakerViews } from '../../src-main/shell/views/risk-view.ts'
import { feedBody } from '../../src-preload/contract/feed.ts'
import { breakerView, limitsView as limitsSchema } from '../../src-preload/contract/risk-views.ts'
import { FakeBodies } from '../support/fake-bodies.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine, unguarded } from '../support/test-engine.ts'

let opened: TestStore
let engine: Engine
let clock: FakeClock
let bodies: TopicBodies
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  ;({ engine } = await startTestEngine(opened.store, clock))
  bodies = new FakeBodies().asTopicBodies
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

type Asked = {
  readonly name: 'risk.resetBreaker' | 'risk.updateLimits' | 'risk.killHistory' | 'risk.planned'
  readonly input: unknown
}
/** The answer, or the reply of the refusal. */
const ask = async ({ name, input }: Asked): Promise<unknown> => {
  try {
    return await riskHandlers({ engine, store: opened.store, bodies })[name](input as never)
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    throw error
  }
}

const journalled = (event: string) =>
  opened.store.journal.page({ limit: 50, before: null }, null).filter((entry) => entry.event === event)

test('what trips is told to the window as it stands, and reset by its request with a reason only', async () => {
  const started = await engine.command((e) => e.startBots([demoBot('Eager', 'BTC/USDT')]))
  if (!started.ok) throw new Error('the bot did not start')
  const [botId = ''] = started.value
  await engine.command(({ risk }) => {
    risk.breakers.trip(
      { scope: 'bot', id: botId, rule: 'drawdown' },
      { value: '600', limit: '500', unit: { currency: 'USDT' } },
    )
    risk.breakers.trip(
      { scope: 'engine', id: 'engine', rule: 'loop-lag' },
      { value: '6.5', limit: '5', unit: 'seconds' },
    )
  })
  const views = breakerViews(engine)
  expect(views.map((view) => breakerView.parse(view))).toEqual(views)
  const id = `drawdown bot ${botId}`
  expect(views.find((view) => view.id === id)).toMatchObject({
    ...{ rule: 'drawdown', scope: 'bot', subject: 'Eager', botId, mode: 'paper', state: 'open' },
    ...{ value: '600', limit: '500', unit: 'money', currency: 'USDT', resetsAt: null, ends: 'manual' },
  })
  const lag = views.find(({ rule }) => rule === 'loop-lag')
  expect(lag).toMatchObject({ subject: 'Auronex', botId: null, mode: null, unit: 'seconds', currency: null })

  const asked = (input: unknown) => ask({ name: 'risk.resetBreaker', input })
  expect(await asked({ id, reason: ' \n' })).toMatchObject({ code: 'REASON_REQUIRED' })
  expect(breakerViews(engine)).toEqual(views)
  expect(await asked({ id: 'drawdown bot nobody', reason: 'why not' })).toMatchObject({ code: 'NOT_FOUND' })

  expect(await asked({ id, reason: '  looked into it ' })).toEqual({})
  expect(breakerViews(engine).map(({ rule }) => rule)).toEqual(['loop-lag'])
  expect(journalled('breaker.reset')).toMatchObject([
    { actor: 'user', botId, facts: { rule: 'drawdown', subject: 'Eager', reason: 'looked into it' } },
  ])
  expect(await asked({ id, reason: 'once more' })).toMatchObject({ code: 'NOT_FOUND' })
})

test('limits are told with what is used of them: the loss, what is held, and what is under way', async () => {
  const eager = { ...demoBot('Eager', 'BTC/USDT', { kellyShare: '0' }), parameters: { fast: '2', slow: '3' } }
  await engine.command((e) => e.startBots([eager]))
  for (let step = 0; step < 4_000 && engine.books.positions.size === 0; step += 1) await clock.advance(500)
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('nothing was bought')
  const told = limitsView(engine)
  expect(limitsSchema.parse(told)).toEqual(told)
  const { accountId } = position
  expect(told.scopes.map(({ scope }) => scope)).toEqual([
    { kind: 'mode', id: 'paper' },
    { kind: 'account', id: accountId },
  ])
  const held = cashText(engine.books.positions.value(`account ${accountId}`, 'USDT'))
  const [mode, account] = told.scopes
  const usedOf = (view: typeof mode, key: string) => view?.uses.find((use) => use.key === key)?.used
  expect(Number(held)).toBeGreaterThan(0)
  expect([usedOf(mode, 'currencyExposure'), usedOf(account, 'accountExposure')]).toEqual([held, held])
  expect([usedOf(mode, 'modePositions'), usedOf(account, 'accountPositions')]).toEqual(['1', '1'])
  expect(Number(usedOf(account, 'accountDailyLoss'))).toBeGreaterThan(0)
  const [sent] = [...opened.store.fills.ofAccount(accountId)].map(({ order }) => order)
  const largest = account?.uses.find(({ key }) => key === 'largestOrder')
  expect(largest?.about).toBe('BTC/USDT')
  expect(Number(largest?.used)).toBeCloseTo(
    toNumber(sent?.expected ?? price('0')) * toNumber(sent?.quantity ?? price('0')),
    6,
  )
  expect([mode?.day, account?.day]).toEqual([
    null,
    {
      startHour: 0,
      leftMs: engine.risk.losses.nextDayAt(accountId) - (engine.books.venues.get('demo')?.marketTime ?? 0),
    },
  ])
  expect(told.assets).toMatchObject([{ mode: 'paper', asset: 'BTC', used: held, currency: 'USDT' }])
})

test('looser limits of real money say when they hold, all others hold at once, and wrong ones are refused', async () => {
  const read = (id: 'paper' | 'live') => engine.risk.limits.mode(id).positions
  const update = (scope: unknown, change: Record<string, string>) => {
    const values = { ...engine.risk.limits.newest({ kind: 'mode', id: 'live' }), ...change }
    return ask({ name: 'risk.updateLimits', input: { scope, values } })
  }
  const live = { kind: 'mode', id: 'live' }
  expect(await update({ kind: 'mode', id: 'paper' }, { modePositions: '150' })).toEqual({ loosensAt: null })
  expect(read('paper')).toBe(150)

  expect(await update(live, { modePositions: '7' })).toEqual({ loosensAt: null })
  expect(read('live')).toBe(7)
  const loosensAt = clock.now() + 600_000
  expect(await update(live, { modePositions: '150' })).toEqual({ loosensAt })
  expect(read('live')).toBe(7)
  await clock.advance(600_000)
  expect(read('live')).toBe(150)
  expect(engine.risk.limits.loosensAt({ kind: 'mode', id: 'live' })).toBeNull()

  expect(await update(live, { modePositions: '0' })).toMatchObject({
    code: 'INVALID_SETTINGS',
    fields: [{ path: 'limits.modePositions', code: 'below-min' }],
  })
  expect(await update({ kind: 'account', id: 'nobody' }, {})).toMatchObject({ code: 'NOT_FOUND' })
})

test('the kill switch’s history is told newest first, and nothing else of the journal', async () => {
  await engine.command((e) => e.startBots([demoBot('Eager', 'BTC/USDT')]))
  await engine.command(({ killSwitch }) => killSwitch.engage(['paper'], 'tray'))
  await clock.advance(1_000)
  await engine.command(({ killSwitch }) => killSwitch.lift('paper', 'looked into it'))
  expect(await ask({ name: 'risk.killHistory', input: {} })).toMatchObject({
    entries: [
      { event: 'kill.lifted', actor: 'user', facts: { mode: 'paper', reason: 'looked into it' } },
      { event: 'kill.engaged', actor: 'user', facts: { mode: 'paper', source: 'tray' } },
    ],
  })
})

test('says what settings may lose on the account’s money, and nothing while they cannot be valid', async () => {
  const { limits } = demoBot('Eager', 'BTC/USDT', { ...unguarded, allocation: '2000', stopLoss: '0.05' })
  const input = { venueId: 'demo', symbol: 'BTC/USDT', limits, botId: null }
  const planned = (change: object) => ask({ name: 'risk.planned', input: { ...input, ...change } })
  const answer = await planned({})
  expect(answer).toMatchObject({ risk: { currency: 'USDT', entry: '1000', hasStop: true } })
  // Of 1,000 with its fee, 5 % and the fee of the sale are lost; the account's day allows 5 % of its 10,000.
  const { trade, day } = (answer as { risk: { trade: string; day: string } }).risk
  expect(Number(trade)).toBeLessThan(-50)
  expect(Number(trade)).toBeGreaterThan(-55)
  expect(Number(day)).toBeCloseTo(-500 + Number(trade), 6)
  expect(await planned({ limits: { ...limits, stopLoss: '' } })).toEqual({ risk: null })
  expect(await planned({ symbol: 'NOT/THERE' })).toEqual({ risk: null })
})

test('a bot is told what is used of each of its limits while it holds something', async () => {
  const limits = { ...unguarded, stopLoss: '0.05', allocation: '2000', lossPerTrade: '0.2' }
  const eager = { ...demoBot('Eager', 'BTC/USDT', limits), parameters: { fast: '2', slow: '3' } }
  const started = await engine.command((e) => e.startBots([eager]))
  const runtime = engine.roster.get(started.ok ? (started.value[0] ?? '') : '')
  if (runtime === undefined) throw new Error('no bot')
  const body = () => botLimitsBody(engine, runtime)
  const uses = () => {
    const told = feedBody.parse(body())
    expect(told).toEqual(body())
    return told.kind === 'botLimits' ? told.uses : []
  }
  const before = uses()
  expect(before.map(({ used }) => Number(used))).toEqual(before.map(() => 0))
  for (let step = 0; step < 4_000 && engine.books.positions.size === 0; step += 1) await clock.advance(500)
  const [position] = engine.books.positions.values()
  if (position === undefined) throw new Error('nothing was bought')
  const of = (key: string) => uses().find((use) => use.key === key)
  expect(of('allocation')).toMatchObject({ limit: '2000', currency: 'USDT' })
  expect(Number(of('allocation')?.used)).toBeCloseTo(
    Number(cashText(position.cost)) + Number(cashText(position.openFees)),
    8,
  )
  expect(of('maxPositions')).toMatchObject({ used: '1', limit: '1', unit: 'count' })
  // About 5 % of 1,000 and fees of both ends, of a fifth of the account's money.
  const atStop = of('lossPerTrade')
  expect(atStop).toMatchObject({ about: 'BTC/USDT' })
  expect(Number(atStop?.used)).toBeGreaterThan(45)
  expect(Number(atStop?.used)).toBeLessThan(60)
  expect(Number(atStop?.limit)).toBeGreaterThan(1_900)
})

test('accounts and modes are told what is counted, free, astray and late as well', () => {
  const told = limitsView(engine)
  const keys = told.scopes.flatMap(({ uses }) => uses.map(({ key }) => key))
  for (const key of ['rejectedOrders', 'exchangeErrors', 'reserve', 'staleSeconds', 'priceDeviation'])
    expect(keys).toContain(key)
  expect(keys).toContain('loopLagSeconds')
  const reserve = told.scopes.flatMap(({ uses }) => uses).find(({ key }) => key === 'reserve')
  // All is free; 5 % of the 10,000 must stay so.
  expect(reserve).toMatchObject({ used: '0', limit: '9500' })
})
