import { addQuantity, zeroQuantity } from '../../domain/money/decimal.ts'
import { isFinal, type Order, stateOf } from '../../domain/orders/order.ts'
import { recounted } from '../../domain/positions/recount.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Breach } from '../state/mismatch.ts'
import type { Roster } from '../state/roster.ts'
import { type Invariants, seenKey } from './invariants.ts'
import type { Verdicts } from './verdicts.ts'

interface BreachDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly journal: Journal
  readonly changes: Changes
  readonly orders: OrderDesk
  readonly invariants: Invariants
  readonly verdicts: Verdicts
  readonly onPending: (order: Order, pending: boolean) => void
}

/**
 * Where our own books contradict themselves the fills are believed: they are what the exchange has said. The user
 * decides that they are, and no money moves. What no counting can mend, such as an order that filled beyond its size,
 * is left as it is booked; the user has seen it then, and hears of it again should more come.
 */
export class BreachDesk {
  readonly #parts: BreachDeskParts

  constructor(parts: BreachDeskParts) {
    this.#parts = parts
  }

  /** @param counted what the user was shown; "CHANGED" when it is no longer that */
  accept(
    accountId: string,
    code: Breach['code'],
    subject: string,
    counted: string,
    reason: string,
  ): Result<null, 'NOT_FOUND' | 'CHANGED'> {
    const { invariants, journal, store, verdicts } = this.#parts
    const breach = invariants
      .breaches(accountId)
      .find((each) => each.code === code && each.subject === subject)
    if (breach === undefined) return refused('NOT_FOUND')
    if (breach.counted !== counted) return refused('CHANGED')
    const remember = store.transaction(() => {
      const { symbol, booked } = breach
      const facts = { accountId, symbol, code, subject, booked, counted, reason }
      journal.write('reconcile.breach-accepted', { actor: 'user', facts })
      return this.#settle(accountId, breach)
    })
    remember()
    verdicts.take(accountId, 'certain')
    return ok(null)
  }

  /** Call in a transaction. @returns what to do in memory once that has committed */
  #settle(accountId: string, breach: Breach): () => void {
    const { store } = this.#parts
    switch (breach.code) {
      case 'order-filled':
      case 'duplicate-trade':
        return this.#mendOrder(breach.subject)
      case 'order-overfilled':
      case 'position-oversold':
        store.settings.set(seenKey(accountId, breach), breach.counted)
        return () => {}
      default:
        return this.#mendPosition(breach.subject)
    }
  }

  #mendPosition(id: string): () => void {
    const { books, roster, store, invariants, changes } = this.#parts
    const position = books.positions.get(id) ?? store.positions.byId(id)
    const counted = position === null ? null : recounted(position, invariants.fillsOf(position))
    if (counted === null) return () => {}
    store.positions.save(counted)
    return () => {
      if (counted.closedAt === null) books.positions.set(id, counted)
      else books.positions.delete(id)
      const runtime = roster.get(counted.botId)
      if (runtime !== undefined) runtime.totals = store.positions.totalsOf(counted.botId) ?? runtime.totals
      changes.announce({ kind: 'position', id })
      changes.announce({ kind: 'bot', id: counted.botId })
    }
  }

  /** What the exchange has filled besides is booked when it says so. */
  #mendOrder(clientOrderId: string): () => void {
    const { books, store, orders, onPending, changes } = this.#parts
    const known = orders.known(clientOrderId)
    if (known === null) return () => {}
    const fills = store.fills
      .ofPosition(known.positionId)
      .filter(({ order }) => order.clientOrderId === clientOrderId)
    const filled = fills.reduce((sum, { fill }) => addQuantity(sum, fill.quantity), zeroQuantity)
    const order = { ...known, filled, tradeIds: fills.map(({ fill }) => fill.tradeId) }
    store.orders.update(order)
    return () => {
      const isPending = !isFinal(stateOf(order))
      const wasPending = books.orders.has(clientOrderId)
      if (isPending) books.orders.set(clientOrderId, { order })
      else books.orders.delete(clientOrderId)
      if (isPending !== wasPending) onPending(order, isPending)
      changes.announce({ kind: 'order', id: clientOrderId })
      void orders.settle(clientOrderId)
    }
  }
}
