import { parentPort, workerData } from 'node:worker_threads'
import type { AccountReport } from '../adapters/account-pool/protocol.ts'
import { systemClock } from '../adapters/clock/system-clock.ts'
import type { Ping, Pong } from '../adapters/threads/thread-messages.ts'
import { AccountShard } from './account/account-shard.ts'
import { ExchangeDoor } from './account/exchange-door.ts'
import { StrayRejections } from './stray-rejections.ts'
import { threadLog } from './thread-log.ts'

/** What the starter of this worker says. Never credentials: those come in messages. */
export interface AccountWorkerData {
  /** Where each exchange's ccxt class is, in a module named after it that is loaded only when the exchange is opened. */
  readonly exchangeFolder: string
  /** Chance of back-off delays. */
  readonly seed: number
}

const port = parentPort
if (port === null) throw new Error('this file runs as a worker')
const { exchangeFolder, seed } = workerData as AccountWorkerData

// A native part of the WebSocket library ends the whole process when its thread is ended while it loads.
process.env.WS_NO_BUFFER_UTIL = '1'

const log = threadLog((line) => port.postMessage(line))
const door = new ExchangeDoor({ folder: exchangeFolder, clock: systemClock, log, seed })
const shard = new AccountShard({
  check: (venue, credentials) => door.check(venue, credentials),
  open: (venue, credentials) => door.open(venue, credentials),
  report: (report: AccountReport) => port.postMessage(report),
  log,
})
port.on('message', (message: { readonly kind: string } | Ping) => {
  if (message.kind === 'ping') return port.postMessage({ kind: 'pong' } satisfies Pong)
  shard.handle(message)
  if (message.kind === 'close') port.close()
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
