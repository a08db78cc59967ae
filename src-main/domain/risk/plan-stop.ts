import { numberOf, type ParameterValues } from '../parameters.ts'
import { targetRules } from './exit-rules.ts'
import { raised, type Stop } from './stop.ts'

/** What a stop is planned from. */
export interface PlannedEntry {
  readonly positionId: string
  /** At which the entry is expected. */
  readonly price: number
  /** Market time, epoch ms. */
  readonly time: number
  /** Price at which the strategy would give up; null when it names none. */
  readonly strategyStop: number | null
  /** Average true range of the bot's candles; null while they are too few. */
  readonly trueRange: number | null
  /** What of the position was sold before this entry. */
  readonly soldBefore: number
  /** Share of the value that one order costs. */
  readonly feeRate: number
}

/** 0 in the settings means that there is none. */
const given = (limits: ParameterValues, key: string): number | null => {
  const value = numberOf(limits, key)
  return value > 0 ? value : null
}

/** The price of a sale that brings back what one unit cost, its own fee included. */
export const breakEvenOf = (paid: number, feeRate: number): number => paid / (1 - feeRate)

/**
 * The stop of a position that is being entered: of what the strategy, the bot's stop loss and its trailing stop name,
 * the nearest. null when no rule would ever sell it.
 */
export const planStop = (entry: PlannedEntry, limits: ParameterValues): Stop | null => {
  const { positionId, price, time, strategyStop, trueRange, soldBefore, feeRate } = entry
  const above = (key: string): number | null => {
    const profit = given(limits, key)
    return profit === null ? null : price * (1 + profit)
  }
  const loss = given(limits, 'stopLoss')
  const below = [
    strategyStop !== null && strategyStop < price ? strategyStop : null,
    loss === null ? null : price * (1 - loss),
  ].filter((level) => level !== null)
  const ranges = given(limits, 'trailingAtr')
  const expires = given(limits, 'timeStop')
  let keep = 1
  const targets = targetRules(limits).map(({ profit, share }) => {
    keep = Math.max(0, Number((keep - share).toFixed(9)))
    return { price: price * (1 + profit), keep }
  })
  const planned: Stop = {
    positionId,
    plannedAt: time,
    stop: below.length === 0 ? null : Math.max(...below),
    rule: 'stop-loss',
    trailRatio: given(limits, 'trailingStop'),
    trailDistance: ranges === null || trueRange === null ? null : ranges * trueRange,
    trailFrom: above('trailingFrom') ?? price,
    breakEvenFrom: above('breakEven'),
    breakEvenAt: breakEvenOf(price * (1 + feeRate), feeRate),
    targets,
    soldBefore,
    takeProfit: above('takeProfit'),
    keep: 1,
    expiresAt: expires === null ? null : time + expires * 1000,
    expiresLosing: numberOf(limits, 'timeStopLosing') === 1,
    peak: 0,
  }
  // The entry's price is the first that it follows.
  const stop = { ...raised(planned, price), peak: price }
  const { trailRatio, trailDistance, breakEvenFrom, takeProfit, expiresAt } = stop
  const rules = [stop.stop, trailRatio, trailDistance, breakEvenFrom, takeProfit, expiresAt]
  return rules.every((rule) => rule === null) && targets.length === 0 ? null : stop
}
