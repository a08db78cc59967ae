import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock.ts'
import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerLink } from '../../src-main/adapters/market-pool/protocol.ts'
import { workerLink } from '../../src-main/adapters/threads/worker-link.ts'
import { type Timeframe, timeframeMs } from '../../src-main/domain/market/timeframe.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { SeriesCoverage } from '../../src-main/engine/ports/analysis.ts'
import type { Decision } from '../../src-main/engine/ports/store.ts'
import { composeTrading } from '../../src-main/shell/compose.ts'
import type { MarketWorkerData } from '../../src-main/workers/market.worker.ts'
import { breakWorker } from '../support/breakable-worker.ts'
import { ccxtFolder } from '../support/ccxt-class.ts'
import {
  type ExchangeId,
  type ExchangeSimulator,
  startExchangeSimulator,
} from '../support/exchange-simulator/start-exchange-simulator.ts'
import { demoFolder } from '../support/in-process-market.ts'
import { withoutKeys } from '../support/no-live-accounts.ts'
import { openTestStore, type TestStore } from '../support/store/open-test-store.ts'
import { countingIds, demoBot, memoryLog } from '../support/test-engine.ts'

const minute = 60_000
const root = join(import.meta.dirname, '../..')
const workerFile = join(root, 'test/support/breakable-market-worker.ts')

let opened: TestStore
let engine: Engine | null
let simulators: ExchangeSimulator[]
beforeEach(() => {
  opened = openTestStore()
  engine = null
  simulators = []
})
afterEach(async () => {
  await engine?.stop()
  for (const simulator of simulators) await simulator.close()
  opened.close()
})

/** The engine with real market workers, and a hand on each of them. */
const startEngine = async (limits: Parameters<typeof workerLink>[2] = {}) => {
  const log = memoryLog()
  const workers = new Map<string, WorkerLink>()
  const started = composeTrading({
    ...withoutKeys,
    store: opened.store,
    log,
    clock: systemClock,
    ids: countingIds(),
    seed: 1,
    startMarket: (startAt) => {
      const data: MarketWorkerData = {
        demo: { folder: demoFolder, startAt, speed: 600, seed: 1 },
        exchangeFolder: ccxtFolder,
        candlesFile: join(opened.folder, 'market.db'),
      }
      const link: WorkerLink = workerLink(workerFile, data, limits)
      const send: WorkerLink['send'] = (command) => {
        if (command.kind === 'open-venue') workers.set(command.config.id, link)
        link.send(command)
      }
      return { ...link, send }
    },
  })
  await started.start()
  engine = started
  return { engine: started, log, workers }
}

let questions = 1_000_000
/** What the worker's series hold; none while it does not answer. */
const coverageOf = (worker: WorkerLink | undefined, venueId: string): Promise<readonly SeriesCoverage[]> => {
  questions += 1
  const question = questions
  const answer = new Promise<readonly SeriesCoverage[]>((resolve) => {
    worker?.onReport((report) => {
      if (report.kind !== 'answer' || report.question !== question) return
      resolve(report.value.kind === 'answered' ? (report.value.value as readonly SeriesCoverage[]) : [])
    })
  })
  worker?.send({ kind: 'coverage', question, venueId })
  return Promise.race([answer, delay(100, [])])
}

const startBot = async (on: Engine, settings: ReturnType<typeof demoBot>): Promise<string> => {
  const result = await on.command((e) => e.startBots([settings]))
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value[0] ?? ''
}

const decisionsOf = (botId: string): readonly Decision[] =>
  opened.store.decisions.page(botId, { limit: 500, before: null })

test('a market worker that dies is back within 5 seconds and its bots decide again', async () => {
  const { engine: running, log, workers } = await startEngine()
  const botId = await startBot(running, demoBot('A', 'BTC/USDT'))
  const decisions = () => opened.store.decisions.count(botId)
  await expect.poll(decisions, { timeout: 10_000 }).toBeGreaterThan(2)

  breakWorker(workers.get(demoVenue.id), 'die')
  const diedAt = performance.now()
  const before = decisions()
  const timeBefore = running.books.venues.get('demo')?.marketTime ?? 0
  await expect.poll(decisions, { timeout: 5_000 }).toBeGreaterThan(before + 2)
  expect(performance.now() - diedAt).toBeLessThan(5_000)
  expect(log.lines.filter(({ event }) => event === 'market-worker.failed')).toHaveLength(1)
  const [newest] = decisionsOf(botId)
  expect(newest?.marketTime).toBeGreaterThan(timeBefore)
  // No candle was decided on twice.
  const times = decisionsOf(botId).map((each) => each.marketTime)
  expect(new Set(times).size).toBe(times.length)
})

const pairs = ['BTC/USDT', 'ETH/USDT'] as const
const worked: readonly (readonly [string, Timeframe])[] = pairs.flatMap((symbol) =>
  (['1m', '5m', '1h'] as const).map((timeframe) => [symbol, timeframe] as const),
)
/** Once it is known to be gone, a worker is back and its series are whole by then. */
const backMs = 5_000
/** Candles that a series begins with. */
const history = 1_000

/** An exchange whose market is 40 seconds into the minute. */
const startExchange = async (id: ExchangeId, startOfMinute: number): Promise<ExchangeSimulator> => {
  const startAt = startOfMinute + 40_000
  const options = { symbols: [...pairs], seed: 3, startAt, clock: 'market', tradesPerMinute: 240 } as const
  const simulator = await startExchangeSimulator({ ...options, exchange: id })
  simulators.push(simulator)
  return simulator
}

