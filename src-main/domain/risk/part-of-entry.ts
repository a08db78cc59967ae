import {
  addRatio,
  type Cash,
  compare,
  floorAffordable,
  minCash,
  notional,
  type Quantity,
  ratio,
  scaleCash,
  scalePrice,
  subtractCash,
} from '../money/decimal.ts'
import { ok, type Result, refused } from '../result.ts'
import type { Sentence } from '../sentence.ts'
import { checkEntry, type EntryRequest, sizeOf } from './check-entry.ts'

export interface PartOfEntry {
  /** What the entry would be by the bot's sizing on this account's money, and what all accounts together may still hold. */
  readonly whole: Quantity
  /** What of it this account may buy now. */
  readonly most: Quantity
}

const one = ratio('1')

/** What may be spent before a limit of the account stands against it, the fee included. May be below zero. */
const roomOfAccount = ({ account, limits, market }: EntryRequest): Cash => {
  const withFee = addRatio(one, market.takerFee)
  const share = (of: Parameters<typeof scaleCash>[1]) => scaleCash(account.equity, of)
  const values = [
    share(limits.account.largestOrder),
    subtractCash(share(limits.bot.maxExposure), account.exposure),
    subtractCash(share(limits.account.exposure), account.exposure),
    subtractCash(share(limits.account.pairExposure), account.pairExposure),
  ]
  const free = subtractCash(account.free, share(limits.account.reserve))
  return values.reduce((least, value) => minCash(least, scaleCash(value, withFee)), free)
}

/** The same of all accounts together. */
const roomOfMode = ({ mode, limits, market, price }: EntryRequest): Cash => {
  const { currencyExposure, assetExposure } = limits.mode
  const held = notional(price, mode.assetHeld, market.quote)
  const value = minCash(
    subtractCash(scaleCash(mode.equity, currencyExposure), mode.exposure),
    subtractCash(scaleCash(mode.equity, assetExposure), held),
  )
  return scaleCash(value, addRatio(one, market.takerFee))
}

/** What an account can take of an entry that is spread over several: cut to what its limits leave, where one order would be refused. */
export const partOfEntry = (request: EntryRequest): Result<PartOfEntry, Sentence> => {
  const sized = sizeOf(request)
  if (!sized.ok) return sized
  const { market, price } = request
  const ofMode = roomOfMode(request)
  const most = checkEntry({ ...request, most: minCash(roomOfAccount(request), ofMode) })
  if (!most.ok) return refused(most.error)
  const unit = scalePrice(price, addRatio(one, market.takerFee))
  const byMode = floorAffordable(ofMode, unit, market.amountStep)
  return ok({ whole: compare(sized.value, byMode) <= 0 ? sized.value : byMode, most: most.value })
}
