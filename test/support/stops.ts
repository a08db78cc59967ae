import { defaultsOf } from '../../src-main/domain/parameters.ts'
import { riskLimits } from '../../src-main/domain/risk/limits.ts'
import { type PlannedEntry, planStop } from '../../src-main/domain/risk/plan-stop.ts'
import type { Stop } from '../../src-main/domain/risk/stop.ts'

/** A stop that nothing moves and no time ends. */
export const plainStop = (change: Partial<Stop> = {}): Stop => ({
  positionId: 'p',
  plannedAt: 0,
  stop: 90,
  rule: 'stop-loss',
  trailRatio: null,
  trailDistance: null,
  trailFrom: 0,
  breakEvenFrom: null,
  breakEvenAt: 100,
  targets: [],
  soldBefore: 0,
  takeProfit: null,
  keep: 1,
  expiresAt: null,
  expiresLosing: false,
  peak: 100,
  ...change,
})

/** The stop that settings make of an entry at 100, each rule off that they do not name. */
export const planned = (limits: Record<string, string>, entry: Partial<PlannedEntry> = {}): Stop | null =>
  planStop(
    {
      ...{ positionId: 'p', price: 100, time: 0, strategyStop: null, trueRange: null },
      ...{ soldBefore: 0, feeRate: 0.001, ...entry },
    },
    { ...defaultsOf(riskLimits), stopLoss: '0', ...limits },
  )

/** @throws Error when the settings make none */
export const plannedStop = (limits: Record<string, string>, entry: Partial<PlannedEntry> = {}): Stop => {
  const stop = planned(limits, entry)
  if (stop === null) throw new Error('no stop')
  return stop
}
