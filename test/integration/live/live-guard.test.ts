import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BotSettings } from '../../../src-main/domain/bots/bot.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { LiveGuard } from '../../../src-main/shell/live/live-guard.ts'
import { proposalView } from '../../../src-main/shell/views/live-view.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { liveAccount, startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { startLiveBot } from '../../support/start-live-bot.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot } from '../../support/test-engine.ts'

const settings = demoBot('Trend', 'BTC/USDT')
const live = {
  accountId: 'live-1',
  terms: { quarterFirst: true, resumes: false, clonedFrom: 'abot-1' },
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
    { 'live-1': exchange },
    {
      accounts: [liveAccount()],
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
  expect(guard.confirm(id, 'REAL Trend').ok).toBe(true)
  await clock.advance(4_999)
  expect(bots()).toEqual([])
  await clock.advance(1)
  expect(bots()).toEqual([['Trend', 'live', 'running']])
  expect(guard.refused).toBeNull()
})

test('a countdown that is cancelled, or that ends on a lost account, starts nothing and says why', async () => {
  engine.live.turnOn()
  guard.confirm(propose().id, 'REAL Trend')
  await clock.advance(1_000)
  await guard.cancel()
  await clock.advance(60_000)
  expect(bots()).toEqual([])
  guard.confirm(propose().id, 'REAL Trend')
  await clock.advance(1_000)
  engine.books.refusedKeys.set('live-1', 0)
  await clock.advance(10_000)
  expect(bots()).toEqual([])
  expect(guard.refused).toEqual({ botName: 'Trend', code: 'NO_LIVE_ACCOUNT' })
})

test('a live bot is started again by the same way, with the settings that were confirmed and no others', async () => {
  engine.live.turnOn()
  guard.confirm(propose().id, 'REAL Trend')
  await clock.advance(5_000)
  const [runtime] = engine.roster.all()
  const botId = runtime?.bot.id ?? ''
  await engine.command((e) => e.bots.stop(botId, 'keep'))
  const again = (change: Partial<BotSettings['limits']> = {}) => {
    const now = engine.roster.get(botId)?.bot.settings ?? settings
    const proposed = guard.propose({ kind: 'start', botId, settings: now })
    if (!proposed.ok) throw new Error(proposed.error.code)
    guard.confirm(proposed.value.id, 'REAL Trend')
    if (Object.keys(change).length > 0) {
      const limits = { ...now.limits, ...change } as BotSettings['limits']
      engine.bots.update(botId, { ...now, limits })
    }
  }
  again({ allocation: '5000' })
  await clock.advance(5_000)
  expect(bots()).toEqual([['Trend', 'live', 'stopped']])
  expect(guard.refused?.code).toBe('CONFIRMATION_EXPIRED')
  again()
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
