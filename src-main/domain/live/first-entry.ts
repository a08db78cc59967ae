import type { Market } from '../market/market.ts'
import {
  addQuantity,
  compare,
  compareCash,
  floorAffordable,
  notional,
  type Price,
  type Quantity,
  ratio,
} from '../money/decimal.ts'
import { ok } from '../result.ts'
import { checkEntry, type EntryRequest, type EntryVerdict } from '../risk/check-entry.ts'
import { isFirstTrade, type LiveTerms } from './live-terms.ts'

const quarter = ratio('0.25')

/** The least that the exchange takes, in whole steps. */
const smallestOrder = ({ minNotional, amountStep, minAmount }: Market, price: Price): Quantity => {
  const below = floorAffordable(minNotional, price, amountStep)
  const isEnough = compareCash(notional(price, below, minNotional.currency), minNotional) >= 0
  const byValue = isEnough ? below : addQuantity(below, amountStep)
  return compare(byValue, minAmount) < 0 ? minAmount : byValue
}

/** As checkEntry, for a bot that is new to real money: a quarter of the size, but no less than the exchange takes. */
const checkFirstEntry = (request: EntryRequest): EntryVerdict => {
  const small = checkEntry({ ...request, sizeShare: quarter })
  if (small.ok || small.error.code !== 'decision.below-minimum') return small
  const full = checkEntry(request)
  return full.ok ? ok(smallestOrder(request.market, request.price)) : full
}

/** How the next entry of a bot is checked. @param trades of the bot so far, open ones and those on their way included */
export const entryCheckOf = (terms: LiveTerms | undefined, trades: number) =>
  isFirstTrade(terms, trades) ? checkFirstEntry : checkEntry
