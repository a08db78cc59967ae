import { numberOf, type ParameterValues } from '../parameters.ts'

/** Where a long position is given up or taken home. Prices are floats: they are compared with trades, never sent. */
export interface Stop {
  readonly positionId: string
  /** Sold at this price or below; null: at none. It only ever rises. */
  readonly stop: number | null
  /** Share of the highest price that the stop stays below it; null: it does not trail. */
  readonly trailRatio: number | null
  /** Sold at this price or above; null: at none. */
  readonly takeProfit: number | null
  /** Highest price since the entry. */
  readonly peak: number
}

export type Touched = 'stop' | 'take-profit'

export interface Followed {
  /** The same object when nothing moved. */
  readonly stop: Stop
  readonly touched: Touched | null
}

const highest = (...prices: readonly (number | null)[]): number | null => {
  const given = prices.filter((price) => price !== null)
  return given.length === 0 ? null : Math.max(...given)
}

const trailing = (peak: number, trailRatio: number | null): number | null =>
  trailRatio === null ? null : peak * (1 - trailRatio)

/** A share of 0 in the settings means that there is none. */
const shareOf = (limits: ParameterValues, key: string): number | null => {
  const share = numberOf(limits, key)
  return share > 0 ? share : null
}

/**
 * The stop of a position that is being entered: of what the strategy, the bot's stop loss and its trailing stop name,
 * the nearest. null when there is neither a stop nor a take profit.
 * @param price the entry is expected at
 * @param strategyStop price that the strategy names
 */
export const planStop = (
  positionId: string,
  price: number,
  strategyStop: number | null,
  limits: ParameterValues,
): Stop | null => {
  const trailRatio = shareOf(limits, 'trailingStop')
  const loss = shareOf(limits, 'stopLoss')
  const profit = shareOf(limits, 'takeProfit')
  const below = strategyStop !== null && strategyStop < price ? strategyStop : null
  const stop = highest(below, loss === null ? null : price * (1 - loss), trailing(price, trailRatio))
  const takeProfit = profit === null ? null : price * (1 + profit)
  return stop === null && takeProfit === null
    ? null
    : { positionId, stop, trailRatio, takeProfit, peak: price }
}

/**
 * Takes a trade's price into the stop: it is touched by the price that reaches it, a trailing one first follows a new
 * high. A price that jumps over the stop touches it too.
 */
export const followPrice = (stop: Stop, price: number): Followed => {
  if (stop.stop !== null && price <= stop.stop) return { stop, touched: 'stop' }
  if (stop.takeProfit !== null && price >= stop.takeProfit) return { stop, touched: 'take-profit' }
  if (price <= stop.peak) return { stop, touched: null }
  const raised = highest(stop.stop, trailing(price, stop.trailRatio))
  return { stop: { ...stop, peak: price, stop: raised }, touched: null }
}
