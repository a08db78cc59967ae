import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { workerLink } from '../../src-main/adapters/market-pool/worker-link.ts'
import { composeTrading } from '../../src-main/shell/compose.ts'
import type { MarketWorkerData } from '../../src-main/workers/market.worker.ts'
import { demoFolder } from '../support/in-process-market.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'

const workerFile = join(import.meta.dirname, '../../src-main/workers/market.worker.ts')

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())

test('a market worker that dies is back within 5 seconds and its bots decide again', async () => {
  const log = memoryLog()
  const deaths: (() => void)[] = []
  const engine = composeTrading({
    store: opened.store,
    log,
    clock: systemClock,
    ids: countingIds(),
    seed: 1,
    startMarket: (startAt) => {
      const data: MarketWorkerData = {
        demo: { folder: demoFolder, startAt, speed: 600, seed: 1 },
        exchangeModules: {},
        candlesFile: null,
      }
      const link = workerLink(workerFile, data)
      // A venue that cannot be: its thread ends at the throw.
      deaths.push(() => void link.close())
      return { ...link, onFailure: (listener) => deaths.push(() => listener(new Error('killed'))) }
    },
  })
  await engine.start()
  const started = await engine.command((e) => e.startBots([demoBot('A', 'BTC/USDT')]))
  const [botId = ''] = started.ok ? started.value : []
  const decisions = () => opened.store.decisions.count(botId)
  await expect.poll(decisions, { timeout: 10_000 }).toBeGreaterThan(2)

  for (const die of deaths.splice(0)) die()
  const diedAt = performance.now()
  const before = decisions()
  const timeBefore = engine.books.venues.get('demo')?.marketTime ?? 0
  await expect.poll(decisions, { timeout: 5_000 }).toBeGreaterThan(before + 2)
  expect(performance.now() - diedAt).toBeLessThan(5_000)
  expect(log.lines.filter(({ event }) => event === 'market-worker.failed')).toHaveLength(1)
  const [newest] = opened.store.decisions.page(botId, { limit: 1, before: null })
  expect(newest?.marketTime).toBeGreaterThan(timeBefore)
  // No candle was decided on twice.
  const times = opened.store.decisions
    .page(botId, { limit: 500, before: null })
    .map((each) => each.marketTime)
  expect(new Set(times).size).toBe(times.length)
  await engine.stop()
})
