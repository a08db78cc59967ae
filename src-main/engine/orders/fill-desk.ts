import { type Pair, pairOf } from '../../domain/market/pair.ts'
import {
  cashText,
  compare,
  isZero,
  type Quantity,
  subtractQuantity,
  text,
  zeroQuantity,
} from '../../domain/money/decimal.ts'
import type { Fill, Order } from '../../domain/orders/order.ts'
import { applyFill, openPosition, type Position } from '../../domain/positions/position.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { BookedFill, Store } from '../ports/store.ts'
import { receivedOf } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import type { Roster } from '../state/roster.ts'
import type { FeeValues } from './fee-values.ts'
import { TradeAlerts } from './trade-alerts.ts'

interface FillDeskParts {
  readonly books: Books
  readonly roster: Roster
  readonly store: Store
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly fees: Pick<FeeValues, 'inQuote'>
}

/** How many results a bot's sparkline shows. */
export const trailLength = 60

/** Turns a fill into holdings, a position and profit. */
export class FillDesk {
  readonly #parts: FillDeskParts
  readonly #trades: TradeAlerts

  constructor(parts: FillDeskParts) {
    this.#parts = parts
    this.#trades = new TradeAlerts(parts)
  }

  /**
   * Writes the fill and its position; call inside the transaction of its order.
   * @throws RangeError when it sells more than its position holds: see `surplusOf`
   * @returns what to do in memory once that has committed
   */
  book(order: Order, fill: Fill): () => void {
    const { store, books, journal } = this.#parts
    const { book } = books.account(order.accountId)
    const market = books.market(book.account.venueId, order.symbol) ?? pairOf(order.symbol)
    const before = this.#positionOf(order) ?? this.#newPosition(order, market, fill)
    const fee = this.#parts.fees.inQuote(order, market, fill)
    const worth = { received: receivedOf(market, order.side, fill), fee }
    const change = applyFill(before, order.side, fill, worth, order.reason)
    const booked: BookedFill = { fill, order, realized: change.realized, feeInQuote: fee }
    const isFirst = store.fills.count() === 0
    if (!store.fills.insert(booked)) this.#insertShared(booked)
    store.positions.save(change.position)
    journal.write('order.fill', {
      botId: order.botId,
      orderId: order.clientOrderId,
      marketTime: fill.marketTime,
      facts: {
        symbol: order.symbol,
        side: order.side,
        price: text(fill.price),
        quantity: text(fill.quantity),
        fee: cashText(fill.fee),
        feeCurrency: fill.fee.currency,
      },
    })
    const isNew = isZero(before.bought.quantity)
    const tell = this.#trades.write({ order, change, isFirst, isNew })
    return () => {
      book.book(market, order.side, fill)
      this.#remember(booked, change.position)
      for (const each of tell) each()
    }
  }

  /** What the fill sells beyond what its position holds; null when that is nothing. */
  surplusOf(order: Order, { quantity }: Fill): Quantity | null {
    if (order.side === 'buy') return null
    const held = this.#positionOf(order)?.quantity ?? zeroQuantity
    return compare(quantity, held) > 0 ? subtractQuantity(quantity, held) : null
  }

  /**
   * The exchange tells one trade of two orders. It is booked for both, under a name of its own: if one of them is
   * wrong, the account's balances show that.
   */
  #insertShared(booked: BookedFill): void {
    const { store, journal } = this.#parts
    const { fill, order } = booked
    const tradeId = `${fill.tradeId} of ${order.clientOrderId}`
    if (!store.fills.insert({ ...booked, fill: { ...fill, tradeId } }))
      throw new Error(`trade ${tradeId} on ${order.symbol} is booked already`)
    const facts = { symbol: order.symbol, trade: fill.tradeId }
    journal.write('order.shared-trade', { botId: order.botId, orderId: order.clientOrderId, facts })
  }

  /** A fill of an entry can come after all that was held is sold: then the position is opened again. */
  #positionOf(order: Order): Position | null {
    const { books, store } = this.#parts
    return books.positions.get(order.positionId) ?? store.positions.byId(order.positionId)
  }

  #newPosition(order: Order, market: Pair, fill: Fill): Position {
    return openPosition({
      id: order.positionId,
      botId: order.botId,
      accountId: order.accountId,
      mode: order.mode,
      symbol: order.symbol,
      base: market.base,
      quote: market.quote,
      openedAt: fill.marketTime,
      entryReason: order.reason,
    })
  }

  #remember(booked: BookedFill, position: Position): void {
    const { books, roster, store, changes } = this.#parts
    const runtime = roster.get(position.botId)
    const { closedAt } = position
    const wasOpen = books.positions.has(position.id)
    if (closedAt === null) books.positions.set(position.id, position)
    else books.positions.delete(position.id)
    if (runtime !== undefined && closedAt !== null) {
      const last = runtime.lastExitAt.get(position.symbol) ?? closedAt
      runtime.lastExitAt.set(position.symbol, Math.max(last, closedAt))
    }
    // One that opens may belong to a trade that was closed.
    if (runtime !== undefined && (closedAt !== null || !wasOpen)) {
      runtime.totals = store.positions.totalsOf(position.botId) ?? runtime.totals
      runtime.results = store.positions.results(position.botId, trailLength)
    }
    changes.announce({ kind: 'fill', booked })
    changes.announce({ kind: 'position', id: position.id })
  }
}
