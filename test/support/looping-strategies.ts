import { strategies } from '../../src-main/domain/strategies/catalogue.ts'
import type { StrategyDefinition } from '../../src-main/domain/strategies/strategy.ts'

const forEver = (): never => {
  for (;;);
}

const shape = { parameters: [], check: () => [], readsForming: false, extraCandles: 1 } as const

/** Strategies that never come back, by where they stay. */
export const loopingStrategies: readonly StrategyDefinition[] = [
  { ...shape, id: 'loops-when-made', create: forEver },
  { ...shape, id: 'loops-when-read', create: () => ({ read: forEver }) },
  { ...shape, id: 'loops-afterwards', create: () => ({ read: () => null, remember: forEver }) },
]

/** Adds them to the catalogue of this thread; returns the function that takes them out again. */
export const addLoopingStrategies = (): (() => void) => {
  const catalogue = strategies as StrategyDefinition[]
  catalogue.push(...loopingStrategies)
  return () =>
    catalogue.splice(catalogue.indexOf(loopingStrategies[0] as StrategyDefinition), loopingStrategies.length)
}
