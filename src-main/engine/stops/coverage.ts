import { compare, isZero, subtractQuantity } from '../../domain/money/decimal.ts'
import { isFinal, type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import type { Books } from '../state/books.ts'
import { type Protection, protectionOf } from './protection-plan.ts'
import type { StopDesk } from './stop-desk.ts'

interface CoverageParts {
  readonly books: Books
  readonly stops: StopDesk
}

/** What should protect a position at its exchange, and whether an order does. */
export class Coverage {
  readonly #parts: CoverageParts

  constructor(parts: CoverageParts) {
    this.#parts = parts
  }

  /** Null when nothing can or should protect it there. */
  wanted(position: Position): Protection | null {
    const { books, stops } = this.#parts
    const { exchange, book } = books.account(position.accountId)
    const market = books.market(book.account.venueId, position.symbol)
    if (market === undefined) return null
    const stop = stops.of(position.id)?.stop ?? null
    return protectionOf(position, stop, market, exchange.capabilities(position.symbol))
  }

  /** True when the exchange has confirmed the order, and it is for all that can be sold. */
  isGiven(order: Order | undefined, wanted: Protection): boolean {
    if (order === undefined || !order.facts.acknowledged || isFinal(stateOf(order))) return false
    // Whether it is still there is what the exchange is being asked.
    if (this.#parts.books.asking.has(order.clientOrderId)) return false
    const rest = subtractQuantity(order.quantity, order.filled)
    return !isZero(rest) && compare(rest, wanted.quantity) >= 0
  }

  /** The exchange would refuse such a stop, and the app's own stop has been touched. */
  isBeyond({ accountId, symbol }: Position, wanted: Protection): boolean {
    const { books } = this.#parts
    const mark = books.mark(books.venueOf(accountId), symbol)
    return mark !== undefined && compare(mark, wanted.triggerPrice) <= 0
  }
}
