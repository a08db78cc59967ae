import { emaCross } from './ema-cross.ts'
import { meanReversion } from './mean-reversion.ts'
import type { StrategyDefinition } from './strategy.ts'
import { trendFollowing } from './trend-following.ts'

/** Every strategy a bot can run. A new one is added here and in its own file. */
export const strategies: readonly StrategyDefinition[] = [emaCross, meanReversion, trendFollowing]

export const strategyById = (id: string): StrategyDefinition | undefined =>
  strategies.find((strategy) => strategy.id === id)
