import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Exits } from '../bots/exits.ts'
import type { Journal } from '../journal.ts'
import type { Books } from '../state/books.ts'
import type { OrderDesk } from './order-desk.ts'

interface ManualOrdersParts {
  readonly books: Books
  readonly journal: Journal
  readonly exits: Exits
  readonly orders: OrderDesk
}

type CloseRefusal = 'NOT_FOUND' | 'POSITION_CLOSING' | 'NO_MARKET_DATA' | 'WRONG_STATE'

/** What the user asks of one position or one order. */
export class ManualOrders {
  readonly #parts: ManualOrdersParts

  constructor(parts: ManualOrdersParts) {
    this.#parts = parts
  }

  closePosition(id: string): Result<null, CloseRefusal> {
    const { books, journal, exits } = this.#parts
    const position = books.positions.get(id)
    if (position === undefined) return refused('NOT_FOUND')
    journal.write('position.close-asked', { actor: 'user', botId: position.botId, facts: { id } })
    const closed = exits.close(position, sentence('order.closed-by-user'))
    if (closed.ok) return closed
    return refused(closed.error === 'DUST' ? 'WRONG_STATE' : closed.error)
  }

  cancelOrder(id: string): Result<null, 'NOT_FOUND'> {
    const { books, journal, orders } = this.#parts
    const pending = books.orders.get(id)
    if (pending === undefined) return refused('NOT_FOUND')
    const { order } = pending
    journal.write('order.cancel-asked', { actor: 'user', botId: order.botId, orderId: id })
    orders.cancel(order)
    return ok(null)
  }
}
