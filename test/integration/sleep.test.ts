import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { Alert } from '../../src-main/engine/ports/alerts.ts'
import { notificationText } from '../../src-main/shell/notify/notification-texts.ts'
import { showingOf } from '../../src-main/shell/notify/policy.ts'
import { usualNotifications } from '../../src-preload/contract/notification-settings.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { liveAccount, startHandEngine } from '../support/hand-engine.ts'
import { HandExchange } from '../support/hand-exchange.ts'
import { advanceUntil, holdPosition } from '../support/held-position.ts'
import { startLiveBot } from '../support/start-live-bot.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine, unguarded } from '../support/test-engine.ts'

const twoHours = 2 * 3_600_000

let opened: TestStore
let clock: FakeClock
beforeEach(() => {
  opened = openTestStore()
  clock = new FakeClock()
})
afterEach(() => opened.close())

const told = (): readonly Alert[] =>
  opened.store.alerts.recent(50).filter(({ text }) => text.code.startsWith('alert.slept'))
/** What stands on the desktop, as far as anything does. */
const onDesktop = (alert: Alert) => [
  showingOf(alert, usualNotifications, new Date(2026, 0, 1, 12)),
  notificationText('en', alert)?.body.split('. ')[0],
]
const sleepAndWake = async (engine: Engine, heard: 'suspend and resume' | 'nothing') => {
  if (heard !== 'nothing') engine.settling.sleep.onSuspend()
  await clock.sleep(twoHours)
  if (heard !== 'nothing') engine.settling.sleep.onResume()
  await clock.advance(20_000)
}

test.each(['suspend and resume', 'nothing'] as const)(
  'whoever slept two hours while a position was open reads it on waking, once, where the system tells %s',
  async (heard) => {
    const { engine } = await holdPosition(opened.store, clock)
    await sleepAndWake(engine, heard)
    expect(told()).toMatchObject([
      {
        severity: 'info',
        mode: 'paper',
        text: { code: 'alert.slept-holding', facts: { positions: 1 } },
        target: '/history/journal',
        seen: false,
      },
    ])
    // Where nothing is heard of it, to the last look before it.
    expect(Math.round(Number(told()[0]?.text.facts?.seconds) / 60)).toBe(120)
    expect(told().map(onDesktop)).toEqual([
      ['passing', 'For 2 hr the app watched nothing; open positions: 1'],
    ])
    await engine.stop()
  },
)

test('with real money it is a warning, and nothing is bought before the exchange was asked', async () => {
  const exchange = new HandExchange({ USDT: '10000' })
  const { engine } = await startHandEngine(opened.store, clock, exchange, { accounts: [liveAccount()] })
  const settings = { ...demoBot('Eager', 'BTC/USDT', unguarded), parameters: { fast: '2', slow: '3' } }
  await engine.command((e) => startLiveBot(e, settings))
  await advanceUntil(clock, () => exchange.sent.length > 0)
  const [order] = exchange.sent
  exchange.fill(order?.clientOrderId ?? '', String(order?.quantity), '50000')
  await advanceUntil(clock, () => engine.books.positions.size === 1)
  exchange.failing.add('balances')
  await sleepAndWake(engine, 'suspend and resume')
  expect(told()).toMatchObject([{ severity: 'warning', mode: 'live', text: { facts: { positions: 1 } } }])
  expect(told().map((alert) => notificationText('pt-BR', alert)?.title)).toEqual([
    'REAL: O computador dormiu',
  ])
  expect(engine.books.unconfirmed).toEqual(new Set(['live-1']))
  exchange.failing.clear()
  await clock.advance(120_000)
  expect(engine.books.unconfirmed.size).toBe(0)
  await engine.stop()
})

test('where nothing was held it is said without, and a breath of less than a minute is none', async () => {
  const { engine } = await startTestEngine(opened.store, clock)
  await clock.sleep(59_000)
  expect(told()).toEqual([])
  await clock.advance(15_000)
  await clock.sleep(60_000)
  await clock.advance(0)
  expect(told()).toMatchObject([{ text: { code: 'alert.slept', facts: { seconds: 60 } } }])
  expect(told().map(onDesktop)).toEqual([['passing', 'For 1 min nothing was traded or watched by the app']])
  await engine.stop()
})
