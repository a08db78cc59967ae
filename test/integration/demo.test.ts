import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoSpeed, demoStart } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { toNumber } from '../../src-main/domain/money/decimal.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { demoBots } from '../../src-main/shell/presets.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { startTestEngine } from '../support/test-engine.ts'

const minute = 60_000
const limit = 1_000

let opened: TestStore
let engine: Engine
beforeAll(async () => {
  opened = openTestStore()
  const clock = new FakeClock()
  ;({ engine } = await startTestEngine(opened.store, clock, { marketStart: demoStart }))
  // The first screen may be read for a while.
  await clock.advance(minute)
  await engine.command((e) => e.startBots(demoBots))
  await clock.advance(10 * minute)
})
afterAll(async () => {
  await engine.stop()
  opened.close()
})

const closedBy = (name: string) => {
  const runtime = [...engine.roster.all()].find(({ bot }) => bot.settings.name === name)
  if (runtime === undefined) throw new Error(`no bot ${name}`)
  return opened.store.positions.closed({ limit, before: null }, runtime.bot.id)
}

test('the first ten minutes of the demo show wins of each bot and losses, for several reasons', () => {
  for (const { name } of demoBots) {
    const results = closedBy(name).map(({ realized }) => toNumber(realized.amount))
    expect(results.filter((result) => result > 0).length, `wins of ${name}`).toBeGreaterThan(0)
  }
  const all = demoBots.flatMap(({ name }) => closedBy(name))
  expect(all.filter(({ realized }) => toNumber(realized.amount) < 0).length).toBeGreaterThan(1)
  expect(new Set(all.map(({ exitReason }) => exitReason?.code))).toEqual(
    new Set(['order.take-profit-hit', 'decision.exit-signal']),
  )
})

test('the first trade comes within half a minute, however long the first screen was looked at', () => {
  const first = opened.store.fills.recent(limit).at(-1)?.fill.marketTime ?? Number.POSITIVE_INFINITY
  expect((first - demoStart) / demoSpeed).toBeLessThan(30_000)
})

test('no breaker trips in them', () => {
  const { store } = opened
  const tripped = store.journal
    .page({ limit, before: null }, null)
    .filter(({ event }) => event === 'breaker.tripped')
  expect(tripped).toEqual([])
})
