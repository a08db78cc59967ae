import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import { demoMarkets } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerLink } from '../../../src-main/adapters/market-pool/protocol.ts'
import { withReadingsOfEach } from '../../../src-main/adapters/market-pool/shared-readings.ts'
import { workerLink } from '../../../src-main/adapters/threads/worker-link.ts'
import type { Changes } from '../../../src-main/engine/changes.ts'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { composeTrading, processIds } from '../../../src-main/shell/compose.ts'
import type { MarketWorkerData } from '../../../src-main/workers/market.worker.ts'
import { demoFolder } from '../../support/in-process-market.ts'
import { liftLimits, looseBot } from '../../support/lift-limits.ts'
import { withoutKeys } from '../../support/no-live-accounts.ts'
import { demoBot } from '../../support/test-engine.ts'
import { inBenchFolder, projectRoot } from '../support/bench-folder.ts'
import { startEchoWorker } from '../support/echo-worker.ts'
import type { Entry } from '../support/entry.ts'
import { openStore } from '../support/open-store.ts'
import type { Measurement } from '../support/report.ts'
import { silentLog } from '../support/silent-log.ts'

const marketWorker = join(projectRoot, 'src-main/workers/market.worker.ts')
const warmUpMs = 3_000
/** After a decision, so that the bare message meets an idle thread as the market's message did. */
const pauseMs = 10

const keyOf = (of: { botId: string; symbol: string; marketTime: number }): string =>
  `${of.botId} ${of.symbol} ${of.marketTime}`

/** Notes when the worker received the candle of each reading, by the clock that all threads share. */
const notingReceipt = (link: WorkerLink, receivedAt: Map<string, number>): WorkerLink => {
  link.onReport((report) => {
    if (report.kind !== 'messages') return
    for (const message of withReadingsOfEach(report.messages)) {
      if (message.kind === 'reading') receivedAt.set(keyOf(message), message.receivedAt)
    }
  })
  return link
}

/** From receipt to the decision on disk; with an order that is before the exchange hears of it. */
const watchDecisions = (
  changes: Changes,
  receivedAt: Map<string, number>,
  onSample: (ms: number) => void,
) => {
  const intentAt = new Map<string, number>()
  return changes.subscribe((change) => {
    const now = systemClock.monotonic()
    if (change.kind === 'order' && !intentAt.has(change.id)) intentAt.set(change.id, now)
    if (change.kind !== 'decision') return
    const from = receivedAt.get(keyOf(change.decision))
    receivedAt.delete(keyOf(change.decision))
    const { orderId } = change.decision
    const recordedAt = orderId === null ? now : (intentAt.get(orderId) ?? now)
    if (from !== undefined) onSample(recordedAt - from)
  })
}

const startBots = async (engine: Engine, count: number): Promise<void> => {
  const bots = Array.from({ length: count }, (_, index) =>
    demoBot(`Load ${index + 1}`, demoMarkets[index % demoMarkets.length]?.symbol ?? '', {
      ...looseBot,
      coolDownSeconds: '60',
      allocation: '100',
    }),
  )
  await liftLimits(engine)
  const started = await engine.command((running) => running.startBots(bots))
  if (!started.ok) throw new Error(`the bots could not start: ${JSON.stringify(started.error)}`)
}

interface Load {
  readonly bots: number
  /** Market time over wall time. */
  readonly speed: number
  readonly ms: number
}

const measure = (load: Load) =>
  inBenchFolder(async (folder) => {
    const data = openStore(folder)
    const log = silentLog()
    const receivedAt = new Map<string, number>()
    const echo = startEchoWorker()
    const engine = composeTrading({
      ...withoutKeys,
      ...{ store: data.store, log, clock: systemClock, ids: processIds(systemClock), seed: 1 },
      startMarket: (startAt) => {
        const demo = { folder: demoFolder, startAt, speed: load.speed, seed: 1 }
        const workerData: MarketWorkerData = { demo, exchangeFolder: '', candlesFile: null }
        return notingReceipt(workerLink(marketWorker, workerData), receivedAt)
      },
    })
    const samples: number[] = []
    try {
      await engine.start()
      await startBots(engine, load.bots)
      await setTimeout(warmUpMs)
      const bareBefore = echo.samples.length
      watchDecisions(engine.changes, receivedAt, (ms) => {
        samples.push(ms)
        void setTimeout(pauseMs).then(echo.ask)
      })
      await setTimeout(load.ms)
      if (log.errors.length > 0) throw new Error(`the engine logged ${log.errors[0]}`)
      return { samples: [...samples], bare: echo.samples.slice(bareBefore + 1) }
    } finally {
      await engine.stop()
      await echo.close()
      data.close()
    }
  })

const baselineName = 'one bare message between threads'

/** From the market's word in the worker thread to the decision recorded on the main thread. */
export const tickToDecision: Entry = {
  names: ['engine.tick-to-decision', 'engine.tick-to-decision.100-bots'],
  async run(say): Promise<readonly Measurement[]> {
    say('engine.tick-to-decision: 3 pairs, 120 trades and 30 candles a second, one bot on each pair')
    const few = await measure({ bots: 3, speed: 600, ms: 36_000 })
    say('engine.tick-to-decision.100-bots: 12 trades and 3 candles a second; 33 bots decide on each candle')
    const many = await measure({ bots: 100, speed: 60, ms: 15_000 })
    return [
      {
        ...{ name: 'engine.tick-to-decision', unit: 'ms', samples: few.samples },
        baselines: [{ name: baselineName, samples: few.bare }],
        goal: {
          words: 'p50 ≤ 0.3 ms and p99 ≤ 3 ms',
          met: ({ median, p99 }) => median <= 0.3 && p99 <= 3,
        },
      },
      {
        ...{ name: 'engine.tick-to-decision.100-bots', unit: 'ms', samples: many.samples },
        baselines: [{ name: baselineName, samples: many.bare }],
      },
    ]
  },
}
