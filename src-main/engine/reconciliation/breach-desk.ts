import { addQuantity, meanPrice, toNumber, zeroQuantity } from '../../domain/money/decimal.ts'
import { isFinal, type Order, stateOf } from '../../domain/orders/order.ts'
import type { Position } from '../../domain/positions/position.ts'
import { recounted } from '../../domain/positions/recount.ts'
import { ok, type Result, refused } from '../../domain/result.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import { trailLength } from '../orders/fill-desk.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { Breach } from '../state/mismatch.ts'
import type { Roster } from '../state/roster.ts'
import type { StopDesk } from '../stops/stop-desk.ts'
import { type Invariants, seenKey } from './invariants.ts'
import type { Verdicts } from './verdicts.ts'

interface BreachDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly orders: OrderDesk
  readonly stops: StopDesk
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
    verdicts.take(accountId, 'decided')
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
    const isReopened = counted.closedAt === null && !books.positions.has(id)
    const guard = isReopened ? this.#guard(counted) : () => {}
    return () => {
      if (counted.closedAt === null) books.positions.set(id, counted)
      else books.positions.delete(id)
      const runtime = roster.get(counted.botId)
      if (runtime !== undefined) {
        runtime.totals = store.positions.totalsOf(counted.botId) ?? runtime.totals
        runtime.results = store.positions.results(counted.botId, trailLength)
      }
      guard()
      changes.announce({ kind: 'position', id })
      changes.announce({ kind: 'bot', id: counted.botId })
    }
  }

  /**
   * A stop for a position that is held again, by its bot's settings, from the last price on as where coins are adopted:
   * what it may have lost before is no reason to sell it now. Of one whose bot is gone the user is told.
   */
  #guard({ id: positionId, botId, accountId, symbol, cost, quantity }: Position): () => void {
    const { books, roster, stops, verdicts } = this.#parts
    const runtime = roster.get(botId)
    if (runtime === undefined) return () => this.#tellWithoutBot(accountId, symbol)
    const price = books.mark(books.venueOf(accountId), symbol) ?? meanPrice(cost, quantity)
    const rememberStop = stops.plan(
      runtime,
      { accountId, symbol },
      {
        positionId,
        price: toNumber(price),
        time: verdicts.times(accountId).marketTime,
        strategyStop: null,
        trueRange: null,
      },
    )
    return () => {
      rememberStop()
      stops.onPaid(positionId)
    }
  }

  #tellWithoutBot(accountId: string, symbol: string): void {
    const { books, alerts } = this.#parts
    const { venueId, mode, name = accountId } = books.account(accountId).book.account
    const venue = books.venues.get(venueId)?.info.name ?? venueId
    const text = sentence('alert.position-without-bot', { venue, account: name, symbol })
    alerts.raise('critical', text, '/positions', { venueId, mode })
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
