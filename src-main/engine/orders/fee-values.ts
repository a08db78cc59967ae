import type { Pair } from '../../domain/market/pair.ts'
import {
  type Cash,
  cash,
  cashText,
  noCash,
  notional,
  ratio,
  scaleCash,
  text,
} from '../../domain/money/decimal.ts'
import type { Fill, Order } from '../../domain/orders/order.ts'
import type { Analysis } from '../ports/analysis.ts'
import type { Books } from '../state/books.ts'

interface FeeValuesParts {
  readonly books: Books
  readonly analysis: Analysis
}

/** What fees cost in the quote currency of their trade. */
export class FeeValues {
  readonly #parts: FeeValuesParts
  readonly #watched = new Set<string>()

  constructor(parts: FeeValuesParts) {
    this.#parts = parts
  }

  /**
   * A fee in a third coin counts at that coin's last price; while that is not known, at what the pair's own rate
   * would have taken. A buyer's fee in the coin bought is no cost of its own: fewer coins were received.
   */
  inQuote(order: Order, pair: Pair, fill: Fill): Cash {
    const { fee } = fill
    if (fee.currency === pair.quote) return fee
    if (fee.currency === pair.base) {
      if (order.side === 'buy') return noCash(pair.quote)
      return scaleCash(cash(text(fill.price), pair.quote), ratio(cashText(fee)))
    }
    const { books } = this.#parts
    const { venueId } = books.account(order.accountId).book.account
    const symbol = `${fee.currency}/${pair.quote}`
    const mark = books.mark(venueId, symbol)
    if (mark !== undefined) return scaleCash(cash(text(mark), pair.quote), ratio(cashText(fee)))
    this.#watch(venueId, symbol)
    const market = books.market(venueId, order.symbol)
    if (market === undefined) return noCash(pair.quote)
    const rate = fill.liquidity === 'maker' ? market.makerFee : market.takerFee
    return scaleCash(notional(fill.price, fill.quantity, pair.quote), rate)
  }

  /** The next fee in this coin finds its price known. */
  #watch(venueId: string, symbol: string): void {
    const { books, analysis } = this.#parts
    const key = `${venueId} ${symbol}`
    if (this.#watched.has(key) || books.market(venueId, symbol) === undefined) return
    this.#watched.add(key)
    analysis.watchQuotes(venueId, symbol)
  }
}
