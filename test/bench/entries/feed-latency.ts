import { emaCross } from '../../../src-main/domain/strategies/ema-cross.ts'
import { decisionLatency } from '../support/load/decision-latency.ts'

/** With the least that a strategy can do: what the way of the data takes. */
export const feedLatency = decisionLatency({ name: 'feed.latency', strategy: emaCross, goalP99Ms: 5 })
