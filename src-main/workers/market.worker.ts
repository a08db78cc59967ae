import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { openExchangeFeed } from '../adapters/exchanges/ccxt/open-exchange-feed.ts'
import { type DemoOptions, openDemoFeed } from '../adapters/exchanges/replay/demo-market.ts'
import type { CandlePort, WorkerCommand, WorkerReport } from '../adapters/market-pool/protocol.ts'
import { openCandleReader } from '../adapters/store/candle-reader.ts'
import type { Ping, Pong } from '../adapters/threads/thread-messages.ts'
import type { CandleReply } from './candles/candle-port.ts'
import { MarketShard } from './market/market-shard.ts'
import type { OpenVenue } from './market/open-venue.ts'
import { SharedCandles } from './market/shared-candles.ts'
import { StoredCandles } from './market/stored-candles.ts'
import { StrayRejections } from './stray-rejections.ts'
import { threadLog } from './thread-log.ts'

/** What the starter of this worker says. */
export interface MarketWorkerData {
  readonly demo: Omit<DemoOptions, 'clock'>
  /** Where each exchange's ccxt class is, in a module named after it that is loaded only when the exchange is opened. */
  readonly exchangeFolder: string
  /** market.db, where candles of the past are kept; null to keep none. */
  readonly candlesFile: string | null
}

const port = parentPort
if (port === null) throw new Error('this file runs as a worker')
const data = workerData as MarketWorkerData

// A native part of the WebSocket library speeds up long messages, which we never send, and ends the whole process
// when its thread is ended while it loads.
process.env.WS_NO_BUFFER_UTIL = '1'

const log = threadLog((line) => port.postMessage(line))

let shared: SharedCandles | null = null
const wantWriter = () => port.postMessage({ kind: 'candle-port-wanted' } satisfies WorkerReport)
/** Candles are kept for exchanges alone: a worker with the replay needs no database. */
const candlesIn = (file: string): SharedCandles => {
  if (shared === null) {
    shared = new SharedCandles({ reader: openCandleReader(file), log })
    wantWriter()
  }
  return shared
}
const connectWriter = (candles: SharedCandles, writer: MessagePort): void => {
  writer.on('message', (reply: CandleReply) => candles.onReply(reply))
  writer.on('close', () => {
    candles.disconnect()
    wantWriter()
  })
  // It keeps this thread from ending no more than the file would.
  writer.unref()
  candles.connect((note) => writer.postMessage(note))
}

const openVenue: OpenVenue = async (config) => {
  const { id, name, kind, exchangeId } = config
  const info = { id, name, kind, exchangeId }
  if (kind === 'replay') {
    return {
      info: { ...info, speed: data.demo.speed },
      feed: openDemoFeed({ ...data.demo, clock: systemClock }),
    }
  }
  if (exchangeId === null) throw new Error(`"${id}" is no exchange`)
  const feed = await openExchangeFeed({
    config,
    exchangeId,
    folder: data.exchangeFolder,
    clock: systemClock,
    log,
    seed: data.demo.seed,
  })
  if (data.candlesFile === null) return { info: { ...info, speed: 1 }, feed }
  const store = candlesIn(data.candlesFile)
  // Another address may be another exchange altogether: its candles are kept apart.
  const source = `${id} ${config.restUrl ?? 'usual'}`
  const stored = new StoredCandles({ feed, store, source, log })
  return { info: { ...info, speed: 1 }, feed: stored }
}

const shard = new MarketShard(openVenue, systemClock, (report) => port.postMessage(report))
port.on('message', (command: WorkerCommand | CandlePort | Ping) => {
  if (command.kind === 'ping') return port.postMessage({ kind: 'pong' } satisfies Pong)
  if (command.kind === 'candle-port') return shared === null ? undefined : connectWriter(shared, command.port)
  shard.handle(command)
  if (command.kind !== 'close') return
  shared?.close()
  port.close()
})

const stray = new StrayRejections({
  clock: systemClock,
  log,
  suspect: (cause) => shard.suspect(cause),
  giveUp: (error) => {
    setImmediate(() => {
      throw error
    })
  },
})
process.on('unhandledRejection', (reason) => stray.take(reason))
