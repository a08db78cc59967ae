import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { liveAccount, startHandEngine } from '../../support/hand-engine.ts'
import { HandExchange } from '../../support/hand-exchange.ts'
import { startLiveBot } from '../../support/start-live-bot.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot } from '../../support/test-engine.ts'

const eager = {
  ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0' }),
  parameters: { fast: '2', slow: '3' },
}
const terms = { quarterFirst: false, resumes: false, clonedFrom: 'bot-0', alsoThrough: [] }
const onAccount = { accountId: 'live-1', terms }

let opened: TestStore
let clock: FakeClock
let exchange: HandExchange
let engine: Engine
const start = async (ids: string) => {
  clock = new FakeClock(clock.now())
  const options = { accounts: [liveAccount()], ids }
  engine = (await startHandEngine(opened.store, clock, { 'live-1': exchange }, options)).engine
}
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  exchange = new HandExchange({ USDT: '10000' })
  await start('a')
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const untilSent = async (count: number) => {
  for (let tries = 0; tries < 400 && exchange.sent.length < count; tries += 1) await clock.advance(500)
}
const wishes = () => [...engine.roster.all()].map(({ bot }) => bot.wish)
const events = () => opened.store.journal.page({ limit: 500, before: null }, null).map(({ event }) => event)

describe('a live bot', () => {
  test('is not started by a command that nobody has confirmed', async () => {
    await engine.command((e) => {
      e.live.turnOn()
      expect(e.bots.create(eager, onAccount).ok).toBe(true)
      const [runtime] = e.roster.all()
      expect(e.bots.start(runtime?.bot.id ?? '')).toMatchObject({ error: { code: 'CONFIRMATION_REQUIRED' } })
      e.startStopped()
    })
    expect(wishes()).toEqual(['stopped'])
    await untilSent(1)
    expect(exchange.sent).toEqual([])
  })

  test('trades on the account that was named, and on no paper account', async () => {
    expect(engine.bots.create(eager, { ...onAccount, accountId: 'a-stranger' })).toMatchObject({ ok: false })
    await engine.command((e) => startLiveBot(e, eager))
    await untilSent(1)
    expect(exchange.sent).toHaveLength(1)
    const [runtime] = engine.roster.all()
    expect(runtime?.bot).toMatchObject({
      mode: 'live',
      accountId: 'live-1',
      live: { ...terms, clonedFrom: '' },
    })
  })

  test('enters nothing once live trading is turned off', async () => {
    await engine.command((e) => startLiveBot(e, eager))
    await engine.command(({ live }) => live.turnOff())
    expect(wishes()).toEqual(['entries-paused'])
    await engine.command((e) => {
      const [runtime] = e.roster.all()
      e.bots.start(runtime?.bot.id ?? '', true)
    })
    await untilSent(1)
    expect(exchange.sent).toEqual([])
    const [runtime] = engine.roster.all()
    const decisions = opened.store.decisions.page(runtime?.bot.id ?? '', { limit: 500, before: null })
    expect(decisions.map(({ reason }) => reason.code)).toContain('decision.live-off')
  })

  test('begins with a quarter of the size', async () => {
    const withStop = { ...eager, limits: { ...eager.limits, stopLoss: '0.05' } }
    await engine.command((e) => startLiveBot(e, withStop, { quarterFirst: true }))
    await untilSent(1)
    const [small] = exchange.sent
    const full = Number(eager.limits.allocation) * Number(eager.limits.tradeRatio)
    const value = Number(String(small?.quantity)) * Number(String(engine.books.mark('demo', 'BTC/USDT')))
    expect(value / full).toBeGreaterThan(0.2)
    expect(value / full).toBeLessThan(0.26)
  })
})

describe('after a restart', () => {
  test('a live bot stays stopped, and live trading stays on', async () => {
    await engine.command((e) => startLiveBot(e, eager))
    await engine.stop()
    await start('b')
    expect(wishes()).toEqual(['stopped'])
    expect([...engine.roster.all()][0]?.bot.wishReason.code).toBe('bot.not-resumed')
    expect(engine.live.isOn).toBe(true)
    expect(events()).toContain('bot.not-resumed')
    const [alert] = opened.store.alerts.recent(1)
    expect([alert?.severity, alert?.text.code]).toEqual(['critical', 'alert.not-resumed'])
    await untilSent(1)
    expect(exchange.sent).toEqual([])
  })

  test('one that may resume goes on, but enters nothing before the books are settled', async () => {
    await engine.command((e) => startLiveBot(e, eager, { resumes: true }))
    await engine.stop()
    const { balances } = exchange
    Object.assign(exchange, { balances: async () => ({ kind: 'failed', cause: 'offline' }) })
    await start('b')
    expect(wishes()).toEqual(['running'])
    await untilSent(1)
    expect(exchange.sent).toEqual([])
    Object.assign(exchange, { balances })
    await clock.advance(120_000)
    await untilSent(1)
    expect(exchange.sent).toHaveLength(1)
  })
})

test('live trading cannot be turned on without an account that is ready', async () => {
  await engine.command(({ live, books }) => {
    books.unconfirmed.add('live-1')
    expect(live.turnOn()).toEqual({ ok: false, error: 'NO_LIVE_ACCOUNT' })
    books.unconfirmed.delete('live-1')
    books.refusedKeys.set('live-1', 0)
    expect(live.turnOn()).toEqual({ ok: false, error: 'NO_LIVE_ACCOUNT' })
    books.refusedKeys.delete('live-1')
    expect(live.turnOn().ok).toBe(true)
  })
  expect(events()).toContain('live.turned-on')
})
