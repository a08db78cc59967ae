import {
  addCash,
  type Cash,
  cashOf,
  floorRatioFromNumber,
  minCash,
  negateCash,
  type Ratio,
  ratio,
  scaleCash,
  toNumber,
} from '../money/decimal.ts'
import { numberOf, type ParameterValues } from '../parameters.ts'
import { botLimitsOf } from './entry-limits.ts'
import { largestEntry, lossAtStop } from './sizing.ts'

/** The account that a bot would trade on. */
interface PlannedAccount {
  readonly equity: Cash
  /** Share of the day's first equity at whose loss the account's breaker trips. */
  readonly dailyLoss: Ratio
  /** Share of the value that one order costs. */
  readonly feeRate: Ratio
}

/** What settings let a bot lose at most, as changes of equity, ≤ 0: fees of both ends included, gaps and slippage not. */
export interface PlannedLosses {
  /** What one entry may cost at most. */
  readonly entry: Cash
  /** One entry of that size is sold at its stop, or loses everything without one. */
  readonly trade: Cash
  /** As many positions as it may have are sold at their stops at once. */
  readonly stopsHit: Cash
  /** A day on which only stops are hit. */
  readonly day: Cash
  /** False where the settings name no stop, so that only the strategy's own could limit a loss. */
  readonly hasStop: boolean
}

/** The nearer of the stops that lie at a fixed share below the entry; null without one. */
const stopShare = (limits: ParameterValues): number | null => {
  const trailsAtOnce = numberOf(limits, 'trailingFrom') === 0
  const shares = [numberOf(limits, 'stopLoss'), trailsAtOnce ? numberOf(limits, 'trailingStop') : 0]
  const given = shares.filter((share) => share > 0)
  return given.length === 0 ? null : Math.min(...given)
}

const positions = (count: number): Ratio => ratio(String(count))

/**
 * The worst that a bot's settings allow before it has gained or lost anything. An entry is refused once what is open
 * could lose the day's limit, so that a day loses at most that limit and one trade.
 */
export const plannedLosses = (limits: ParameterValues, account: PlannedAccount): PlannedLosses => {
  const { equity, dailyLoss, feeRate } = account
  const own = botLimitsOf(limits)
  const allocation = cashOf(own.allocation, equity.currency)
  const share = stopShare(limits)
  const fee = toNumber(feeRate)
  const stop = share === null ? null : 1 - share
  const entry = largestEntry(own.sizing, allocation, equity)
  const loss = floorRatioFromNumber(lossAtStop(1, stop, fee))
  // A nearer stop of the strategy lets the entry be larger, but never lose more than this.
  const perTrade = scaleCash(equity, floorRatioFromNumber(own.sizing.lossPerTrade))
  const trade = minCash(scaleCash(entry, loss), perTrade)
  const dayLimit = minCash(scaleCash(allocation, own.dailyLoss), scaleCash(equity, dailyLoss))
  const day = minCash(addCash(dayLimit, trade), allocation)
  const held = minCash(allocation, scaleCash(equity, own.maxExposure))
  const every = minCash(scaleCash(trade, positions(own.maxPositions)), scaleCash(held, loss))
  return {
    ...{ entry, hasStop: stop !== null, trade: negateCash(trade), day: negateCash(day) },
    stopsHit: negateCash(minCash(every, day)),
  }
}
