import { join } from 'node:path'
import { demoVenue, openDemoFeed } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerLink, WorkerReport } from '../../src-main/adapters/market-pool/protocol.ts'
import type { Clock } from '../../src-main/engine/ports/clock.ts'
import { MarketShard } from '../../src-main/workers/market/market-shard.ts'

export const demoFolder = join(import.meta.dirname, '../../resources/demo-market')

/** No exchange answers there. */
export const nowhereUrl = 'https://nowhere.invalid'

/** The market worker's parts in the test's own thread, so that a fake clock moves them too. */
export const inProcessMarket = (startAt: number, clock: Clock, speed = 60, seed = 1): WorkerLink => {
  const listeners: ((report: WorkerReport) => void)[] = []
  // Like a thread's words they wait for the first who listens.
  const early: WorkerReport[] = []
  const feed = openDemoFeed({ folder: demoFolder, startAt, speed, seed, clock })
  const { id, name, kind, exchangeId } = demoVenue
  const info = { id, name, kind, exchangeId, speed }
  const shard = new MarketShard(
    async ({ restUrl }) => {
      if (restUrl === nowhereUrl) throw new Error('it does not answer')
      return { info, feed }
    },
    clock,
    (report) => {
      if (listeners.length === 0) early.push(report)
      for (const listener of listeners) listener(report)
    },
  )
  return {
    send: (command) => shard.handle(command),
    onReport: (listener) => {
      listeners.push(listener)
      queueMicrotask(() => {
        for (const report of early.splice(0)) listener(report)
      })
    },
    onFailure: () => {},
    close: async () => shard.close(),
  }
}
