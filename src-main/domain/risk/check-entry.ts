import type { Market } from '../market/market.ts'
import {
  addCash,
  addQuantity,
  addRatio,
  type Cash,
  cashOf,
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
import { ok, type Result, refused } from '../result.ts'
import { type Sentence, sentence } from '../sentence.ts'
import type { EntryLimits } from './entry-limits.ts'
import type { TradeReturns } from './kelly.ts'
import { sizeEntry } from './sizing.ts'

/** Amounts are in the quote currency of the market; positions exclude dust and include entries under way. */
export interface EntryRequest {
  readonly market: Market
  /** What one unit is expected to cost, slippage included. */
  readonly price: Price
  /** Where the position would be given up; null: nowhere. */
  readonly stop: number | null
  /** Average true range of the bot's candles; null while they are too few. */
  readonly trueRange: number | null
  readonly limits: EntryLimits
  /** Of the bot's own closed trades. */
  readonly returns: TradeReturns
  /** No more than this is spent, its fee included; without it only limits cut the size. */
  readonly most?: Cash
  /** Share of the size that is taken, as while a bot is new to real money; 1 for all of it. */
  readonly sizeShare: Ratio
  /** Market clock. */
  readonly now: number
  readonly lastExitAt: number | null
  readonly bot: {
    readonly positions: number
    readonly ordersLastMinute: number
    /** Cost and fees of what it holds and may still buy. */
    readonly committed: Cash
    /** Its profit so far: its allocation grows and shrinks with it. */
    readonly realized: Cash
    /** What it would have lost today were every stop hit now; below zero a gain. */
    readonly lossAtStops: Cash
  }
  readonly account: {
    readonly positions: number
    readonly ordersLastMinute: number
    readonly free: Cash
    readonly equity: Cash
    /** Value of all positions and entries under way. */
    readonly exposure: Cash
    /** Of those in this pair. */
    readonly pairExposure: Cash
    /** Equity with which the day began. */
    readonly dayStart: Cash
    readonly lossAtStops: Cash
  }
  /** All accounts of the bot's mode. */
  readonly mode: {
    readonly positions: number
    readonly ordersLastMinute: number
    readonly equity: Cash
    readonly exposure: Cash
    /** Units of the pair's asset that are held or may still be bought, whatever they were paid with. */
    readonly assetHeld: Quantity
  }
}

/** The quantity an entry may have, or why there must be none. */
export type EntryVerdict = Result<Quantity, Sentence>

/**
 * Sizes the entry and holds it against every limit of its bot, its account and its mode: cut to what a trade may
 * lose, to what a position may be and to what is left of the allocation; refused where anything else stands against it.
 */
export const checkEntry = (request: EntryRequest): EntryVerdict => {
  const against = coolingDown(request) ?? tooMany(request) ?? tooFast(request) ?? lossesLeft(request)
  return against === null ? size(request) : refused(against)
}

const coolingDown = ({ limits, now, lastExitAt }: EntryRequest): Sentence | null => {
  const { coolDownMs } = limits.bot
  if (lastExitAt === null || now >= lastExitAt + coolDownMs) return null
  return sentence('decision.cool-down', { seconds: Math.ceil((lastExitAt + coolDownMs - now) / 1000) })
}

const tooMany = ({ limits, bot, account, mode }: EntryRequest): Sentence | null => {
  if (bot.positions >= limits.bot.maxPositions)
    return sentence('decision.max-positions', { open: bot.positions, max: limits.bot.maxPositions })
  if (account.positions >= limits.account.positions)
    return sentence('decision.account-positions', { open: account.positions, max: limits.account.positions })
  if (mode.positions >= limits.mode.positions)
    return sentence('decision.mode-positions', { open: mode.positions, max: limits.mode.positions })
  return null
}

const tooFast = ({ limits, bot, account, mode }: EntryRequest): Sentence | null => {
  const rate = (orders: number, max: number) => ({ orders, max })
  if (bot.ordersLastMinute >= limits.bot.ordersPerMinute)
    return sentence('decision.bot-order-rate', rate(bot.ordersLastMinute, limits.bot.ordersPerMinute))
  if (account.ordersLastMinute >= limits.account.ordersPerMinute)
    return sentence(
      'decision.account-order-rate',
      rate(account.ordersLastMinute, limits.account.ordersPerMinute),
    )
  if (mode.ordersLastMinute >= limits.mode.ordersPerMinute)
    return sentence('decision.mode-order-rate', rate(mode.ordersLastMinute, limits.mode.ordersPerMinute))
  return null
}

/**
 * While what is open could lose more than the day allows, nothing is added to it: so a day never loses more than its
 * limit and one stop.
 */
const lossesLeft = ({ limits, bot, account, market }: EntryRequest): Sentence | null => {
  const currency = market.quote
  const facts = (loss: Cash, limit: Cash) => ({ loss: cashText(loss), limit: cashText(limit), currency })
  const ofBot = scaleCash(cashOf(limits.bot.allocation, currency), limits.bot.dailyLoss)
  if (compareCash(bot.lossAtStops, ofBot) >= 0)
    return sentence('decision.bot-loss-at-stops', facts(bot.lossAtStops, ofBot))
  const ofAccount = scaleCash(account.dayStart, limits.account.dailyLoss)
  if (compareCash(account.lossAtStops, ofAccount) >= 0)
    return sentence('decision.account-loss-at-stops', facts(account.lossAtStops, ofAccount))
  return null
}

const one = ratio('1')

const size = (request: EntryRequest): EntryVerdict => {
  const sized = wanted(request)
  if (!sized.ok) return sized
  const { quantity, value, withFee } = sized.value
  const against = tooLarge(request, value, scaleCash(value, withFee)) ?? exposed(request, value, quantity)
  return against === null ? ok(quantity) : refused(against)
}

/** The size alone, before anything is asked of the account's funds and of limits on what is held. */
export const sizeOf = (request: EntryRequest): EntryVerdict => {
  const sized = wanted(request)
  return sized.ok ? ok(sized.value.quantity) : sized
}

interface Wanted {
  readonly quantity: Quantity
  readonly value: Cash
  readonly withFee: Ratio
}

const wanted = (request: EntryRequest): Result<Wanted, Sentence> => {
  const { limits, market, stop, trueRange, returns, sizeShare, bot, account } = request
  const currency = market.quote
  const capital = addCash(cashOf(limits.bot.allocation, currency), bot.realized)
  const sized = sizeEntry({
    ...{ limits: limits.bot.sizing, stop, trueRange, returns, sizeShare, capital, equity: account.equity },
    price: toNumber(request.price),
    feeRate: toNumber(market.takerFee),
  })
  if (!sized.ok) return sized
  const left = subtractCash(capital, bot.committed)
  const withFee = addRatio(one, market.takerFee)
  // The fee comes on top of the price, so the budget must hold both.
  const allowed = minCash(sized.value, left)
  const budget = request.most === undefined ? allowed : minCash(allowed, request.most)
  const quantity = floorAffordable(budget, scalePrice(request.price, withFee), market.amountStep)
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
  return ok({ quantity, value, withFee })
}

/** @param cost value with its fee */
const tooLarge = ({ limits, account, market }: EntryRequest, value: Cash, cost: Cash): Sentence | null => {
  const currency = market.quote
  if (compareCash(cost, account.free) > 0) {
    const facts = { needed: cashText(cost), free: cashText(account.free), currency }
    return sentence('decision.insufficient-funds', facts)
  }
  const reserve = scaleCash(account.equity, limits.account.reserve)
  const free = subtractCash(account.free, cost)
  if (compareCash(free, reserve) < 0)
    return sentence('decision.reserve', { free: cashText(free), limit: cashText(reserve), currency })
  const largest = scaleCash(account.equity, limits.account.largestOrder)
  return compareCash(value, largest) > 0
    ? sentence('decision.order-too-large', { value: cashText(value), limit: cashText(largest), currency })
    : null
}

const exposed = (request: EntryRequest, value: Cash, quantity: Quantity): Sentence | null => {
  const { limits, account, mode, market, price } = request
  const currency = market.quote
  const above = (code: string, exposure: Cash, equity: Cash, share: Ratio, more = {}): Sentence | null => {
    const limit = scaleCash(equity, share)
    if (compareCash(exposure, limit) <= 0) return null
    return sentence(code, { ...more, exposure: cashText(exposure), limit: cashText(limit), currency })
  }
  const ofAccount = addCash(account.exposure, value)
  // Valued by this pair: what was paid for with another currency counts, and nothing in another is added.
  const ofAsset = notional(price, addQuantity(mode.assetHeld, quantity), currency)
  return (
    above('decision.exposure-limit', ofAccount, account.equity, limits.bot.maxExposure) ??
    above('decision.account-exposure', ofAccount, account.equity, limits.account.exposure) ??
    above(
      'decision.pair-exposure',
      addCash(account.pairExposure, value),
      account.equity,
      limits.account.pairExposure,
      { symbol: market.symbol },
    ) ??
    above(
      'decision.currency-exposure',
      addCash(mode.exposure, value),
      mode.equity,
      limits.mode.currencyExposure,
    ) ??
    above('decision.asset-exposure', ofAsset, mode.equity, limits.mode.assetExposure, { asset: market.base })
  )
}
