import { openDemoFeed } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import type { WorkerLink, WorkerReport } from '../../src-main/adapters/market-pool/protocol.ts'
import type { OrderBook } from '../../src-main/domain/market/order-book.ts'
import type { Clock } from '../../src-main/engine/ports/clock.ts'
import type { Asked } from '../../src-main/engine/ports/exchange.ts'
import { MarketShard } from '../../src-main/workers/market/market-shard.ts'
import { demoFolder } from './in-process-market.ts'

/** By venue; a test may change them while they are asked for. */
export type VenueBooks = Record<string, Asked<OrderBook> | 'never'>

/** One level that holds so much on each side. */
export const oneLevel = (ask: number, amount = 1_000): Asked<OrderBook> => ({
  kind: 'answered',
  value: { bids: [[ask - 1, amount]], asks: [[ask, amount]] },
})

/** Venues with the same recorded prices, and the order books that a test gives them. */
export const twoVenueMarket = (startAt: number, clock: Clock, books: VenueBooks): WorkerLink => {
  const listeners: ((report: WorkerReport) => void)[] = []
  const shard = new MarketShard(
    async (config) => {
      const feed = openDemoFeed({ folder: demoFolder, startAt, speed: 60, seed: 1, clock })
      feed.book = () => {
        const book = books[config.id] ?? { kind: 'failed', cause: 'none' }
        return book === 'never' ? new Promise(() => {}) : Promise.resolve(book)
      }
      return { info: { ...config, speed: 60 }, feed }
    },
    clock,
    (report) => {
      for (const listener of listeners) listener(report)
    },
  )
  return {
    send: (command) => shard.handle(command),
    onReport: (listener) => listeners.push(listener),
    onFailure: () => {},
    close: async () => shard.close(),
  }
}
