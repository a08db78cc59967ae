import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { botHalt, HaltChanges } from '../../src-main/shell/views/bot-halt.ts'
import { botView } from '../../src-main/shell/views/bot-view.ts'
import { botView as schema } from '../../src-preload/contract/views.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine, type TestEngine } from '../support/test-engine.ts'

let opened: TestStore
let clock: FakeClock
let running: TestEngine
let engine: Engine
beforeEach(async () => {
  opened = openTestStore()
  clock = new FakeClock()
  running = await startTestEngine(opened.store, clock)
  engine = running.engine
})
afterEach(async () => {
  await engine.stop()
  opened.close()
})

const start = async (...symbols: string[]): Promise<string> => {
  const settings = { ...demoBot(symbols.join(), symbols[0] ?? ''), symbols }
  const started = await engine.command((e) => e.startBots([settings]))
  if (!started.ok) throw new Error('the bot did not start')
  return started.value[0] ?? ''
}
const runtimeOf = (id: string) => {
  const runtime = engine.roster.get(id)
  if (runtime === undefined) throw new Error('no bot')
  return runtime
}
const viewOf = (id: string) => schema.parse(botView(engine, runtimeOf(id), undefined))
const trip = (name: Parameters<Engine['risk']['breakers']['trip']>[0]) =>
  engine.command(({ risk }) => risk.breakers.trip(name, { value: '5', limit: '5', unit: 'count' }))

test('a bot that the kill switch halts says so and since when, and runs again once it is lifted', async () => {
  const id = await start('BTC/USDT')
  const before = viewOf(id).state
  expect(['starting', 'warming-up', 'running']).toContain(before)
  await clock.advance(5_000)
  await engine.command(({ killSwitch }) => killSwitch.engage(['paper'], 'window'))
  expect(viewOf(id)).toMatchObject({
    ...{ state: 'halted', stateReason: { code: 'decision.kill-switch' } },
    stateSince: engine.books.kill.get('paper')?.since,
  })
  await engine.command(({ killSwitch }) => killSwitch.lift('paper', 'looked'))
  expect(viewOf(id).state).not.toBe('halted')
})

test('a breaker of the bot or of its account halts it, one of a pair only where it has no other', async () => {
  const one = await start('BTC/USDT')
  const two = await start('BTC/USDT', 'DASH/USDT')
  await trip({ scope: 'pair', id: 'demo BTC/USDT', rule: 'price-deviation' })
  expect(viewOf(one)).toMatchObject({
    ...{ state: 'halted', stateSince: clock.now() },
    stateReason: { code: 'decision.breaker-open', facts: { rule: 'price-deviation' } },
  })
  expect(viewOf(two).state).not.toBe('halted')
  await trip({ scope: 'account', id: runtimeOf(two).bot.accountId, rule: 'drawdown' })
  expect(viewOf(two)).toMatchObject({ state: 'halted', stateReason: { facts: { rule: 'drawdown' } } })
})

test('books that do not agree and a refused key halt it since they were found', async () => {
  const id = await start('BTC/USDT')
  const { accountId } = runtimeOf(id).bot
  engine.books.mismatches.set(accountId, { since: 77, differences: [], foreignFills: [] })
  expect(viewOf(id)).toMatchObject({
    ...{ state: 'halted', stateSince: 77, stateReason: { code: 'decision.reconciliation-needed' } },
  })
  engine.books.mismatches.delete(accountId)
  engine.books.refusedKeys.set(accountId, 88)
  expect(viewOf(id)).toMatchObject({ stateSince: 88, stateReason: { code: 'decision.key-refused' } })
})

test('a bot whose user has paused or stopped it says that, whatever else is halted', async () => {
  const id = await start('BTC/USDT')
  await engine.command(({ bots }) => bots.pauseEntries(id))
  await engine.command(({ killSwitch }) => killSwitch.engage(['paper'], 'window'))
  expect(viewOf(id).state).not.toBe('halted')
  expect(botHalt(engine, runtimeOf(id))).toBeNull()
})

test('names each bot once when it comes to be halted and once when it is no longer', async () => {
  const id = await start('BTC/USDT')
  const changes = new HaltChanges(engine)
  expect(changes.take()).toEqual([])
  await trip({ scope: 'bot', id, rule: 'loss-streak' })
  expect([changes.take(), changes.take()]).toEqual([[id], []])
  engine.risk.breakers.reset(`loss-streak bot ${id}`, 'looked')
  expect([changes.take(), changes.take()]).toEqual([[id], []])
})
