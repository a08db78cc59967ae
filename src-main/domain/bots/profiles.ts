import type { Timeframe } from '../market/timeframe.ts'
import type { ParameterValues } from '../parameters.ts'

export type ProfileId = 'scalper' | 'day-trader' | 'swing'

/** A way of trading: settings to begin with, each of which the user may change. */
export interface Profile {
  readonly id: ProfileId
  readonly timeframe: Timeframe
  /** Only the limits that the way of trading decides. */
  readonly limits: ParameterValues
}

/**
 * How often to look, and how far a price may go, by how long a position is meant to be held.
 *
 * - A stop nearer than what the candle does anyway only pays fees: the mean true range of the demo's recordings is
 *   0.10 to 0.25 % of the price at 1 m, 0.53 to 1.05 % at 15 m, 2.2 to 4.3 % at 4 h; each stop is about two of the
 *   largest of these, or more.
 * - Entry and exit cost 0.2 % together at the usual taker fee of 0.1 %. A scalper's take profit of 1.5 % keeps 1.3 %,
 *   its stop of 0.8 % loses 1.0 %. It does not trail: a minute's noise would end what is about to reach its goal.
 * - A day trader's stop trails a little wider than it starts, so that a first small rise does not tighten it.
 * - A swing has no take profit: its few long rises pay for the rest, and the trailing stop takes them home.
 */
export const profiles: readonly Profile[] = [
  {
    id: 'scalper',
    timeframe: '1m',
    limits: { analysisSeconds: '2', stopLoss: '0.008', trailingStop: '0', takeProfit: '0.015' },
  },
  {
    id: 'day-trader',
    timeframe: '15m',
    limits: { analysisSeconds: '5', stopLoss: '0.02', trailingStop: '0.025', takeProfit: '0.05' },
  },
  {
    id: 'swing',
    timeframe: '4h',
    limits: { analysisSeconds: '30', stopLoss: '0.08', trailingStop: '0.1', takeProfit: '0' },
  },
]
