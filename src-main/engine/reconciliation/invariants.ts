import { pairOf } from '../../domain/market/pair.ts'
import { addQuantity, compare, zeroQuantity } from '../../domain/money/decimal.ts'
import type { Position } from '../../domain/positions/position.ts'
import { type CountedFill, miscounts } from '../../domain/positions/recount.ts'
import type { Changes } from '../changes.ts'
import type { BookedFill, Store } from '../ports/store.ts'
import { receivedOf } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import type { Breach } from '../state/mismatch.ts'

interface InvariantsParts {
  readonly books: Books
  readonly store: Store
  readonly changes: Changes
}

/**
 * What must always hold in our own books: every position is what its fills add up to, every order is filled by its
 * own fills alone, and no trade or order is there twice.
 */
export class Invariants {
  readonly #parts: InvariantsParts
  /** Positions that have changed since they were checked; an open one is checked always. */
  readonly #changed = new Set<string>()

  constructor(parts: InvariantsParts) {
    this.#parts = parts
    parts.changes.subscribe((change) => {
      if (change.kind === 'position') this.#changed.add(change.id)
    })
  }

  breaches(accountId: string): readonly Breach[] {
    const { books, store } = this.#parts
    const positions = [...new Set([...books.positions.keys(), ...this.#changed])]
      .map((id) => books.positions.get(id) ?? store.positions.byId(id))
      .filter((position) => position?.accountId === accountId)
    return positions.flatMap((position) => {
      if (position === null || position === undefined) return []
      const found = this.#ofPosition(position)
      // What is wrong stays in sight, though it may have closed.
      if (found.length === 0) this.#changed.delete(position.id)
      return found
    })
  }

  #ofPosition(position: Position): readonly Breach[] {
    const { store } = this.#parts
    const { symbol } = position
    const booked = store.fills.ofPosition(position.id)
    const counted = booked.map((each): CountedFill => {
      const received = receivedOf(pairOf(symbol), each.order.side, each.fill)
      return { fill: each.fill, side: each.order.side, received, fee: each.feeInQuote }
    })
    const wrong = miscounts(position, counted).map((sum): Breach => {
      return { kind: 'breach', code: `position-${sum}`, symbol, subject: position.id }
    })
    return [...wrong, ...this.#ofOrders(symbol, booked)]
  }

  #ofOrders(symbol: string, booked: readonly BookedFill[]): readonly Breach[] {
    const byOrder = Map.groupBy(booked, ({ order }) => order.clientOrderId)
    return [...byOrder].flatMap(([id, fills]): readonly Breach[] => {
      const order = fills[0]?.order
      if (order === undefined) return []
      const sum = fills.reduce((total, { fill }) => addQuantity(total, fill.quantity), zeroQuantity)
      const trades = new Set(fills.map(({ fill }) => fill.tradeId))
      const breach = (code: Breach['code']): Breach => ({ kind: 'breach', code, symbol, subject: id })
      return [
        ...(compare(sum, order.filled) === 0 ? [] : [breach('order-filled')]),
        ...(compare(sum, order.quantity) <= 0 ? [] : [breach('order-overfilled')]),
        ...(trades.size === fills.length && order.tradeIds.length === fills.length
          ? []
          : [breach('duplicate-trade')]),
      ]
    })
  }
}
