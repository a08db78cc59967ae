import type { Order } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sellableOf } from '../../domain/positions/sellable.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import type { Sentence } from '../../domain/sentence.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ids } from '../ports/ids.ts'
import type { Books } from '../state/books.ts'
import { newOrder } from './new-order.ts'

interface ExitsParts {
  readonly books: Books
  readonly clock: Clock
  readonly ids: Ids
  readonly orders: OrderDesk
}

/** Dust: what is left is below the exchange's minimum, so that it would refuse the sale. */
export type NoExit = 'NO_MARKET_DATA' | 'DUST'

/** Sales of whole positions at the market. */
export class Exits {
  readonly #parts: ExitsParts

  constructor(parts: ExitsParts) {
    this.#parts = parts
  }

  /** The order that would sell all that can be sold; nothing is sent. */
  plan(position: Position, reason: Sentence, marketTime: number): Result<Order, NoExit> {
    const { books, clock, ids } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const market = books.market(venueId, position.symbol)
    const mark = books.mark(venueId, position.symbol)
    if (market === undefined || mark === undefined) return refused('NO_MARKET_DATA')
    const quantity = sellableOf(market, position.quantity, mark)
    if (quantity === null) return refused('DUST')
    const { botId, accountId, mode, symbol } = position
    const order = newOrder({
      clientOrderId: ids.next('order'),
      botId,
      accountId,
      mode,
      symbol,
      side: 'sell',
      purpose: 'exit',
      positionId: position.id,
      quantity,
      expected: mark,
      reason,
      marketTime,
      createdAt: clock.now(),
    })
    return ok(order)
  }

  /** Below the exchange's minimum at the last price; false while there is none. */
  isDust(position: Position): boolean {
    const { books } = this.#parts
    const { venueId } = books.account(position.accountId).book.account
    const market = books.market(venueId, position.symbol)
    const mark = books.mark(venueId, position.symbol)
    return market !== undefined && mark !== undefined && sellableOf(market, position.quantity, mark) === null
  }

  /** Sends the sale. "POSITION_CLOSING": an order of the bot is under way on the pair, and it is its turn first. */
  close(position: Position, reason: Sentence): Result<null, NoExit | 'POSITION_CLOSING'> {
    const { books, clock, orders } = this.#parts
    if (books.pendingOf(position.botId, position.symbol) !== undefined) return refused('POSITION_CLOSING')
    const { venueId } = books.account(position.accountId).book.account
    const planned = this.plan(position, reason, books.venues.get(venueId)?.marketTime ?? clock.now())
    if (!planned.ok) return planned
    orders.place(planned.value, () => {})
    return ok(null)
  }
}
