import type { SymbolMarket } from '../market/symbol-market.ts'
import { dividedBy, floorTo, smaller, times, type Units } from '../units.ts'
import type { Side } from './order.ts'

/** A price at which something could be traded at once, and how much of it. */
export interface Match {
  readonly priceSteps: number
  readonly price: Units
  readonly amount: Units
}

export interface Wanted {
  readonly side: Side
  readonly amount: Units | null
  readonly cost: Units | null
  /** The worst price allowed; null for any. */
  readonly limit: Units | null
}

/** Walks the other side of the book from its best level, without taking anything yet. */
export const matchesFor = (symbol: SymbolMarket, wanted: Wanted): readonly Match[] => {
  const { listing, book } = symbol
  const levels = wanted.side === 'buy' ? book.levels().asks : book.levels().bids
  const found: Match[] = []
  let amountLeft = wanted.amount
  let costLeft = wanted.cost
  for (const level of levels) {
    const price = listing.price(level[0])
    if (wanted.limit !== null && (wanted.side === 'buy' ? price > wanted.limit : price < wanted.limit)) break
    const there = listing.amount(book.available(level))
    const affordable = costLeft === null ? there : floorTo(dividedBy(costLeft, price), listing.amountStep)
    const amount = smaller(smaller(there, affordable), amountLeft ?? there)
    if (amount > 0n) found.push({ priceSteps: level[0], price, amount })
    if (amountLeft !== null) amountLeft -= amount
    if (costLeft !== null) costLeft -= times(price, amount)
    if (amountLeft === 0n || (costLeft !== null && affordable < there)) break
  }
  return found
}

export const totalOf = (matches: readonly Match[]): { amount: Units; quote: Units } => ({
  amount: matches.reduce((sum, match) => sum + match.amount, 0n),
  quote: matches.reduce((sum, match) => sum + times(match.price, match.amount), 0n),
})
