import type { ParameterSpec } from '../parameters.ts'
import { exitRules } from './exit-rules.ts'
import { sizingRules } from './sizing.ts'

/** A bot's risk settings; all are on by default and none can be left out. */
export const riskLimits: readonly ParameterSpec[] = [
  { key: 'allocation', kind: 'money', min: '10', max: '1000000000', step: '0.01', default: '2000' },
  ...sizingRules,
  { key: 'maxPositions', kind: 'integer', min: '1', max: '50', step: '1', default: '1' },
  { key: 'maxExposureRatio', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.7' },
  ...exitRules,
  { key: 'analysisSeconds', kind: 'seconds', min: '1', max: '300', step: '1', default: '5' },
  // On: it enters through whichever account of its mode trades the pair at the lowest total cost now.
  { key: 'cheapestAccount', kind: 'switch', min: '0', max: '1', step: '1', default: '0' },
  { key: 'coolDownSeconds', kind: 'seconds', min: '0', max: '604800', step: '1', default: '60' },
]
