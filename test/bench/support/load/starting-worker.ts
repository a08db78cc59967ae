import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { WorkerReport } from '../../../../src-main/adapters/market-pool/protocol.ts'
import type { MarketWorkerData } from '../../../../src-main/workers/market.worker.ts'
import { demoFolder } from '../../../support/in-process-market.ts'
import { builtExchanges, builtModule } from '../built-module.ts'
import { memoryOf } from '../resident-memory.ts'
import { answerQuestions } from './forked.ts'

/** Starts one worker in this process, which is asked only once: the next one would find everything loaded. */
export interface StartQuestion {
  readonly of: 'market' | 'empty'
  /** Where market.db would be. */
  readonly folder: string
}

export interface Started {
  /** Until the exchange's class is loaded and made, or the empty worker's first word. */
  readonly loadedMs: number
  /** Until the exchange's first request arrives, for which the library loads its HTTP client; the same when empty. */
  readonly askedMs: number
  /** Growth of this process's resident memory until it was loaded, and until it came to rest after its request. */
  readonly loadedMb: number
  readonly restMb: number
}

const restMs = 700

const startEmpty = async () => {
  const startedAt = performance.now()
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage(null)", { eval: true })
  await once(worker, 'message')
  const loadedMs = performance.now() - startedAt
  return { loadedMs, askedMs: loadedMs, loaded: memoryOf(process.pid).resident }
}

const startMarket = async (folder: string) => {
  // It takes the request and never answers.
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const workerData: MarketWorkerData = {
    demo: { folder: demoFolder, startAt: 0, speed: 1, seed: 1 },
    exchangeFolder: builtExchanges,
    candlesFile: join(folder, 'market.db'),
  }
  const startedAt = performance.now()
  const worker = new Worker(builtModule('market.worker'), { workerData })
  const config = {
    ...{ id: 'binance', name: 'Binance', kind: 'exchange', exchangeId: 'binance', network: 'live' },
    ...{ restUrl: `http://127.0.0.1:${port}`, wsUrl: `ws://127.0.0.1:${port}` },
  }
  worker.postMessage({ kind: 'open-venue', question: 1, config })
  // It has made the exchange and now wants to keep its candles.
  const loaded = new Promise<void>((resolve) =>
    worker.on('message', ({ kind }: WorkerReport) => kind === 'candle-port-wanted' && resolve()),
  )
  const asked = once(server, 'connection').then(() => performance.now() - startedAt)
  await loaded
  const loadedMs = performance.now() - startedAt
  const { resident } = memoryOf(process.pid)
  return { loadedMs, askedMs: await asked, loaded: resident }
}

answerQuestions(async ({ of, folder }: StartQuestion): Promise<Started> => {
  const before = memoryOf(process.pid).resident
  const { loaded, ...took } = await (of === 'empty' ? startEmpty() : startMarket(folder))
  await setTimeout(restMs)
  return { ...took, loadedMb: loaded - before, restMb: memoryOf(process.pid).resident - before }
})
