import { pairOf } from '../../domain/market/pair.ts'
import { addQuantity, compare, text, zeroQuantity } from '../../domain/money/decimal.ts'
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

/** Where a breach that the user has seen and nothing can mend is kept, with what was counted then. */
export const seenKey = (accountId: string, { code, subject }: Pick<Breach, 'code' | 'subject'>): string =>
  `account.${accountId}.seen.${code}.${subject}`

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

  /** A position's fills, in the order in which they were booked. */
  fillsOf(position: Position): readonly CountedFill[] {
    return this.#counted(position, this.#parts.store.fills.ofPosition(position.id))
  }

  #counted({ symbol }: Position, booked: readonly BookedFill[]): readonly CountedFill[] {
    return booked.map(({ fill, order: { side }, feeInQuote: fee }) => {
      return { fill, side, received: receivedOf(pairOf(symbol), side, fill), fee }
    })
  }

  #ofPosition(position: Position): readonly Breach[] {
    const { store } = this.#parts
    const { symbol, accountId, id } = position
    const booked = store.fills.ofPosition(id)
    const wrong = miscounts(position, this.#counted(position, booked)).map((each): Breach => {
      const { sum, booked: said, counted } = each
      return { kind: 'breach', code: `position-${sum}`, symbol, subject: id, booked: said, counted }
    })
    return [...wrong, ...this.#ofOrders(symbol, booked)].filter((breach) => {
      return store.settings.get(seenKey(accountId, breach)) !== breach.counted
    })
  }

  #ofOrders(symbol: string, booked: readonly BookedFill[]): readonly Breach[] {
    const byOrder = Map.groupBy(booked, ({ order }) => order.clientOrderId)
    return [...byOrder].flatMap(([subject, fills]): readonly Breach[] => {
      const order = fills[0]?.order
      if (order === undefined) return []
      const sum = fills.reduce((total, { fill }) => addQuantity(total, fill.quantity), zeroQuantity)
      const breach = (code: Breach['code'], said: string, counted: string): Breach => {
        return { kind: 'breach', code, symbol, subject, booked: said, counted }
      }
      const trades = order.tradeIds.length
      return [
        ...(compare(sum, order.filled) === 0 ? [] : [breach('order-filled', text(order.filled), text(sum))]),
        ...(compare(sum, order.quantity) <= 0
          ? []
          : [breach('order-overfilled', text(order.quantity), text(sum))]),
        ...(trades === fills.length ? [] : [breach('duplicate-trade', `${trades}`, `${fills.length}`)]),
      ]
    })
  }
}
