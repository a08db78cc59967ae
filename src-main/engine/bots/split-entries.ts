import { compare, type Quantity, toNumber } from '../../domain/money/decimal.ts'
import { type RouteCost, takesWhole } from '../../domain/orders/choose-route.ts'
import type { Order } from '../../domain/orders/order.ts'
import { smallestOrder } from '../../domain/orders/smallest-order.ts'
import { type PartRoute, splitEntry } from '../../domain/orders/split-entry.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { EntryGate } from '../risk/entry-gate.ts'
import type { BotRuntime } from '../state/roster.ts'
import type { Entries, EntryTerms } from './entries.ts'
import type { ReadingMessage } from './verdict.ts'

interface SplitEntriesParts {
  readonly entries: Entries
  readonly gate: EntryGate
}

/** What an account could take of an entry. */
export interface EntryOffer {
  readonly accountId: string
  readonly terms: EntryTerms
  /** What the entry would be by this account's money. */
  readonly whole: Quantity
  /** What of it may be bought there now. */
  readonly most: Quantity
}

/**
 * Entries for which the cheapest account's book, money or limits are too small, spread over several accounts. Each part
 * is a position of its own; together they count as one trade.
 *
 * A part that comes to nothing is not bought elsewhere: that entry is smaller than was wanted, which is told. It is the
 * side on which no money can be lost by mistake. A part without an answer may still be bought, so that it could be
 * replaced only once the exchange has denied it, seconds to minutes later: at another price, on books of which the other
 * parts have already taken the cheap levels, and for a signal that is no longer the newest. What is bought alone then
 * would need limits, size and stop of a new entry, and that is what the strategy's next one is.
 */
export class SplitEntries {
  readonly #parts: SplitEntriesParts

  constructor(parts: SplitEntriesParts) {
    this.#parts = parts
  }

  /** What each account could take; nothing where the bot does not split now. */
  offers(runtime: BotRuntime, accountIds: readonly string[], message: ReadingMessage): readonly EntryOffer[] {
    const { entries, gate } = this.#parts
    if (accountIds.length < 2 || !gate.maySplit(runtime)) return []
    return accountIds.flatMap((accountId) => {
      const terms = entries.terms(runtime, accountId, message)
      const offer = terms.ok ? gate.offer({ runtime, accountId, ...terms.value, message }) : terms
      return terms.ok && offer.ok ? [{ accountId, terms: terms.value, ...offer.value }] : []
    })
  }

  /**
   * An order for each part, all of them held against the limits together; null where one account is enough, or where
   * it cannot be split. What is wanted is what the entry would be on the account with the most money for it.
   */
  orders(
    runtime: BotRuntime,
    offers: readonly EntryOffer[],
    ranked: readonly RouteCost[],
    message: ReadingMessage,
    reason: Sentence,
  ): readonly Order[] | null {
    const { entries, gate } = this.#parts
    const [wanted] = offers.map(({ whole }) => whole).sort((one, other) => compare(other, one))
    if (wanted === undefined || takesWhole(ranked, toNumber(wanted))) return null
    const byRoute = new Map(offers.flatMap((offer) => routeOf(offer, ranked)))
    const parts = splitEntry([...byRoute.keys()], wanted).flatMap(({ route, quantity }) => {
      const offer = byRoute.get(route)
      return offer === undefined ? [] : [{ accountId: offer.accountId, ...offer.terms, quantity }]
    })
    if (parts.length < 2 || !gate.allows(runtime, parts, message)) return null
    return parts.map(({ accountId, price, quantity }) =>
      entries.order(runtime, { accountId, price, quantity }, message, reason),
    )
  }
}

/** An account whose book nobody knows takes no part. */
const routeOf = (
  offer: EntryOffer,
  ranked: readonly RouteCost[],
): readonly (readonly [PartRoute, EntryOffer])[] => {
  const { accountId, most, terms } = offer
  const levels = ranked.find(({ route }) => route.accountId === accountId)?.route.levels ?? null
  if (levels === null) return []
  const { market, price } = terms
  const { amountStep: step } = market
  const takerFee = toNumber(market.takerFee)
  return [[{ accountId, most, least: smallestOrder(market, price), step, takerFee, levels }, offer]]
}
