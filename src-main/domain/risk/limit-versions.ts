import { compare, ratio } from '../money/decimal.ts'
import type { ParameterValues } from '../parameters.ts'

/** Settings as they were made at a time of our clock. */
export interface LimitVersion {
  readonly values: ParameterValues
  readonly since: number
}

/** What loosens a limit of real money holds only after this time; what tightens it, at once. */
export const looseningMs = 10 * 60_000

const lowerIsTighter: ReadonlySet<string> = new Set([
  'allocation',
  'tradeRatio',
  'kellyCap',
  'lossPerTrade',
  'maxPositionRatio',
  'maxPositions',
  'maxExposureRatio',
  'ordersPerMinute',
  'lossStreak',
  'dailyLoss',
  'maxDrawdown',
  'maxSlippage',
  'accountExposure',
  'pairExposure',
  'largestOrder',
  'accountPositions',
  'accountOrdersPerMinute',
  'accountDailyLoss',
  'accountDrawdown',
  'rejectedOrders',
  'exchangeErrors',
  'currencyExposure',
  'assetExposure',
  'modePositions',
  'modeOrdersPerMinute',
  'staleSeconds',
  'priceDeviation',
  'loopLagSeconds',
])
const higherIsTighter: ReadonlySet<string> = new Set(['reserve', 'coolDownSeconds'])

const tighter = (key: string, left: string, right: string): string => {
  const order = compare(ratio(left), ratio(right))
  return (higherIsTighter.has(key) ? order >= 0 : order <= 0) ? left : right
}

/** What is no limit, such as a choice, has neither a tighter nor a looser value: its newest counts at once. */
const isLimit = (key: string): boolean => lowerIsTighter.has(key) || higherIsTighter.has(key)

/**
 * The tightest of all that was set within the delay, and of what held before it: so that a limit that was loosened by
 * mistake, or by someone else, protects for a while still.
 * @param versions oldest first, at least one
 */
export const limitsInForce = (versions: readonly LimitVersion[], now: number): ParameterValues => {
  const newest = versions.at(-1)
  if (newest === undefined) throw new RangeError('no version of the limits')
  const from = versions.findLastIndex(({ since }) => since + looseningMs <= now)
  const counting = versions.slice(Math.max(0, from))
  if (counting.length === 1) return newest.values
  return Object.fromEntries(
    Object.entries(newest.values).map(([key, value]) => [
      key,
      isLimit(key)
        ? counting.reduce((tightest, { values }) => tighter(key, tightest, values[key] ?? value), value)
        : value,
    ]),
  )
}

/** When the next of the versions has waited long enough; null when none waits. */
export const nextLoosening = (versions: readonly LimitVersion[], now: number): number | null => {
  const waiting = versions.slice(1).find(({ since }) => since + looseningMs > now)
  return waiting === undefined ? null : waiting.since + looseningMs
}
