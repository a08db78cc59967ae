import {
  type Cash,
  floorRatioFromNumber,
  maxCash,
  minCash,
  type Ratio,
  ratio,
  scaleCash,
  toNumber,
} from '../money/decimal.ts'
import { numberOf, type ParameterSpec, type ParameterValues, ratioOf } from '../parameters.ts'
import { ok, type Result, refused } from '../result.ts'
import { type Sentence, sentence } from '../sentence.ts'
import { kellyOf, type TradeReturns } from './kelly.ts'

/** How much of its money a bot puts into one entry. */
export const sizingRules: readonly ParameterSpec[] = [
  // Of the bot's money; until its closed trades tell more, and where nothing else is asked for.
  { key: 'tradeRatio', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.5' },
  // Of the Kelly fraction. 0: the share above, always.
  { key: 'kellyShare', kind: 'ratio', min: '0', max: '1', step: '0.05', default: '0.5' },
  // Of the account's equity.
  { key: 'kellyCap', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.1' },
  { key: 'kellyMinTrades', kind: 'integer', min: '5', max: '1000', step: '1', default: '20' },
  // Average true ranges that may lose what a trade may lose, in place of Kelly. 0: off.
  { key: 'volatilityAtr', kind: 'decimal', min: '0', max: '20', step: '0.1', default: '0' },
  // Of the account's equity, fees of both ends included, when the stop is hit.
  { key: 'lossPerTrade', kind: 'ratio', min: '0.001', max: '1', step: '0.001', default: '0.01' },
  // Of the account's equity.
  { key: 'maxPositionRatio', kind: 'ratio', min: '0.01', max: '1', step: '0.01', default: '0.3' },
]

export interface SizingLimits {
  readonly tradeRatio: Ratio
  readonly kellyShare: number
  readonly kellyCap: number
  readonly kellyMinTrades: number
  readonly volatilityAtr: number
  readonly lossPerTrade: number
  readonly maxPositionRatio: Ratio
}

export const sizingLimitsOf = (values: ParameterValues): SizingLimits => ({
  tradeRatio: ratioOf(values, 'tradeRatio'),
  kellyShare: numberOf(values, 'kellyShare'),
  kellyCap: numberOf(values, 'kellyCap'),
  kellyMinTrades: numberOf(values, 'kellyMinTrades'),
  volatilityAtr: numberOf(values, 'volatilityAtr'),
  lossPerTrade: numberOf(values, 'lossPerTrade'),
  maxPositionRatio: ratioOf(values, 'maxPositionRatio'),
})

export interface SizingRequest {
  readonly limits: SizingLimits
  /** What one unit is expected to cost. */
  readonly price: number
  /** Where the position would be given up; null: nowhere, so that all of it can be lost. */
  readonly stop: number | null
  /** Average true range of the bot's candles; null while they are too few. */
  readonly trueRange: number | null
  readonly feeRate: number
  readonly returns: TradeReturns
  /** The bot's allocation with what it has made of it. */
  readonly capital: Cash
  /** The account's, in the same currency. */
  readonly equity: Cash
  /** Share of the size that is taken; 1 for all of it. */
  readonly sizeShare: Ratio
}

/** Share of what an entry costs that its stop loses, fees of both ends included. 1 without a stop. */
export const lossAtStop = (price: number, stop: number | null, feeRate: number): number =>
  stop === null ? 1 : Math.max(0, 1 - (Math.min(stop, price) * (1 - feeRate)) / (price * (1 + feeRate)))

const noEdge = ({ trades, wins }: TradeReturns, fraction: number): Sentence =>
  sentence('decision.no-edge', { trades, won: wins, edge: fraction.toFixed(4) })

const whole = ratio('1')
/** Of the equity, no more than all of it, so that a tiny distance asks for no more than there is. */
const shareOf = (equity: Cash, share: number): Cash =>
  share >= 1 ? scaleCash(equity, whole) : scaleCash(equity, floorRatioFromNumber(share))

/** By volatility where that is asked for and known, else by Kelly once there are trades enough, else a fixed share. */
const wanted = ({ limits, capital, equity, ...request }: SizingRequest): Result<Cash, Sentence> => {
  const { returns, trueRange, price } = request
  if (limits.volatilityAtr > 0 && trueRange !== null && trueRange > 0)
    return ok(shareOf(equity, (limits.lossPerTrade * price) / (limits.volatilityAtr * trueRange)))
  const fixed = limits.volatilityAtr > 0 || limits.kellyShare === 0 || returns.trades < limits.kellyMinTrades
  if (fixed) return ok(scaleCash(capital, limits.tradeRatio))
  const fraction = kellyOf(returns)
  if (fraction <= 0) return refused(noEdge(returns, fraction))
  return ok(shareOf(equity, Math.min(fraction * limits.kellyShare, limits.kellyCap)))
}

/** The most that any entry may spend by the settings, however well the bot has done and however calm its market is. */
export const largestEntry = (limits: SizingLimits, capital: Cash, equity: Cash): Cash => {
  const fixed = scaleCash(capital, limits.tradeRatio)
  const byKelly = limits.kellyShare > 0 ? shareOf(equity, limits.kellyCap) : fixed
  const wished = maxCash(fixed, limits.volatilityAtr > 0 ? equity : byKelly)
  return minCash(minCash(wished, scaleCash(equity, limits.maxPositionRatio)), capital)
}

/**
 * What an entry may spend, its fee included: by the bot's way of sizing, cut so that its stop loses no more than a
 * trade may lose, and so that the position is no larger than one may be.
 */
export const sizeEntry = (request: SizingRequest): Result<Cash, Sentence> => {
  const budget = wanted(request)
  if (!budget.ok) return budget
  const { limits, equity, price, stop, feeRate, sizeShare } = request
  const loss = lossAtStop(price, stop, feeRate)
  const byLoss = loss > limits.lossPerTrade ? shareOf(equity, limits.lossPerTrade / loss) : equity
  const size = minCash(minCash(budget.value, byLoss), scaleCash(equity, limits.maxPositionRatio))
  // Of what the entry would have been, also where a limit has cut that already.
  return ok(toNumber(sizeShare) < 1 ? scaleCash(size, sizeShare) : size)
}
