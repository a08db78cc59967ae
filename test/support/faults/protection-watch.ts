import { times, type Units, units } from '../exchange-simulator/units.ts'
import { pairs } from './pairs.ts'
import { filledOf, type VenueBooks } from './venue-books.ts'

/** How often it looks. */
export const everyMs = 1_000
/** What is worth less cannot be sold, and no stop can be placed for it: each of three bots can leave almost 5 on a pair. */
const dust = units('20')

/** How long the exchange has coins of ours for which nothing waits there to sell them, while it could be asked to. */
export class ProtectionWatch {
  longestMs = 0
  readonly #books: VenueBooks
  readonly #since = new Map<string, number>()

  constructor(books: VenueBooks) {
    this.#books = books
  }

  /** Call every second of the app's life. What passes while the exchange cannot be reached does not count. */
  look(isReachable: boolean): void {
    for (const { symbol, base } of pairs) {
      if (this.#isCovered(symbol, base)) this.#since.delete(symbol)
      else if (isReachable) {
        const lasted = this.#since.get(symbol) ?? 0
        this.#since.set(symbol, lasted + everyMs)
        this.longestMs = Math.max(this.longestMs, lasted)
      }
    }
  }

  /** Pairs of which coins lie there now with nothing to sell them. */
  uncovered(): readonly string[] {
    return pairs.filter(({ symbol, base }) => !this.#isCovered(symbol, base)).map(({ symbol }) => symbol)
  }

  #isCovered(symbol: string, base: string): boolean {
    let open: Units = this.#books.balance(base)
    for (const order of this.#books.orders) {
      const sells = order.symbol === symbol && order.side === 'sell' && order.status === 'open'
      if (sells) open -= order.amount - filledOf(order)
    }
    return times(open, this.#books.price(symbol)) < dust
  }
}
