import type { ClosedCandle } from '../../domain/market/candle.ts'
import { strategyById } from '../../domain/strategies/catalogue.ts'
import type { Reading, Strategy } from '../../domain/strategies/strategy.ts'
import type { AnalysisTask } from '../../engine/ports/analysis.ts'

/** A bot's strategy on one series, fed candle by candle. A strategy that throws affects only itself. */
export class StrategyRun {
  readonly task: AnalysisTask
  readonly need: number
  readonly #strategy: Strategy
  #have = 0
  #failed = false

  /** @throws RangeError when there is no such strategy */
  constructor(task: AnalysisTask) {
    const definition = strategyById(task.strategyId)
    if (definition === undefined) throw new RangeError(`no strategy "${task.strategyId}"`)
    this.task = task
    this.need = definition.warmUpCandles(task.parameters)
    this.#strategy = definition.create(task.parameters)
  }

  get have(): number {
    return this.#have
  }

  /** null while warming up or after a failure; a failure is told once through `onFailure`. */
  commit(candle: ClosedCandle, onFailure: (message: string) => void): Reading | null {
    if (this.#failed) return null
    this.#have = Math.min(this.#have + 1, this.need)
    try {
      return this.#strategy.commit(candle)
    } catch (error) {
      this.#failed = true
      onFailure(error instanceof Error ? error.message : String(error))
      return null
    }
  }
}
