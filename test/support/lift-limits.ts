import type { ParameterSpec } from '../../src-main/domain/parameters.ts'
import { accountLimits, modeLimits } from '../../src-main/domain/risk/limits.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { unguarded } from './test-engine.ts'

const loosest = (specs: readonly ParameterSpec[]): Record<string, string> =>
  Object.fromEntries(
    specs.map(({ key, min, max, ...spec }) => {
      if (key === 'dayStartHour') return [key, spec.default]
      return [key, key === 'reserve' ? min : max]
    }),
  )

/** A bot's own limits at their loosest: pace and losses of many bots would be bounded by them, and that be measured. */
export const looseBot = {
  ...unguarded,
  ...{ ordersPerMinute: '100000', coolDownSeconds: '0', maxExposureRatio: '1' },
} as const

/** The same of an account and of all that is traded on paper. */
export const liftLimits = (engine: Engine, accountId = 'paper-demo'): Promise<void> =>
  engine.command(({ risk: { limits } }) => {
    limits.set({ kind: 'account', id: accountId }, loosest(accountLimits))
    limits.set({ kind: 'mode', id: 'paper' }, loosest(modeLimits))
  })