const thisMinute = (): number => Date.now() - (Date.now() % minute)

/** Connects an exchange and starts a bot on each pair and timeframe. */
const connect = async (running: Engine, id: ExchangeId, simulator: ExchangeSimulator) => {
  const { restUrl, wsUrl } = simulator
  const config = { id, name: id, kind: 'exchange', exchangeId: id, network: 'live', restUrl, wsUrl } as const
  expect(await running.venues.connect(config)).toMatchObject({ ok: true })
  const bots = new Map<string, string>()
  for (const [symbol, timeframe] of worked) {
    const name = `${id} ${symbol} ${timeframe}`
    const settings = { ...demoBot(name, symbol, { allocation: '100' }), venueId: id, timeframe }
    bots.set(`${symbol} ${timeframe}`, await startBot(running, settings))
  }
  return { market: simulator.control.market, bots }
}

describe('of two exchanges', () => {
  test.each([
    ['dies', 'die', 200],
    ['hangs', 'hang', 2_400],
  ] as const)(
    'one whose worker %s is back with whole series within 5 seconds; the other goes on meanwhile',
    async (_, how, leadMs) => {
      const { engine: running, log, workers } = await startEngine({ pingMs: 400 })
      const now = thisMinute()
      const exchanges = [startExchange('binance', now), startExchange('okx', now)] as const
      const [binance, okx] = await Promise.all(exchanges)
      const broken = await connect(running, 'binance', binance)
      const other = await connect(running, 'okx', okx)
      /** Every series holds the exchange's candles up to the last that has closed there. */
      const isWhole = async (id: string, { market }: typeof broken): Promise<boolean> => {
        const coverage = await coverageOf(workers.get(id), id)
        return worked.every(([symbol, timeframe]) => {
          const span = timeframeMs[timeframe]
          const last = market.time - (market.time % span) - span
          const series = coverage.find((each) => each.symbol === symbol && each.timeframe === timeframe)
          const { ready, from, until, stream, backfilled, synthetic } = series ?? {}
          const count = (stream ?? 0) + (backfilled ?? 0)
          return (
            ready === true &&
            until === last &&
            synthetic === 0 &&
            count >= history &&
            from === last - (count - 1) * span
          )
        })
      }
      const stateOf = (id: string) => running.books.venues.get(id)?.state
      const areWhole = async () => (await isWhole('binance', broken)) && (await isWhole('okx', other))
      await expect.poll(async () => (await areWhole()) && stateOf('okx'), { timeout: 30_000 }).toBe('live')
      const [brokenWorker, otherWorker] = [workers.get('binance'), workers.get('okx')]
      const states = new Set<string | undefined>()
      const end = running.changes.subscribe(() => states.add(stateOf('okx')))

      // A minute ends while it is away, and before another can have asked for history.
      const boundary = broken.market.time - (broken.market.time % minute) + minute
      await delay(boundary - leadMs - broken.market.time)
      breakWorker(brokenWorker, how)
      await expect.poll(() => stateOf('binance'), { timeout: 10_000, interval: 10 }).toBe('down')
      const downAt = performance.now()
      const isBack = () => workers.get('binance') !== brokenWorker && broken.market.time > boundary
      await expect
        .poll(async () => isBack() && (await isWhole('binance', broken)), { timeout: 15_000, interval: 20 })
        .toBe(true)
      expect(performance.now() - downAt).toBeLessThan(backMs)

      expect(log.lines.filter(({ event }) => event === 'market-worker.failed')).toMatchObject([
        { fields: { venues: 'binance', failures: 1 } },
      ])
      const decided = () =>
        pairs.map((symbol) => decisionsOf(other.bots.get(`${symbol} 1m`) ?? '').at(0)?.marketTime)
      await expect.poll(decided).toEqual([boundary, boundary])
      end()
      expect(states).toEqual(new Set(['live']))
      expect(workers.get('okx')).toBe(otherWorker)
    },
  )
})

test('rejections that nobody catches open the streams anew; too many of them replace the worker', async () => {
  const { engine: running, log, workers } = await startEngine()
  const simulator = await startExchange('binance', thisMinute())
  await connect(running, 'binance', simulator)
  const { counts } = simulator.control
  const stateOf = () => running.books.venues.get('binance')?.state
  await expect.poll(stateOf, { timeout: 15_000 }).toBe('live')

  const worker = workers.get('binance')
  const before = counts.connectionsOf('')
  breakWorker(worker, 'reject')
  await expect.poll(() => counts.connectionsOf(''), { timeout: 10_000 }).toBeGreaterThan(before)
  await expect.poll(stateOf, { timeout: 10_000 }).toBe('live')
  expect(workers.get('binance')).toBe(worker)

  for (let index = 0; index < 5; index += 1) {
    await delay(1_050)
    breakWorker(worker, 'reject')
  }
  await expect.poll(() => workers.get('binance') !== worker && stateOf(), { timeout: 10_000 }).toBe('live')
  expect(log.lines.filter(({ event }) => event === 'market-worker.failed')).toMatchObject([
    { fields: { message: 'the exchange library failed 6 times within a minute: left behind' } },
  ])
})
