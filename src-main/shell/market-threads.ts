import { join } from 'node:path'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { demoSpeed } from '../adapters/exchanges/replay/demo-market.ts'
import { CandleWriting } from '../adapters/market-pool/candle-writing.ts'
import type { CandlePort, WorkerCommand, WorkerLink, WorkerReport } from '../adapters/market-pool/protocol.ts'
import { workerLink } from '../adapters/threads/worker-link.ts'
import type { Log } from '../engine/ports/log.ts'
import type { CandleWriterData } from '../workers/candle-writer.worker.ts'
import type { MarketWorkerData } from '../workers/market.worker.ts'

interface MarketThreadsParts {
  readonly log: Log
  readonly marketWorker: string
  readonly candleWriter: string
  readonly exchangeFolder: string
  readonly resources: string
  /** The data folder. */
  readonly folder: string
  readonly seed: number
}

/**
 * The threads of the market side: a market worker per exchange and the one writer of their candles. Ends them all,
 * whatever has become of who used them.
 */
export class MarketThreads {
  readonly #parts: MarketThreadsParts
  readonly #running = new Set<WorkerLink>()
  readonly #candles: CandleWriting
  readonly #candlesFile: string

  constructor(parts: MarketThreadsParts) {
    this.#parts = parts
    this.#candlesFile = join(parts.folder, 'market.db')
    const data: CandleWriterData = { file: this.#candlesFile }
    this.#candles = new CandleWriting({
      start: () => workerLink(parts.candleWriter, data),
      clock: systemClock,
      log: parts.log,
    })
  }

  /** @param startAt market time at which a replay begins */
  start(startAt: number): WorkerLink {
    const { marketWorker, exchangeFolder, resources, seed } = this.#parts
    const data: MarketWorkerData = {
      demo: { folder: join(resources, 'demo-market'), startAt, speed: demoSpeed, seed },
      exchangeFolder,
      candlesFile: this.#candlesFile,
    }
    const link = workerLink<WorkerCommand | CandlePort, WorkerReport>(marketWorker, data)
    this.#candles.serve(link)
    this.#running.add(link)
    void link.ended.then(() => this.#running.delete(link))
    return link
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((link) => link.close()))
    // Last of all, so that what they have sent is written.
    await this.#candles.close()
  }
}
