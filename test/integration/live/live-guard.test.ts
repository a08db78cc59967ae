import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BotSettings } from '../../../src-main/domain/bots/bot.ts'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { accountLimits, modeLimits, riskLimits } from '../../../src-main/domain/risk/limits.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { LiveGuard } from '../../../src-main/shell/live/live-guard.ts'
import { proposalView } from '../../../src-main/shell/views/live-view.ts'
import { liveProposal } from '../../../src-preload/contract/live-views.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { liveAccount, startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { startLiveBot } from '../../support/start-live-bot.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot } from '../../support/test-engine.ts'

const accountWith = (change: Record<string, string>) => ({ ...defaultsOf(accountLimits), ...change })
const settings = demoBot('Trend', 'BTC/USDT')
const live = {
  accountId: 'live-1',
  terms: { quarterFirst: true, resumes: false, clonedFrom: 'abot-1', alsoThrough: [] },
}

let opened: TestStore
let clock: FakeClock
let engine: Engine
let guard: LiveGuard
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  const exchange = new HandExchange({ USDT: '10000' })
  const started = await startHandEngine(
    opened.store,
    clock,
    { 'live-1': exchange, 'live-2': new HandExchange({ USDT: '10000' }), paper: exchange },
    {
      accounts: [liveAccount(), liveAccount('live-2'), { ...liveAccount('paper'), mode: 'paper' }],
      ids: 'a',
    },
  )
  engine = started.engine
  guard = new LiveGuard({ engine, clock, language: () => 'pt-BR' })
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const propose = (of: BotSettings = settings) => {
  const proposed = guard.propose({ kind: 'clone', settings: of, live })
  if (!proposed.ok) throw new Error(proposed.error.code)
  return proposed.value
}
const bots = () => [...engine.roster.all()].map(({ bot }) => [bot.settings.name, bot.mode, bot.wish])

test('nothing goes live while live trading is off, or on an account that is not ready', () => {
  expect(guard.propose({ kind: 'clone', settings, live })).toMatchObject({ error: { code: 'LIVE_OFF' } })
  engine.live.turnOn()
  engine.books.unconfirmed.add('live-1')
  expect(guard.propose({ kind: 'clone', settings, live })).toMatchObject({
    error: { code: 'NO_LIVE_ACCOUNT' },
  })
})

test('settings that a bot may not have are refused before anything is typed', () => {
  engine.live.turnOn()
  const without = { ...settings, limits: { ...settings.limits, allocation: '' } }
  expect(guard.propose({ kind: 'clone', settings: without, live })).toMatchObject({
    error: { code: 'INVALID_SETTINGS' },
  })
})

test('the phrase in the language of the app, typed exactly, starts the bot after the countdown', async () => {
  engine.live.turnOn()
  const { id, phrase } = propose()
  expect(phrase).toBe('REAL Trend')
  expect((await guard.confirm(id, 'REAL Trend')).ok).toBe(true)
  await clock.advance(4_999)
  expect(bots()).toEqual([])
  await clock.advance(1)
  expect(bots()).toEqual([['Trend', 'live', 'running']])
  expect(guard.refused).toBeNull()
})

test('a countdown that is cancelled, or that ends on a lost account, starts nothing and says why', async () => {
  engine.live.turnOn()
  await guard.confirm(propose().id, 'REAL Trend')
  await clock.advance(1_000)
  await guard.cancel()
  await clock.advance(60_000)
  expect(bots()).toEqual([])
  await guard.confirm(propose().id, 'REAL Trend')
  await clock.advance(1_000)
  engine.books.refusedKeys.set('live-1', 0)
  await clock.advance(10_000)
  expect(bots()).toEqual([])
  expect(guard.refused).toEqual({ botName: 'Trend', code: 'NO_LIVE_ACCOUNT' })
})

