import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { Refusal } from '../../src-main/shell/ipc/ask-server.ts'
import { riskHandlers } from '../../src-main/shell/ipc/risk-handlers.ts'
import { breakerViews } from '../../src-main/shell/views/risk-view.ts'
import { breakerView } from '../../src-preload/contract/risk-views.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine } from '../support/test-engine.ts'

let opened: TestStore
let engine: Engine
beforeEach(async () => {
  opened = openTestStore()
  ;({ engine } = await startTestEngine(opened.store, new FakeClock()))
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

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

  const ask = riskHandlers(engine)['risk.resetBreaker']
  const refusedWith = (code: string) => expect.objectContaining({ reply: expect.objectContaining({ code }) })
  const asked = (input: Parameters<typeof ask>[0]) => Promise.resolve(ask(input)).catch((error) => error)
  const without = await asked({ id, reason: ' \n' })
  expect(without).toBeInstanceOf(Refusal)
  expect(without).toEqual(refusedWith('REASON_REQUIRED'))
  expect(breakerViews(engine)).toEqual(views)
  expect(await asked({ id: 'drawdown bot nobody', reason: 'why not' })).toEqual(refusedWith('NOT_FOUND'))

  expect(await asked({ id, reason: '  looked into it ' })).toEqual({})
  expect(breakerViews(engine).map(({ rule }) => rule)).toEqual(['loop-lag'])
  expect(journalled('breaker.reset')).toMatchObject([
    { actor: 'user', botId, facts: { rule: 'drawdown', subject: 'Eager', reason: 'looked into it' } },
  ])
  expect(await asked({ id, reason: 'once more' })).toEqual(refusedWith('NOT_FOUND'))
})
