import { text } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sentence } from '../../domain/sentence.ts'
import { newOrder } from '../bots/new-order.ts'
import type { Books } from '../state/books.ts'
import type { Protection } from './protection-plan.ts'

/** Protection orders that are pending, by position: one, or two while the later takes the place of the earlier. */
export class ProtectionOrders {
  readonly #books: Books
  readonly #ids = new Map<string, readonly string[]>()

  constructor(books: Books) {
    this.#books = books
  }

  positionIds(): Iterable<string> {
    return this.#ids.keys()
  }

  /** Also while the end of one that is in the books no more is still to be seen to. */
  has(positionId: string): boolean {
    return this.#ids.has(positionId)
  }

  /** Oldest first. */
  of(positionId: string): readonly Order[] {
    return (this.#ids.get(positionId) ?? []).flatMap((id) => this.#books.orders.get(id)?.order ?? [])
  }

  add({ positionId, clientOrderId }: Order): void {
    const others = (this.#ids.get(positionId) ?? []).filter((id) => id !== clientOrderId)
    this.#ids.set(positionId, [...others, clientOrderId])
  }

  remove({ positionId, clientOrderId }: Order): void {
    const others = (this.#ids.get(positionId) ?? []).filter((id) => id !== clientOrderId)
    if (others.length === 0) this.#ids.delete(positionId)
    else this.#ids.set(positionId, others)
  }
}

/** The order that gives a position the protection. */
export const protectionOrder = (
  { id: positionId, botId, accountId, mode, symbol }: Position,
  { type, quantity, triggerPrice, limitPrice }: Protection,
  given: Pick<Order, 'clientOrderId' | 'marketTime' | 'createdAt'>,
): Order => ({
  ...newOrder({
    ...given,
    positionId,
    botId,
    accountId,
    mode,
    symbol,
    side: 'sell',
    purpose: 'protection',
    quantity,
    expected: limitPrice ?? triggerPrice,
    reason: sentence('order.protects', { level: text(triggerPrice) }),
  }),
  type,
  triggerPrice,
  limitPrice,
})
