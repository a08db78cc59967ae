import type { Market } from '../market/market.ts'
import {
  addCash,
  addRatio,
  type Cash,
  cash,
  cashText,
  compare,
  compareCash,
  floorAffordable,
  isZero,
  minCash,
  notional,
  type Price,
  type Quantity,
  type Ratio,
  ratio,
  scaleCash,
  scalePrice,
  subtractCash,
  toNumber,
} from '../money/decimal.ts'
import { numberOf, type ParameterValues, ratioOf, textOf } from '../parameters.ts'
import { ok, type Result, refused } from '../result.ts'
import { type Sentence, sentence } from '../sentence.ts'
import type { TradeReturns } from './kelly.ts'
import { sizeEntry, sizingLimitsOf } from './sizing.ts'

export interface EntryRequest {
  readonly market: Market
  /** What one unit is expected to cost, slippage included. */
  readonly price: Price
  /** Where the position would be given up; null: nowhere. */
  readonly stop: number | null
  /** Average true range of the bot's candles; null while they are too few. */
  readonly trueRange: number | null
  readonly limits: ParameterValues
  /** Of the bot's own closed trades. */
  readonly returns: TradeReturns
  /** Share of the size that is taken, as while a bot is new to real money; 1 for all of it. */
  readonly sizeShare: Ratio
  /** Market clock. */
  readonly now: number
  readonly lastExitAt: number | null
  readonly botOpenPositions: number
  /** Cost of the bot's open positions and pending entries. */
  readonly botCommitted: Cash
  /** The bot's realised profit so far: its allocation grows and shrinks with it. */
  readonly botRealized: Cash
  /** Free cash on the account in the quote currency. */
  readonly free: Cash
  readonly accountEquity: Cash
  /** Value of all open positions and pending entries on the account in this currency. */
  readonly accountExposure: Cash
}

/** The quantity an entry may have, or why there must be none. */
export type EntryVerdict = Result<Quantity, Sentence>

/**
 * Sizes the entry and holds it against the bot's limits: cut to what a trade may lose and to what is left of the
 * allocation; refused when cool-down, positions, edge, exposure, funds or the exchange's minimum stand against it.
 */
export const checkEntry = (request: EntryRequest): EntryVerdict => {
  const { limits, market } = request
  const coolDown = numberOf(limits, 'coolDownSeconds') * 1000
  if (request.lastExitAt !== null && request.now < request.lastExitAt + coolDown) {
    const seconds = Math.ceil((request.lastExitAt + coolDown - request.now) / 1000)
    return refused(sentence('decision.cool-down', { seconds }))
  }
  const maxPositions = numberOf(limits, 'maxPositions')
  if (request.botOpenPositions >= maxPositions) {
    return refused(sentence('decision.max-positions', { open: request.botOpenPositions, max: maxPositions }))
  }
  return size(request, addCash(cash(textOf(limits, 'allocation'), market.quote), request.botRealized))
}

const size = (request: EntryRequest, capital: Cash): EntryVerdict => {
  const { limits, market, stop, trueRange, returns, sizeShare } = request
  const currency = market.quote
  const sized = sizeEntry({
    ...{ limits: sizingLimitsOf(limits), stop, trueRange, returns, sizeShare, capital },
    price: toNumber(request.price),
    feeRate: toNumber(market.takerFee),
    equity: request.accountEquity,
  })
  if (!sized.ok) return sized
  const left = subtractCash(capital, request.botCommitted)
  const wanted = minCash(sized.value, left)
  const withFee = addRatio(ratio('1'), market.takerFee)
  // The fee comes on top of the price, so the budget must hold both.
  const quantity = floorAffordable(wanted, scalePrice(request.price, withFee), market.amountStep)
  const value = notional(request.price, quantity, currency)
  const tooSmall = compare(quantity, market.minAmount) < 0 || compareCash(value, market.minNotional) < 0
  // An exchange that names no minimum does not trade nothing either.
  if (tooSmall || isZero(quantity)) {
    const minimum = cashText(market.minNotional)
    return refused(
      compareCash(left, market.minNotional) < 0
        ? sentence('decision.allocation-used', { free: cashText(left), currency })
        : sentence('decision.below-minimum', { value: cashText(value), minimum, currency }),
    )
  }
  const needed = scaleCash(value, withFee)
  if (compareCash(needed, request.free) > 0) {
    const facts = { needed: cashText(needed), free: cashText(request.free), currency }
    return refused(sentence('decision.insufficient-funds', facts))
  }
  const limit = scaleCash(request.accountEquity, ratioOf(limits, 'maxExposureRatio'))
  const exposure = addCash(request.accountExposure, value)
  if (compareCash(exposure, limit) > 0) {
    const facts = { exposure: cashText(exposure), limit: cashText(limit), currency }
    return refused(sentence('decision.exposure-limit', facts))
  }
  return ok(quantity)
}
