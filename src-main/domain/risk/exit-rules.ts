import type { FieldError, ParameterSpec, ParameterValues } from '../parameters.ts'
import { numberOf } from '../parameters.ts'

/** When a bot's position is sold without its strategy. 0 switches a rule off. */
export const exitRules: readonly ParameterSpec[] = [
  // Below the entry's price; the strategy's own stop holds where it is nearer.
  { key: 'stopLoss', kind: 'ratio', min: '0', max: '0.5', step: '0.001', default: '0.05' },
  // Below the highest price since the entry.
  { key: 'trailingStop', kind: 'ratio', min: '0', max: '0.5', step: '0.001', default: '0' },
  // The same in average true ranges of the bot's candles, as they were at the entry; the nearer of both holds.
  { key: 'trailingAtr', kind: 'decimal', min: '0', max: '20', step: '0.1', default: '0' },
  // Profit that the highest price must have reached before anything trails.
  { key: 'trailingFrom', kind: 'ratio', min: '0', max: '5', step: '0.001', default: '0' },
  // Profit after which the stop goes to what was paid, fees of both ends included.
  { key: 'breakEven', kind: 'ratio', min: '0', max: '5', step: '0.001', default: '0' },
  // Above the entry's price: what is still held is sold.
  { key: 'takeProfit', kind: 'ratio', min: '0', max: '5', step: '0.001', default: '0' },
  // Before that, parts of it: a profit, and the share of all that was bought.
  { key: 'firstTarget', kind: 'ratio', min: '0', max: '5', step: '0.001', default: '0' },
  { key: 'firstShare', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.5' },
  { key: 'secondTarget', kind: 'ratio', min: '0', max: '5', step: '0.001', default: '0' },
  { key: 'secondShare', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.25' },
  // Market time after the entry.
  { key: 'timeStop', kind: 'seconds', min: '0', max: '7776000', step: '1', default: '0' },
  { key: 'timeStopLosing', kind: 'switch', min: '0', max: '1', step: '1', default: '0' },
]

/** A partial sale of the settings: at a profit, of a share of all that was bought. */
interface TargetRule {
  readonly key: string
  readonly profit: number
  readonly share: number
}

/** The partial sales that are switched on, in the order of the settings. */
export const targetRules = (limits: ParameterValues): readonly TargetRule[] =>
  (['first', 'second'] as const)
    .map((name) => ({
      key: `${name}Target`,
      profit: numberOf(limits, `${name}Target`),
      share: numberOf(limits, `${name}Share`),
    }))
    .filter(({ profit }) => profit > 0)

/** Shares of hundredths add up to a float that may miss one by a little. */
const tolerance = 1e-9

/** Rules between the settings, each being valid alone: levels rise, and together they sell no more than there is. */
export const checkExitRules = (limits: ParameterValues): readonly FieldError[] => {
  const targets = targetRules(limits)
  const takeProfit = numberOf(limits, 'takeProfit')
  const levels = [...targets, ...(takeProfit > 0 ? [{ key: 'takeProfit', profit: takeProfit }] : [])]
  const falling = levels.filter(({ profit }, at) => profit <= (levels[at - 1]?.profit ?? 0))
  const sold = targets.reduce((sum, { share }) => sum + share, 0)
  const [, second] = targets
  return [
    ...falling.map(({ key }) => ({ path: `limits.${key}`, code: 'target-not-above-last' }) as const),
    ...(second !== undefined && sold > 1 + tolerance
      ? [{ path: 'limits.secondShare', code: 'shares-above-all' } as const]
      : []),
  ]
}