test('a live bot is started again by the same way, with the settings that were confirmed and no others', async () => {
  engine.live.turnOn()
  await guard.confirm(propose().id, 'REAL Trend')
  await clock.advance(5_000)
  const [runtime] = engine.roster.all()
  const botId = runtime?.bot.id ?? ''
  await engine.command((e) => e.bots.stop(botId, 'keep'))
  const again = async (change: Partial<BotSettings['limits']> = {}) => {
    const now = engine.roster.get(botId)?.bot.settings ?? settings
    const proposed = guard.propose({ kind: 'start', botId, settings: now, alsoThrough: [] })
    if (!proposed.ok) throw new Error(proposed.error.code)
    await guard.confirm(proposed.value.id, 'REAL Trend')
    if (Object.keys(change).length > 0) {
      const limits = { ...now.limits, ...change } as BotSettings['limits']
      engine.bots.update(botId, { ...now, limits })
    }
  }
  await again({ allocation: '5000' })
  await clock.advance(5_000)
  expect(bots()).toEqual([['Trend', 'live', 'stopped']])
  expect(guard.refused?.code).toBe('CONFIRMATION_EXPIRED')
  await again()
  await clock.advance(5_000)
  expect(bots()).toEqual([['Trend', 'live', 'running']])
})

test("the proposal names the account, the first entry's worth and fee, and the run on paper", () => {
  engine.live.turnOn()
  const id = startLiveBot(engine, { ...settings, name: 'Source' })
  const proposed = guard.propose({
    kind: 'clone',
    settings,
    live: { ...live, terms: { ...live.terms, clonedFrom: id } },
  })
  if (!proposed.ok) throw new Error(proposed.error.code)
  expect(proposalView(engine, proposed.value, clock.now() + 3 * 86_400_000)).toMatchObject({
    account: { id: 'live-1', isReady: true, badge: 'live' },
    currency: 'USDT',
    allocated: '2000',
    firstTrade: '250',
    record: { days: 3, trades: 0, isThin: true },
  })
})

test('the proposal lists what limits all live bots, the account and the bot itself', () => {
  engine.live.turnOn()
  const id = startLiveBot(engine, { ...settings, name: 'Source' })
  engine.risk.limits.set({ kind: 'account', id: 'live-1' }, accountWith({ accountDailyLoss: '0.02' }))
  const proposed = guard.propose({ kind: 'edit', botId: id, settings: { ...settings, name: 'Source' } })
  if (!proposed.ok) throw new Error(proposed.error.code)
  const view = liveProposal.parse(proposalView(engine, proposed.value, clock.now()))
  const inForce = (scope: string, key: string) =>
    view.limits.find((limit) => limit.scope === scope && limit.key === key)?.value
  expect(inForce('mode', 'currencyExposure')).toBe('0.8')
  expect(inForce('account', 'accountDailyLoss')).toBe('0.02')
  expect(inForce('bot', 'allocation')).toBe('2000')
  expect(view.limits).toHaveLength(accountLimits.length + modeLimits.length + riskLimits.length)
})

test('a live bot that trades takes other settings only after the phrase was typed', async () => {
  engine.live.turnOn()
  const id = startLiveBot(engine, settings)
  const wanted = { ...settings, limits: { ...settings.limits, allocation: '1500' } }
  expect(engine.bots.update(id, wanted)).toMatchObject({ error: { code: 'CONFIRMATION_REQUIRED' } })
  const ask = () => {
    const proposed = guard.propose({ kind: 'edit', botId: id, settings: wanted })
    if (!proposed.ok) throw new Error(proposed.error.code)
    return proposed.value
  }
  const allocation = () => engine.roster.get(id)?.bot.settings.limits.allocation
  expect(await guard.confirm(ask().id, 'real trend')).toMatchObject({ error: 'CONFIRMATION_MISMATCH' })
  expect(allocation()).toBe('2000')
  const { id: question, phrase } = ask()
  expect(await guard.confirm(question, phrase)).toEqual({ ok: true, value: null })
  expect(allocation()).toBe('1500')
  expect(guard.arming.now).toBeNull()
  await engine.command(({ bots: desk }) => desk.stop(id, 'keep'))
  expect(engine.bots.update(id, settings).ok).toBe(true)
})

