import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { workerLink } from '../../src-main/adapters/threads/worker-link.ts'
import type { BotSettings } from '../../src-main/domain/bots/bot.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { composeTrading } from '../../src-main/shell/compose.ts'
import type { MarketWorkerData } from '../../src-main/workers/market.worker.ts'
import { demoFolder } from '../support/in-process-market.ts'
import { addLoopingStrategies, loopingStrategies } from '../support/looping-strategies.ts'
import { withoutKeys } from '../support/no-live-accounts.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'

const workerFile = join(import.meta.dirname, '../support/looping-market-worker.ts')
const pingMs = 400

let opened: TestStore
let engine: Engine
let takeOut: () => void
const log = memoryLog()
beforeEach(async () => {
  opened = openTestStore()
  takeOut = addLoopingStrategies()
  log.lines.splice(0)
  engine = composeTrading({
    ...withoutKeys,
    store: opened.store,
    log,
    clock: systemClock,
    ids: countingIds(),
    seed: 1,
    startMarket: (startAt) => {
      const demo = { folder: demoFolder, startAt, speed: 600, seed: 1 }
      const data: MarketWorkerData = { demo, exchangeFolder: '', candlesFile: null }
      return workerLink(workerFile, data, { pingMs })
    },
  })
  await engine.start()
})
afterEach(async () => {
  await engine.stop()
  takeOut()
  opened.close()
})

const start = async (bots: readonly BotSettings[]): Promise<readonly string[]> => {
  const result = await engine.command((running) => running.startBots(bots))
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const failureOf = (botId: string) => opened.store.bots.all().find(({ id }) => id === botId)?.failure

test.each(loopingStrategies.map(({ id }) => id))(
  'a strategy that %s stops its own bots alone: the others decide again in a worker without it',
  async (strategyId) => {
    const [good = ''] = await start([demoBot('Good', 'BTC/USDT')])
    const decisions = () => opened.store.decisions.count(good)
    await expect.poll(decisions, { timeout: 15_000 }).toBeGreaterThan(2)

    const looping = { ...demoBot('One', 'BTC/USDT'), strategyId, parameters: {} }
    const bad = await start([looping, { ...looping, name: 'Other' }])
    const told = `it did not come back: the worker has not answered for ${(5 * pingMs) / 1_000} s`
    await expect.poll(() => bad.map(failureOf), { timeout: 15_000 }).toEqual([told, told])

    const before = decisions()
    await expect.poll(decisions, { timeout: 15_000 }).toBeGreaterThan(before + 2)
    expect(failureOf(good)).toBeNull()
    expect(log.lines.filter(({ event }) => event === 'market-worker.failed')).toHaveLength(1)
  },
)
