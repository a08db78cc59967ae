import { meanReversion } from '../../../src-main/domain/strategies/mean-reversion.ts'
import { decisionLatency } from '../support/load/decision-latency.ts'

/** The same with the strategy that reads the most indicators, of candles in progress too. */
export const analysisLatency = decisionLatency({
  name: 'analysis.tick-to-decision',
  strategy: meanReversion,
  goalP99Ms: 3,
})