const alsoThrough = (...ids: string[]) => ({ ...live, terms: { ...live.terms, alsoThrough: ids } })
const named = () => [...engine.roster.all()].map(({ bot }) => bot.live?.alsoThrough)

test.each([
  ['its own', 'live-1'],
  ['one of practice money', 'paper'],
  ['one that is not there', 'gone'],
])('%s is no other account that could be confirmed', (_, id) => {
  engine.live.turnOn()
  expect(guard.propose({ kind: 'clone', settings, live: alsoThrough(id) })).toMatchObject({
    error: { code: 'NOT_FOUND' },
  })
  expect(guard.propose({ kind: 'clone', settings, live: alsoThrough('live-2', 'live-2') }).ok).toBe(false)
})

test('each account that is confirmed is named with its limits, and in the journal', async () => {
  engine.live.turnOn()
  const source = startLiveBot(engine, { ...settings, name: 'Source' })
  const asked = alsoThrough('live-2')
  const subject = { ...asked, terms: { ...asked.terms, clonedFrom: source } }
  const proposed = guard.propose({ kind: 'clone', settings, live: subject })
  if (!proposed.ok) throw new Error(proposed.error.code)
  const view = liveProposal.parse(proposalView(engine, proposed.value, clock.now()))
  expect(view.alsoThrough.map(({ id, isReady }) => [id, isReady])).toEqual([['live-2', true]])
  const limited = new Set(
    view.limits.flatMap(({ scope, accountId }) => (scope === 'account' ? accountId : [])),
  )
  expect([...limited]).toEqual(['live-1', 'live-2'])
  await guard.confirm(proposed.value.id, proposed.value.phrase)
  await clock.advance(5_000)
  expect(named()).toEqual([[], ['live-2']])
  const noted = opened.store.journal.page({ limit: 20, before: null }, null)
  expect(noted.find(({ event }) => event === 'live.confirmed')?.facts).toEqual({
    bot: 'Trend',
    accounts: 'live-1, live-2',
  })
})

test('an account that is gone when the countdown ends starts nothing', async () => {
  engine.live.turnOn()
  const proposed = guard.propose({ kind: 'clone', settings, live: alsoThrough('live-2') })
  if (!proposed.ok) throw new Error(proposed.error.code)
  await guard.confirm(proposed.value.id, proposed.value.phrase)
  engine.books.accounts.delete('live-2')
  await clock.advance(5_000)
  expect(bots()).toEqual([])
  expect(guard.refused).toEqual({ botName: 'Trend', code: 'NO_LIVE_ACCOUNT' })
})

test('the accounts of a live bot change only by the phrase with which it is started', async () => {
  engine.live.turnOn()
  const botId = startLiveBot(engine, settings)
  await engine.command((e) => e.bots.pauseEntries(botId))
  const ask = () => {
    const proposed = guard.propose({ kind: 'start', botId, settings, alsoThrough: ['live-2'] })
    if (!proposed.ok) throw new Error(proposed.error.code)
    return proposed.value
  }
  await guard.confirm(ask().id, 'REAL')
  await clock.advance(5_000)
  expect(named()).toEqual([[]])
  const { id, phrase } = ask()
  await guard.confirm(id, phrase)
  expect(named()).toEqual([[]])
  await clock.advance(5_000)
  expect(named()).toEqual([['live-2']])
  expect(opened.store.bots.all()[0]?.live?.alsoThrough).toEqual(['live-2'])
  const edit = guard.propose({ kind: 'edit', botId, settings })
  if (!edit.ok) throw new Error(edit.error.code)
  expect(proposalView(engine, edit.value, clock.now()).alsoThrough.map((each) => each.id)).toEqual(['live-2'])
  const noted = opened.store.journal.page({ limit: 20, before: null }, null)
  expect(noted.find(({ event }) => event === 'bot.accounts-named')?.facts).toEqual({ accounts: '– → live-2' })
})
