import { compare, text } from '../../domain/money/decimal.ts'
import { type Fill, isFinal, type Order, stateOf } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { ExchangeFill, OpenOrder } from '../ports/exchange.ts'
import type { Log } from '../ports/log.ts'
import type { BookedFill, Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'

interface FindingsParts {
  readonly books: Books
  readonly store: Store
  readonly orders: OrderDesk
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly log: Log
}

/** A fill of ours that is in the books already. */
interface ToldAgain {
  readonly order: Order
  readonly fill: ExchangeFill
}

const sameTrade = (a: Fill, b: Fill): boolean =>
  compare(a.price, b.price) === 0 && compare(a.quantity, b.quantity) === 0

/** Books what an exchange reports and we have missed, and finds what is not ours. Repeated reports change nothing. */
export class Findings {
  readonly #parts: FindingsParts
  readonly #told = new Set<string>()

  constructor(parts: FindingsParts) {
    this.#parts = parts
  }

  /** Call in a turn. Returns fills of orders that are none of ours. */
  onFills(accountId: string, fills: readonly ExchangeFill[]): readonly ExchangeFill[] {
    const { books, orders } = this.#parts
    const byOrder = new Map<string, Order | null>()
    const foreign: ExchangeFill[] = []
    const again: ToldAgain[] = []
    for (const fill of fills) {
      const key = `${fill.symbol} ${fill.exchangeOrderId}`
      const known = byOrder.get(key)
      const order = known === undefined ? this.#ours(accountId, fill) : known
      byOrder.set(key, order)
      if (order === null) foreign.push(fill)
      else if (order.tradeIds.includes(fill.tradeId)) again.push({ order, fill })
      // How large the order is that has filled is not known then: it is asked about as a whole.
      else if (books.changing.has(order.clientOrderId)) void orders.settle(order.clientOrderId)
      else {
        const { clientOrderId } = order
        orders.apply(clientOrderId, { kind: 'filled', fill: { ...plainFill(fill), clientOrderId } })
        byOrder.set(key, orders.known(clientOrderId))
      }
    }
    this.#compare(again)
    return foreign
  }

  /** Call in a turn. Orders of others are remembered and told of, never touched. */
  onOpenOrders(accountId: string, open: readonly OpenOrder[]): void {
    const { books, store, changes } = this.#parts
    const foreign: OpenOrder[] = []
    for (const each of open) {
      const order = this.#ours(accountId, each)
      if (order === null) foreign.push(each)
      else if (isFinal(stateOf(order))) this.#endAgain(order)
    }
    const known = books.foreignOrders.get(accountId) ?? []
    if (foreign.length === 0 && known.length === 0) return
    books.foreignOrders.set(accountId, foreign)
    changes.announce({ kind: 'reconciliation', accountId })
    const ignored = store.ignored.names(accountId, 'order')
    const fresh = foreign.filter(({ exchangeOrderId }) => {
      const name = `${accountId} ${exchangeOrderId}`
      return !ignored.has(exchangeOrderId) && !this.#told.has(name) && this.#told.add(name)
    })
    if (fresh.length > 0) this.#tell(accountId, fresh)
  }

  #ours(accountId: string, named: { clientOrderId: string; exchangeOrderId: string; symbol: string }) {
    const { store } = this.#parts
    const { clientOrderId, exchangeOrderId, symbol } = named
    const order = store.orders.byExchangeId(accountId, symbol, exchangeOrderId)
    if (order !== null) return order
    const byName = store.orders.byId(clientOrderId)
    return byName?.accountId === accountId ? byName : null
  }

  /** What was booked stays: the exchange's first word was acted upon. */
  #compare(again: readonly ToldAgain[]): void {
    const { store, journal, log } = this.#parts
    const booked = new Map<string, readonly BookedFill[]>()
    for (const { order, fill: told } of again) {
      const ofPosition = booked.get(order.positionId) ?? store.fills.ofPosition(order.positionId)
      booked.set(order.positionId, ofPosition)
      const first = ofPosition.find(
        ({ fill }) => fill.tradeId === told.tradeId && fill.clientOrderId === order.clientOrderId,
      )?.fill
      const name = `${order.accountId} ${told.symbol} ${told.tradeId}`
      if (first === undefined || sameTrade(first, told) || this.#told.has(name)) continue
      this.#told.add(name)
      const facts = {
        symbol: told.symbol,
        trade: told.tradeId,
        booked: `${text(first.quantity)} @ ${text(first.price)}`,
        told: `${text(told.quantity)} @ ${text(told.price)}`,
      }
      log.warn('reconcile.fill-differs', facts)
      journal.write('reconcile.fill-differs', { botId: order.botId, orderId: order.clientOrderId, facts })
    }
  }

  /** Our books have ended it and the exchange has not: it must not fill behind our back. */
  #endAgain(order: Order): void {
    if (stateOf(order) === 'filled') return
    const { journal, orders } = this.#parts
    const { clientOrderId, botId, symbol } = order
    journal.write('reconcile.order-still-open', { botId, orderId: clientOrderId, facts: { symbol } })
    orders.cancel(order)
  }

  #tell(accountId: string, orders: readonly OpenOrder[]): void {
    const { books, alerts, journal } = this.#parts
    const { venueId, mode, name = accountId } = books.account(accountId).book.account
    const venue = books.venues.get(venueId)?.info.name ?? venueId
    const symbols = [...new Set(orders.map(({ symbol }) => symbol))].join(', ')
    journal.write('reconcile.foreign-orders', { facts: { accountId, count: orders.length, symbols } })
    const facts = { venue, account: name, count: orders.length, symbols }
    const text = sentence('alert.foreign-orders', facts)
    alerts.raiseRarely('warning', text, '/positions/orders', { venueId, mode })
  }
}

/** Without what only finds its order. */
const plainFill = ({ exchangeOrderId, symbol, side, ...fill }: ExchangeFill) => fill
