import { ratio } from '../money/decimal.ts'
import { smallestOrder } from '../orders/smallest-order.ts'
import { ok } from '../result.ts'
import { checkEntry, type EntryRequest, type EntryVerdict } from '../risk/check-entry.ts'
import { isFirstTrade, type LiveTerms } from './live-terms.ts'

const quarter = ratio('0.25')

/** As checkEntry, for a bot that is new to real money: a quarter of the size, but no less than the exchange takes. */
const checkFirstEntry = (request: EntryRequest): EntryVerdict => {
  const small = checkEntry({ ...request, sizeShare: quarter })
  if (small.ok || small.error.code !== 'decision.below-minimum') return small
  const full = checkEntry(request)
  return full.ok ? ok(smallestOrder(request.market, request.price)) : full
}

/** How the next entry of a bot is checked. @param trades as for isFirstTrade */
export const entryCheckOf = (terms: LiveTerms | undefined, trades: () => number) =>
  isFirstTrade(terms, trades) ? checkFirstEntry : checkEntry
