import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { SharedMarks } from '../../../src-main/adapters/market-pool/shared-marks.ts'
import { withReadingsOfEach } from '../../../src-main/adapters/market-pool/shared-readings.ts'
import { defaultsOf } from '../../../src-main/domain/parameters.ts'
import { meanReversion } from '../../../src-main/domain/strategies/mean-reversion.ts'
import type { Entry } from '../support/entry.ts'
import { within } from '../support/limit.ts'
import type { ClosingReport, ClosingWorkerData } from '../support/load/closing-worker.ts'
import type { Measurement } from '../support/report.ts'

const pairs = 1_000
/** Enough for the higher timeframe too. */
const historyMinutes = 1_500
const rounds = 200
const warmUpRounds = 20
const restMs = 50
const limitMs = 60_000

const symbols = Array.from({ length: pairs }, (_, index) => `COIN${index + 1}/USDT`)

/** The market worker's parts in their thread with a bot on each pair, and what arrives of them on this thread. */
const startWorker = async () => {
  const workerData: ClosingWorkerData = { symbols, historyMinutes }
  const worker = new Worker(join(import.meta.dirname, '../support/load/closing-worker.ts'), { workerData })
  let marks = new SharedMarks()
  let [closingAt, lastAt, readings] = [0, 0, 0]
  let onChange = () => {}
  const cold = new Set(symbols)
  worker.on('message', (report: ClosingReport) => {
    if (report.kind === 'marks') marks = new SharedMarks(report.memory)
    if (report.kind === 'closing') closingAt = report.at
    if (report.kind === 'messages') {
      for (const message of withReadingsOfEach(report.messages)) {
        if (message.kind === 'reading' && message.final) readings += 1
        if (message.kind === 'warm-up' && message.have >= message.need) cold.delete(message.symbol)
      }
      lastAt = performance.timeOrigin + performance.now()
      marks.take()
    }
    onChange()
  })
  const until = (what: string, isSo: () => boolean): Promise<void> =>
    within(
      limitMs,
      what,
      new Promise((resolve) => {
        onChange = () => isSo() && resolve()
        onChange()
      }),
    )
  for (const symbol of symbols) {
    const about = { botId: `bot on ${symbol}`, venueId: 'demo', symbol, timeframe: '1m', version: 1 } as const
    const parameters = defaultsOf(meanReversion.parameters)
    const task = { ...about, strategyId: meanReversion.id, parameters, readEveryMs: 5_000 }
    worker.postMessage({ kind: 'assign', task })
  }
  await until('warming up', () => cold.size === 0)
  return {
    /** Milliseconds from the first close to the last of the readings. */
    async closeAll(): Promise<number> {
      ;[closingAt, readings] = [0, 0]
      let allAt = 0
      worker.postMessage({ kind: 'close-all' })
      await until('all readings', () => {
        if (readings === pairs && allAt === 0) allAt = lastAt
        return allAt > 0 && closingAt > 0
      })
      return allAt - closingAt
    },
    async close(): Promise<void> {
      const ended = once(worker, 'exit')
      worker.postMessage({ kind: 'close' })
      await ended
    },
  }
}

/** All pairs close a candle at once: from the first close in the worker to the last decision on the main thread. */
export const analysisClose: Entry = {
  names: ['analysis.close-1000'],
  async run(say): Promise<readonly Measurement[]> {
    say(`analysis.close-1000: ${pairs} pairs, a warm bot that reverts to the mean on each, one worker thread`)
    say(
      'analysis.close-1000: from the first close in the worker, its socket left out, to the last reading at main',
    )
    const worker = await startWorker()
    const samples: number[] = []
    try {
      for (let round = 0; round < warmUpRounds + rounds; round += 1) {
        const ms = await worker.closeAll()
        if (round >= warmUpRounds) samples.push(ms)
        await setTimeout(restMs)
      }
    } finally {
      await worker.close()
    }
    return [
      {
        ...{ name: 'analysis.close-1000', unit: 'ms', samples },
        goal: { words: 'p99 ≤ 50 ms', met: ({ p99 }) => p99 <= 50 },
      },
    ]
  },
}
