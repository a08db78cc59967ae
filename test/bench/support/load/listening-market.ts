import { systemClock } from '../../../../src-main/adapters/clock/system-clock.ts'
import { CandleWriting } from '../../../../src-main/adapters/market-pool/candle-writing.ts'
import type {
  CandlePort,
  WorkerCommand,
  WorkerLink,
  WorkerReport,
} from '../../../../src-main/adapters/market-pool/protocol.ts'
import { SharedMarks } from '../../../../src-main/adapters/market-pool/shared-marks.ts'
import { withReadingsOfEach } from '../../../../src-main/adapters/market-pool/shared-readings.ts'
import type { ThreadLogLine } from '../../../../src-main/adapters/threads/thread-messages.ts'
import { workerLink } from '../../../../src-main/adapters/threads/worker-link.ts'
import { defaultsOf } from '../../../../src-main/domain/parameters.ts'
import { emaCross } from '../../../../src-main/domain/strategies/ema-cross.ts'
import type { StrategyDefinition } from '../../../../src-main/domain/strategies/strategy.ts'
import type { AnalysisMessage, AnalysisTask } from '../../../../src-main/engine/ports/analysis.ts'
import type { CandleWriterData } from '../../../../src-main/workers/candle-writer.worker.ts'
import type { MarketWorkerData } from '../../../../src-main/workers/market.worker.ts'
import { demoFolder } from '../../../support/in-process-market.ts'
import { builtExchanges, builtModule } from '../built-module.ts'
import { within } from '../limit.ts'
import { silentLog } from '../silent-log.ts'

const warmUpMs = 60_000

export interface MarketAddress {
  readonly restUrl: string
  readonly wsUrl: string
}

const venueId = 'binance'

const taskOn = (symbol: string, { id: strategyId, parameters }: StrategyDefinition): AnalysisTask => ({
  ...{ botId: `${strategyId} on ${symbol}`, venueId, symbol, timeframe: '1m', version: 1 },
  readEveryMs: 5_000,
  strategyId,
  parameters: defaultsOf(parameters),
})

/** The app's market worker as it was built, in its thread, seen from the main thread's side of its channel. */
export class ListeningMarket {
  readonly #link: WorkerLink
  readonly #writing: CandleWriting | null = null
  readonly #listeners: ((message: AnalysisMessage) => void)[] = []
  #marks: SharedMarks | null = null
  #onAnswer: ((report: Extract<WorkerReport, { kind: 'answer' }>) => void) | null = null

  /** @param candlesFile market.db; null to keep no candles */
  constructor(candlesFile: string | null) {
    const workerData: MarketWorkerData = {
      demo: { folder: demoFolder, startAt: 0, speed: 1, seed: 1 },
      exchangeFolder: builtExchanges,
      candlesFile,
    }
    const link = workerLink<WorkerCommand | CandlePort, WorkerReport>(
      builtModule('market.worker'),
      workerData,
    )
    this.#link = link
    if (candlesFile !== null) {
      const data: CandleWriterData = { file: candlesFile }
      const start = () => workerLink<CandlePort, ThreadLogLine>(builtModule('candle-writer.worker'), data)
      this.#writing = new CandleWriting({ start, clock: systemClock, log: silentLog() })
      this.#writing.serve(link)
    }
    this.#link.onReport((report) => {
      if (report.kind === 'marks') this.#marks = new SharedMarks(report.memory)
      if (report.kind === 'answer') this.#onAnswer?.(report)
      if (report.kind !== 'messages') return
      for (const message of withReadingsOfEach(report.messages))
        for (const listener of this.#listeners) listener(message)
      this.#marks?.take()
    })
  }

  onMessage(listener: (message: AnalysisMessage) => void): void {
    this.#listeners.push(listener)
  }

  /** Opens the exchange and puts one bot with the strategy on each pair; ends when all are warmed up. */
  async warmUp(address: MarketAddress, symbols: readonly string[], strategy = emaCross): Promise<void> {
    const opened = new Promise<void>((resolve, reject) => {
      this.#onAnswer = ({ value }) =>
        value.kind === 'failed' ? reject(new Error(value.cause)) : resolve(undefined)
    })
    const config = {
      id: venueId,
      name: 'Binance',
      kind: 'exchange',
      exchangeId: 'binance',
      network: 'live',
      ...address,
    } as const
    this.#link.send({ kind: 'open-venue', question: 1, config })
    await opened
    const cold = new Set(symbols)
    const warm = new Promise<void>((resolve) => {
      this.onMessage((message) => {
        if (message.kind !== 'warm-up' || message.have < message.need) return
        cold.delete(message.symbol)
        if (cold.size === 0) resolve()
      })
    })
    for (const symbol of symbols) this.#link.send({ kind: 'assign', task: taskOn(symbol, strategy) })
    await within(warmUpMs, 'warming up', warm)
  }

  async close(): Promise<void> {
    await this.#link.close()
    await this.#writing?.close()
  }
}
