import { demoStart, demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import type {
  WorkerCommand,
  WorkerLink,
  WorkerReport,
} from '../../../src-main/adapters/market-pool/protocol.ts'
import type { Reading } from '../../../src-main/domain/strategies/strategy.ts'
import type { AnalysisMessage, AnalysisTask } from '../../../src-main/engine/ports/analysis.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { inProcessMarket } from '../../support/in-process-market.ts'

const condition = { code: 'ema-cross.crossed-up', value: 2, sign: '>', need: 1, passed: true } as const
/** Enters whatever is flat and leaves whatever is open. */
export const alwaysAct: Reading = {
  long: { entry: [condition], exit: [condition], confidence: 100, stop: null },
  short: null,
}

/**
 * The demo market with its time standing still, so that every message is the benchmark's own: what the engine can
 * do when the market is no limit.
 */
export class ScriptedMarket implements WorkerLink {
  readonly #demo = inProcessMarket(demoStart, new FakeClock())
  readonly #listeners: ((report: WorkerReport) => void)[] = []
  readonly #tasks = new Map<string, AnalysisTask>()

  send(command: WorkerCommand): void {
    if (command.kind === 'assign') this.#tasks.set(command.task.botId, command.task)
    else this.#demo.send(command)
  }
  onReport(listener: (report: WorkerReport) => void): void {
    this.#listeners.push(listener)
    this.#demo.onReport(listener)
  }
  onFailure(): void {}
  close(): Promise<void> {
    return this.#demo.close()
  }

  /** One trade of the pair, then a reading of every bot on it that makes it act. */
  act(symbol: string, last: number, marketTime: number): void {
    const quotes = [{ symbol, last, amount: 1_000_000, time: marketTime }]
    const readings = [...this.#tasks.values()].map(
      ({ botId, version }): AnalysisMessage => ({
        ...{
          kind: 'reading',
          botId,
          symbol,
          version,
          reading: alwaysAct,
          price: last,
          marketTime,
          trueRange: null,
          final: true,
        },
        receivedAt: performance.timeOrigin + performance.now(),
      }),
    )
    const messages: AnalysisMessage[] = [{ kind: 'quotes', venueId: demoVenue.id, quotes }, ...readings]
    for (const listener of this.#listeners) listener({ kind: 'messages', messages })
  }
}
