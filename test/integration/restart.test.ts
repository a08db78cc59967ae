import { afterEach, beforeEach, expect, test } from 'vitest'
import { stateOfBot } from '../../src-main/engine/state/roster.ts'
import { demoResumesAt } from '../../src-main/shell/compose.ts'
import { FakeClock, settled } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, startTestEngine } from '../support/test-engine.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())

const run = async (seconds: number, prefix: string) => {
  const clock = new FakeClock()
  const started = await startTestEngine(opened.store, clock, { ids: countingIds(prefix) })
  if (started.engine.roster.size === 0) {
    const bots = [demoBot('A', 'BTC/USDT'), demoBot('B', 'DASH/USDT')]
    await started.engine.command((e) => e.startBots(bots))
  }
  await clock.advance(seconds * 1000)
  return started.engine
}

test('a bot that ran goes on after a restart with its position, history and market time', async () => {
  const first = await run(14, 'a-')
  const before = [...first.books.positions.values()]
  expect(before.length).toBeGreaterThan(0)
  const fills = opened.store.fills.count()
  await first.stop()
  const resumesAt = demoResumesAt(opened.store)

  const second = await run(0, 'b-')
  expect([...second.books.positions.values()]).toEqual(before)
  expect(opened.store.fills.count()).toBe(fills)
  await second.stop()

  const third = await run(40, 'c-')
  for (const runtime of third.roster.all()) {
    expect(stateOfBot(runtime)).toBe('running')
    expect(runtime.bot.wishReason.code).toBe('bot.resumed-after-restart')
  }
  const later = opened.store.fills.recent(1_000).slice(0, opened.store.fills.count() - fills)
  expect(later.length).toBeGreaterThan(0)
  for (const { fill } of later) expect(fill.marketTime).toBeGreaterThanOrEqual(resumesAt)
  await third.stop()
})

test('a stopped bot stays stopped after a restart and its position is kept', async () => {
  const first = await run(14, 'a-')
  const [position] = first.books.positions.values()
  if (position === undefined) throw new Error('no position yet')
  await first.command(({ bots }) => bots.stop(position.botId, 'keep'))
  await settled()
  const kept = first.books.positions.get(position.id)?.quantity
  await first.stop()
  const second = await run(30, 'b-')
  const runtime = second.roster.get(position.botId)
  expect(runtime === undefined ? null : stateOfBot(runtime)).toBe('stopped')
  expect(second.books.orders.size).toBe(0)
  // What is kept is still worth its last price, although no bot works on the pair.
  expect(second.books.quote('demo', position.symbol)?.time).toBeGreaterThan(
    demoResumesAt(opened.store) - 120_000,
  )
  expect(second.books.positions.get(position.id)?.quantity).toEqual(kept)
  await second.stop()
})

const stopped = (name: string, symbol: string) => demoBot(name, symbol, { stopLoss: '0.05' })

test('stopping with "close" cancels the rest of an entry, sells the position and then is stopped', async () => {
  const clock = new FakeClock()
  const { engine } = await startTestEngine(opened.store, clock)
  await engine.command((e) => e.startBots([stopped('A', 'BTC/USDT'), stopped('B', 'DASH/USDT')]))
  await clock.advance(14_000)
  const pending = [...engine.books.orders.values()].find(({ order }) => order.purpose === 'entry')
  const position = [...engine.books.positions.values()].find(({ botId }) => botId === pending?.order.botId)
  if (position === undefined) throw new Error('no half-filled entry yet')
  await engine.command(({ bots }) => bots.stop(position.botId, 'close'))
  const runtime = engine.roster.get(position.botId)
  if (runtime === undefined) throw new Error('no bot')
  expect(stateOfBot(runtime)).toBe('stopping')
  await clock.advance(20_000)
  expect(stateOfBot(runtime)).toBe('stopped')
  expect(opened.store.positions.open().some(({ id }) => id === position.id)).toBe(false)
  const [closed] = opened.store.positions.closed({ limit: 1, before: null }, position.botId)
  expect(closed?.exitReason?.code).toBe('order.closed-on-stop')
  await engine.stop()
})
