import { afterEach, beforeEach, expect, test } from 'vitest'
import { SettingsDesk } from '../../../src-main/shell/app-settings.ts'
import { Leaving } from '../../../src-main/shell/leaving.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { demoBot, startTestEngine, type TestEngine } from '../../support/test-engine.ts'

let opened: TestStore
let running: TestEngine
let settings: SettingsDesk
let clock: FakeClock
let hasTray: boolean
let pressed: number
let done: string[]
let leaving: Leaving
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  running = await startTestEngine(opened.store, clock)
  settings = new SettingsDesk(
    () => opened.store,
    () => 'en',
  )
  hasTray = true
  done = []
  leaving = new Leaving({
    engine: () => running.engine,
    store: () => opened.store,
    settings,
    language: () => 'en',
    clock,
    asks: true,
    window: () => ({
      ask: async ({ message }) => {
        done.push(message)
        return pressed
      },
      hide: () => done.push('hidden'),
      minimise: () => done.push('minimised'),
    }),
    hasTray: async () => hasTray,
  })
})
afterEach(async () => {
  await running.engine.stop()
  opened.close()
})

const confirm = () => leaving.confirm(leaving.risk() ?? [])

test('a window is closed while nothing runs, and goes out of sight while something does', () => {
  expect(leaving.hidesOnClose()).toBe(false)
  running.engine.startBots([demoBot('One', 'BTC/USDT')])
  expect(leaving.hidesOnClose()).toBe(true)
  settings.update({ closeBehaviour: 'ask' })
  expect(leaving.hidesOnClose()).toBe(false)
})

test('out of sight is the tray, explained once; without a tray nothing is ever hidden', async () => {
  pressed = 0
  await leaving.goOutOfSight()
  await leaving.goOutOfSight()
  hasTray = false
  await leaving.goOutOfSight()
  expect(done).toEqual(['Auronex keeps running', 'hidden', 'hidden', 'minimised'])
})

test('the question keeps running out of sight, stops the bots first, or quits', async () => {
  running.engine.startBots([demoBot('One', 'BTC/USDT')])
  pressed = 0
  expect(await confirm()).toBe(false)
  expect(done).toEqual(['Quit Auronex?', 'hidden'])
  hasTray = false
  expect(await confirm()).toBe(false)
  expect(done).toEqual(['Quit Auronex?', 'hidden', 'Quit Auronex?'])
  pressed = 2
  expect(await confirm()).toBe(true)
  expect([...running.engine.roster.all()].map(({ bot }) => bot.wish)).toEqual(['running'])
  pressed = 1
  expect(await confirm()).toBe(true)
  expect([...running.engine.roster.all()].map(({ bot }) => bot.wish)).toEqual(['stopped'])
})

test('stopping first waits for entries that are under way, and not for ever', async () => {
  const open = async () => ({ kind: 'accepted', exchangeOrderId: 'X-1' })
  Object.assign(running.engine.books.account('paper-demo').exchange, { submit: open })
  const eager = {
    ...demoBot('Eager', 'BTC/USDT', { coolDownSeconds: '0' }),
    parameters: { fast: '2', slow: '3' },
  }
  running.engine.startBots([eager])
  for (let tries = 0; tries < 300 && running.engine.books.orders.size === 0; tries += 1) {
    await clock.advance(200)
  }
  Object.assign(running.engine.books.account('paper-demo').exchange, {
    order: async () => ({ kind: 'failed', cause: 'offline' }),
    cancel: async () => ({ kind: 'failed', cause: 'offline' }),
  })
  pressed = 1
  let quits: boolean | null = null
  void confirm().then((answer) => {
    quits = answer
  })
  await clock.advance(9_900)
  expect(quits).toBeNull()
  await clock.advance(200)
  expect(quits).toBe(true)
})
