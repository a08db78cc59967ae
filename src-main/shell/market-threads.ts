import { join } from 'node:path'
import { demoSpeed } from '../adapters/exchanges/replay/demo-market.ts'
import type { WorkerLink } from '../adapters/market-pool/protocol.ts'
import { workerLink } from '../adapters/market-pool/worker-link.ts'
import type { MarketWorkerData } from '../workers/market.worker.ts'

interface MarketThreadsParts {
  readonly marketWorker: string
  readonly exchangeModules: Readonly<Record<string, string>>
  readonly resources: string
  /** The data folder. */
  readonly folder: string
  readonly seed: number
}

/** Starts the threads of the market side, and ends them whatever has become of who used them. */
export class MarketThreads {
  readonly #parts: MarketThreadsParts
  readonly #running = new Set<WorkerLink>()

  constructor(parts: MarketThreadsParts) {
    this.#parts = parts
  }

  /** @param startAt market time at which a replay begins */
  start(startAt: number): WorkerLink {
    const { marketWorker, exchangeModules, resources, folder, seed } = this.#parts
    const data: MarketWorkerData = {
      demo: { folder: join(resources, 'demo-market'), startAt, speed: demoSpeed, seed },
      exchangeModules,
      candlesFile: join(folder, 'market.db'),
    }
    const link = workerLink(marketWorker, data)
    this.#running.add(link)
    void link.ended.then(() => this.#running.delete(link))
    return link
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((link) => link.close()))
  }
}
