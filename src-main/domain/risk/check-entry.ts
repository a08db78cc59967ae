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
  ratio,
  scaleCash,
  scalePrice,
  subtractCash,
} from '../money/decimal.ts'
import { numberOf, type ParameterValues, ratioOf, textOf } from '../parameters.ts'
import { ok, type Result, refused } from '../result.ts'
import { type Sentence, sentence } from '../sentence.ts'

export interface EntryRequest {
  readonly market: Market
  /** What one unit is expected to cost, slippage included. */
  readonly price: Price
  readonly limits: ParameterValues
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
 * Fixed-fraction sizing under the bot's limits: allocation × tradeRatio, cut to what is left of the allocation;
 * refused when cool-down, positions, exposure, funds or the exchange's minimum stand against it.
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
  const { limits, market } = request
  const currency = market.quote
  const left = subtractCash(capital, request.botCommitted)
  const wanted = minCash(scaleCash(capital, ratioOf(limits, 'tradeRatio')), left)
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
