import { emaCross } from './ema-cross.ts'
import type { StrategyDefinition } from './strategy.ts'

/** Every strategy a bot can run. A new one is added here and in its own file. */
export const strategies: readonly StrategyDefinition[] = [emaCross]

export const strategyById = (id: string): StrategyDefinition | undefined =>
  strategies.find((strategy) => strategy.id === id)
