import { expect, test } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { openTestStore } from '../support/store/open-test-store.ts'
import { demoBot, startTestEngine } from '../support/test-engine.ts'

/** Everything that a run decided and did, as text. */
const recordOf = async (seed: number): Promise<string> => {
  const opened = openTestStore()
  const clock = new FakeClock()
  const { engine } = await startTestEngine(opened.store, clock, { seed })
  await engine.command((e) => e.startBots([demoBot('A', 'BTC/USDT'), demoBot('B', 'DASH/USDT')]))
  await clock.advance(90_000)
  const { store } = opened
  const all = {
    fills: store.fills.recent(1_000),
    decisions: [...engine.roster.all()].map(({ bot }) =>
      store.decisions.page(bot.id, { limit: 500, before: null }),
    ),
    journal: store.journal.page({ limit: 1_000, before: null }, null),
    balances: [...store.paper.balances('paper-demo')],
  }
  // Decimals count in bigints where floats are too short.
  const record = JSON.stringify(all, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  await engine.stop()
  opened.close()
  return record
}

test('the same seed gives the same decisions, orders and fills, to the byte', async () => {
  const first = await recordOf(7)
  expect(first).toContain('"side":"sell"')
  expect(await recordOf(7)).toBe(first)
})

test('another seed gives other fills', async () => {
  expect(await recordOf(8)).not.toBe(await recordOf(7))
})
