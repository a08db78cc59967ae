import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { type DemoOptions, demoVenue, openDemoFeed } from '../adapters/exchanges/replay/demo-market.ts'
import type { WorkerCommand } from '../adapters/market-pool/protocol.ts'
import { MarketShard } from './market/market-shard.ts'

/** What the starter of this worker says: where the recordings are and where the replay goes on. */
export type MarketWorkerData = Omit<DemoOptions, 'clock'>

const port = parentPort
if (port === null) throw new Error('this file runs as a worker')
const data = workerData as MarketWorkerData
const feed = openDemoFeed({ ...data, clock: systemClock })
const shard = new MarketShard([{ info: { ...demoVenue, speed: data.speed }, feed }], systemClock, (report) =>
  port.postMessage(report),
)
port.on('message', (command: WorkerCommand) => {
  shard.handle(command)
  if (command.kind === 'close') port.close()
})
