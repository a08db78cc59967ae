import type { Timeframe } from '../market/timeframe.ts'
import type { ParameterValues } from '../parameters.ts'

/** What two bots on the same pair must have in common to share one run of a strategy. */
export const runKeyOf = ({
  strategyId,
  timeframe,
  parameters,
}: {
  readonly strategyId: string
  readonly timeframe: Timeframe
  readonly parameters: ParameterValues
}): string => JSON.stringify([strategyId, timeframe, Object.entries(parameters).sort()])
