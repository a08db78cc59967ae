import { isZero, meanPrice, type Price, signOfCash, text } from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sentence } from '../../domain/sentence.ts'
import type { Exits } from '../bots/exits.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Moves } from './moves.ts'

interface DustDeskParts {
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly lane: Lane
  readonly journal: Journal
  readonly exits: Exits
  readonly moves: Moves
}

/**
 * Remainders below the exchange's minimum, as fees in the coin bought leave them: they go to a ledger of their own, so
 * that their position is closed and its place free, and into the next position on the pair.
 */
export class DustDesk {
  readonly #parts: DustDeskParts

  constructor(parts: DustDeskParts) {
    this.#parts = parts
  }

  /** Call when an order has ended: what it leaves may be more than nothing and less than can be sold. */
  onEnded(order: Order): void {
    const { books, exits } = this.#parts
    const position = books.positions.get(order.positionId)
    if (position === undefined || isZero(position.quantity)) return
    const isBusy = [...books.orders.values()].some((pending) => pending.order.positionId === position.id)
    if (!isBusy && exits.isDust(position)) this.#setAside(position)
  }

  /** Call when a position was opened, changed or closed. */
  onPosition(id: string): void {
    const { books, store, lane } = this.#parts
    const position = books.positions.get(id)
    if (position === undefined || store.dust.of(position.accountId, position.symbol) === null) return
    lane.post(() => this.#takeIn(id))
  }

  #setAside(position: Position): void {
    const { store, clock, journal, moves } = this.#parts
    const { accountId, symbol, base, quantity, botId, id } = position
    const reason = sentence('order.dust-kept')
    moves.outOf(position, quantity, this.#priceOf(position), reason, () => {
      store.dust.add({ accountId, symbol, asset: base, quantity, since: clock.now() })
      journal.write('dust.kept', { botId, facts: { symbol, quantity: text(quantity), position: id } })
    })
  }

  #takeIn(id: string): void {
    const { books, store, journal, moves } = this.#parts
    const position = books.positions.get(id)
    if (position === undefined) return
    const { accountId, symbol, botId } = position
    const dust = store.dust.of(accountId, symbol)
    if (dust === null) return
    moves.into(position, dust.quantity, this.#priceOf(position), sentence('order.dust-taken'), () => {
      store.dust.remove(accountId, symbol)
      journal.write('dust.taken', { botId, facts: { symbol, quantity: text(dust.quantity), position: id } })
    })
  }

  /** What it cost, so that what is moved brings no result of its own. */
  #priceOf({ accountId, symbol, cost, quantity }: Position): Price {
    const { books } = this.#parts
    const { venueId } = books.account(accountId).book.account
    const mark = books.mark(venueId, symbol)
    return signOfCash(cost) <= 0 && mark !== undefined ? mark : meanPrice(cost, quantity)
  }
}
