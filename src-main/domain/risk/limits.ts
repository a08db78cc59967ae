import type { ParameterSpec } from '../parameters.ts'
import { accountBreakers, botBreakers, modeBreakers } from './breaker-rules.ts'
import { exitRules } from './exit-rules.ts'
import { sizingRules } from './sizing.ts'

const perMinute = { kind: 'integer', min: '1', max: '100000', step: '1' } as const
const ofEquity = { kind: 'ratio', min: '0.01', max: '1', step: '0.01' } as const

/** A bot's risk settings; all are on by default and none can be left out. */
export const riskLimits: readonly ParameterSpec[] = [
  { key: 'allocation', kind: 'money', min: '10', max: '1000000000', step: '0.01', default: '2000' },
  ...sizingRules,
  { key: 'maxPositions', kind: 'integer', min: '1', max: '50', step: '1', default: '1' },
  // Of the account's equity, in positions of all its bots.
  { key: 'maxExposureRatio', ...ofEquity, default: '0.7' },
  { key: 'ordersPerMinute', ...perMinute, default: '60' },
  ...botBreakers,
  ...exitRules,
  { key: 'analysisSeconds', kind: 'seconds', min: '1', max: '300', step: '1', default: '5' },
  // On: it enters through whichever account of its mode trades the pair at the lowest total cost now.
  { key: 'cheapestAccount', kind: 'switch', min: '0', max: '1', step: '1', default: '0' },
  // On: where that account's book, money or limits are too small for it, the entry is spread over several.
  { key: 'splitEntries', kind: 'switch', min: '0', max: '1', step: '1', default: '0' },
  { key: 'coolDownSeconds', kind: 'seconds', min: '0', max: '604800', step: '1', default: '60' },
]

/** What an account's bots may do together. Shares are of its equity in the currency of the entry. */
export const accountLimits: readonly ParameterSpec[] = [
  { key: 'accountExposure', ...ofEquity, default: '0.8' },
  { key: 'pairExposure', ...ofEquity, default: '0.5' },
  { key: 'largestOrder', ...ofEquity, default: '0.5' },
  { key: 'reserve', kind: 'ratio', min: '0', max: '0.99', step: '0.01', default: '0.05' },
  { key: 'accountPositions', kind: 'integer', min: '1', max: '10000', step: '1', default: '50' },
  { key: 'accountOrdersPerMinute', ...perMinute, default: '120' },
  ...accountBreakers,
]

/** What all bots of a mode may do together. Shares are of the equity of all its accounts in one currency. */
export const modeLimits: readonly ParameterSpec[] = [
  { key: 'currencyExposure', ...ofEquity, default: '0.8' },
  { key: 'assetExposure', ...ofEquity, default: '0.6' },
  { key: 'modePositions', kind: 'integer', min: '1', max: '10000', step: '1', default: '100' },
  { key: 'modeOrdersPerMinute', ...perMinute, default: '240' },
  ...modeBreakers,
]
