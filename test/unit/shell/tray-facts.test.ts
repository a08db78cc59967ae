import { afterEach, beforeEach, expect, test } from 'vitest'
import { sentence } from '../../../src-main/domain/sentence.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { Mute } from '../../../src-main/shell/mute.ts'
import { shownMode, trayFacts } from '../../../src-main/shell/tray/tray-facts.ts'
import { usualNotifications } from '../../../src-preload/contract/notification-settings.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot, startTestEngine, type TestEngine } from '../../support/test-engine.ts'

let opened: TestStore
let running: TestEngine
let engine: Engine
beforeEach(async () => {
  opened = openTestStore()
  running = await startTestEngine(opened.store, new FakeClock())
  engine = running.engine
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

test('the tray tells idle, running, what needs attention, and what is halted', async () => {
  expect(trayFacts(engine, 'en').state).toBe('idle')
  engine.startBots([demoBot('One', 'BTC/USDT')])
  expect(trayFacts(engine, 'en').state).toBe('running')
  running.say({ kind: 'venue', venueId: 'demo', state: 'stale' })
  expect(trayFacts(engine, 'en').state).toBe('warning')
  engine.killSwitch.engage(['live'], 'tray')
  expect(trayFacts(engine, 'en').state).toBe('halted')
})

test('the tray needs attention while an alert lasts, and no longer than that', () => {
  const raise = (severity: 'info' | 'warning') =>
    engine.alerts.raise(severity, sentence('alert.backup-failed', { message: '' }), null, { matter: 'm' })
  raise('info')
  expect(trayFacts(engine, 'en').state).toBe('idle')
  raise('warning')
  expect(trayFacts(engine, 'en').state).toBe('warning')
  engine.alerts.resolve('m')
  expect(trayFacts(engine, 'en').state).toBe('idle')
})

test('its tooltip names the mode and the result of today by currency, in the language of the app', () => {
  expect(trayFacts(engine, 'en').tooltip).toBe('Auronex – PAPER · no bot runs\nToday 0 USDT\nToday 0 USD')
  expect(trayFacts(engine, 'pt-BR').tooltip).toBe(
    'Auronex – SIMULADO · nenhum bot em execução\nHoje 0 USDT\nHoje 0 USD',
  )
})

test('one live bot that runs makes it live', () => {
  engine.startBots([demoBot('One', 'BTC/USDT')])
  const [runtime] = engine.roster.all()
  if (runtime === undefined) throw new Error('no bot')
  expect(shownMode(engine)).toBe('paper')
  runtime.bot = { ...runtime.bot, mode: 'live' }
  expect(shownMode(engine)).toBe('live')
  expect(trayFacts(engine, 'en').tooltip).toMatch(/^Auronex – LIVE · bots run$/)
  runtime.bot = { ...runtime.bot, wish: 'stopped' }
  expect(shownMode(engine)).toBe('paper')
})

test('notifications are mute for an hour, or until they are wanted again', async () => {
  const clock = new FakeClock()
  let settings = usualNotifications
  const write = (next: typeof settings) => {
    settings = next
  }
  const mute = new Mute({ clock, read: () => settings, write })
  mute.toggle()
  await clock.advance(3_599_999)
  expect(mute.isOn).toBe(true)
  await clock.advance(1)
  expect(mute.isOn).toBe(false)
  mute.toggle()
  mute.toggle()
  expect(mute.isOn).toBe(false)
})
