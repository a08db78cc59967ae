import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { isDialectId } from '../adapters/exchanges/ccxt/dialects.ts'
import { openExchangeFeed } from '../adapters/exchanges/ccxt/open-exchange-feed.ts'
import { type DemoOptions, openDemoFeed } from '../adapters/exchanges/replay/demo-market.ts'
import type { Ping, Pong, WorkerCommand } from '../adapters/market-pool/protocol.ts'
import { openCandleStore } from '../adapters/store/candle-store.ts'
import type { Log } from '../engine/ports/log.ts'
import { MarketShard } from './market/market-shard.ts'
import type { OpenVenue } from './market/open-venue.ts'
import { StoredCandles } from './market/stored-candles.ts'
import { StrayRejections } from './market/stray-rejections.ts'

/** What the starter of this worker says. */
export interface MarketWorkerData {
  readonly demo: Omit<DemoOptions, 'clock'>
  /** Module of each exchange's ccxt class, loaded only when that exchange is opened. */
  readonly exchangeModules: Readonly<Record<string, string>>
  /** market.db, where candles of the past are kept; null to keep none. */
  readonly candlesFile: string | null
}

const port = parentPort
if (port === null) throw new Error('this file runs as a worker')
const data = workerData as MarketWorkerData

// A native part of the WebSocket library speeds up long messages, which we never send, and ends the whole process
// when its thread is ended while it loads.
process.env.WS_NO_BUFFER_UTIL = '1'

const logged =
  (level: 'error' | 'warn' | 'info'): Log['info'] =>
  (event, fields) => {
    port.postMessage({ kind: 'log', level, event, fields: fields ?? {} })
  }
const log: Log = { error: logged('error'), warn: logged('warn'), info: logged('info') }

const openVenue: OpenVenue = async (config) => {
  const { id, name, kind, exchangeId } = config
  const info = { id, name, kind, exchangeId }
  if (kind === 'replay') {
    return {
      info: { ...info, speed: data.demo.speed },
      feed: openDemoFeed({ ...data.demo, clock: systemClock }),
    }
  }
  const module = data.exchangeModules[exchangeId ?? '']
  if (exchangeId === null || module === undefined || !isDialectId(exchangeId)) {
    throw new Error(`there is no exchange "${exchangeId}"`)
  }
  const feed = await openExchangeFeed({
    config,
    exchangeId,
    module,
    clock: systemClock,
    log,
    seed: data.demo.seed,
  })
  if (data.candlesFile === null) return { info: { ...info, speed: 1 }, feed }
  const store = openCandleStore(data.candlesFile, undefined, (detail) =>
    log.warn('market-db.recreated', { detail }),
  )
  // Another address may be another exchange altogether: its candles are kept apart.
  const source = `${id} ${config.restUrl ?? 'usual'}`
  const stored = new StoredCandles({ feed, store, source, log })
  return { info: { ...info, speed: 1 }, feed: stored }
}

const shard = new MarketShard(openVenue, systemClock, (report) => port.postMessage(report))
port.on('message', (command: WorkerCommand | Ping) => {
  if (command.kind === 'ping') return port.postMessage({ kind: 'pong' } satisfies Pong)
  shard.handle(command)
  if (command.kind === 'close') port.close()
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
