import { compare } from '../../domain/money/decimal.ts'
import { checkOrder, type OrderRefusal } from '../../domain/orders/check-order.ts'
import { applyToOrder, isFinal, type Order, type OrderEvent, stateOf } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { KeyWatch } from '../accounts/key-watch.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Exchange, ExchangeEvent } from '../ports/exchange.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import type { OversoldDesk } from '../reconciliation/oversold-desk.ts'
import type { Books } from '../state/books.ts'
import type { FillDesk } from './fill-desk.ts'
import type { FillEvent } from './heard-events.ts'
import { OrderNews, type OrderStep } from './order-news.ts'
import { OrderRecord } from './order-record.ts'
import { Submissions } from './submissions.ts'
import type { UnknownDesk } from './unknown-desk.ts'

export interface OrderDeskParts {
  readonly lane: Lane
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly fills: FillDesk
  readonly botName: (id: string) => string
  readonly keys: KeyWatch
  /** An order began to be pending, or ended. */
  readonly onPending: (order: Order, pending: boolean) => void
}

/** The exchange has agreed to a cancel, and its word of the end is missing for so long: it is asked for it. */
const endWithinMs = 1_000

type Ended = Extract<ExchangeEvent, { kind: 'cancelled' | 'expired' }>
export type CancelAnswer = Awaited<ReturnType<Exchange['cancel']>>

/** The way of an order: intent on disk, sent, and every later fact about it booked once. */
export class OrderDesk {
  readonly #parts: OrderDeskParts
  readonly #submissions: Submissions
  readonly #record: OrderRecord
  readonly #news: OrderNews
  #unknown: UnknownDesk | null = null
  #oversold: OversoldDesk | null = null

  constructor(parts: OrderDeskParts) {
    this.#parts = parts
    this.#record = new OrderRecord(parts)
    this.#news = new OrderNews(parts)
    this.#submissions = new Submissions({
      ...parts,
      apply: (id, event) => this.apply(id, event),
      onUnknown: (id) => this.settle(id),
    })
  }

  get submissions(): Submissions {
    return this.#submissions
  }

  /** Set once at start: settling needs this desk to book what it learns. */
  settleUnknownWith(desk: UnknownDesk): void {
    this.#unknown = desk
  }

  /** Set once at start: covering a sale books orders of its own. */
  coverOversoldWith(desk: OversoldDesk): void {
    this.#oversold = desk
  }

  /**
   * Writes the intent and lets `withIntent` write what belongs to it in the same transaction (the decision). It is sent
   * once that is on disk; the outcome comes back as a later turn. An order that its market would refuse
   * is written as rejected and not sent.
   * @param replaced see `Exchange.submit`; it is asked about as well, whatever becomes of the order
   */
  place(order: Order, withIntent: () => void, replaced: string | null = null): void {
    const { store, books, changes } = this.#parts
    const refusal = this.#refusalOf(order)
    if (refusal !== null) {
      this.#deny(order, refusal, withIntent)
      return
    }
    const sent = applyToOrder(order, { kind: 'sent' })
    this.#submissions.send(sent, replaced, () => {
      store.note(() => {
        store.orders.insert(sent)
        withIntent()
        this.#record.transition(order, sent, order.marketTime)
      })
      books.orders.set(order.clientOrderId, { order: sent })
    })
    this.#parts.onPending(sent, true)
    changes.announce({ kind: 'order', id: order.clientOrderId })
  }

  #refusalOf(order: Order): OrderRefusal | null {
    const { books } = this.#parts
    const { exchange, book } = books.account(order.accountId)
    const market = books.market(book.account.venueId, order.symbol)
    if (market === undefined) return { rejection: 'UNKNOWN_MARKET', message: `no market ${order.symbol}` }
    return checkOrder(order, market, exchange.capabilities(order.symbol), order.expected)
  }

  #deny(order: Order, { rejection, message }: OrderRefusal, withIntent: () => void): void {
    const { store, log, onPending } = this.#parts
    const event = { kind: 'rejected', rejection } as const
    const denied = applyToOrder(order, event)
    store.note(() => {
      store.orders.insert(denied)
      withIntent()
      this.#record.transition(order, denied, order.marketTime)
    })
    log.warn('order.denied', { clientOrderId: order.clientOrderId, code: rejection, message })
    onPending(denied, false)
    this.#news.tell({ before: order, after: denied, event })
  }

  /**
   * Asks the exchange to end an order; its word comes as an event. Asking about one that has ended is no harm.
   * @param told hears what the exchange answered to the asking, as a turn
   */
  cancel(order: Order, told: (answer: CancelAnswer) => void = () => {}): void {
    const { books, lane, clock } = this.#parts
    if (this.#submissions.withdraw(order.clientOrderId)) {
      this.apply(order.clientOrderId, { kind: 'cancelled' })
      lane.post(() => told({ kind: 'answered', value: 'accepted' }))
      return
    }
    const { exchange } = books.account(order.accountId)
    const asked = async () => exchange.cancel(order.clientOrderId, order.symbol)
    const take = (answer: CancelAnswer) =>
      lane.post(() => {
        if (answer.kind === 'failed') this.#cancelFailed(order, answer.cause)
        // It has ended and its end has not been heard of: the exchange is asked what became of it.
        else if (answer.value === 'not-open') this.settle(order.clientOrderId)
        else clock.after(endWithinMs, () => lane.post(() => this.settle(order.clientOrderId)))
        told(answer)
      })
    asked().then(take, (error: unknown) => take({ kind: 'failed', cause: String(error) }))
  }

  /** The order may be open or not: the user is told, and the exchange is asked. */
  #cancelFailed(order: Order, cause: string): void {
    const { log, journal, alerts, botName } = this.#parts
    const { clientOrderId, botId, symbol } = order
    if (!this.#parts.books.orders.has(clientOrderId)) return
    log.warn('order.cancel-failed', { clientOrderId, cause })
    this.settle(clientOrderId)
    journal.write('order.cancel-failed', { botId, orderId: clientOrderId, facts: { symbol, cause } })
    const text = sentence('alert.order-unknown', { bot: botName(botId), symbol })
    alerts.raiseRarely('critical', text, `/bots/${botId}`)
  }

  /** Whatever of the order is not in our books comes from the exchange's. Returns when that is booked. */
  settle(clientOrderId: string): Promise<void> {
    const order = this.#parts.books.orders.get(clientOrderId)?.order
    return order === undefined || this.#unknown === null ? Promise.resolve() : this.#unknown.settle(order)
  }

  /** The order as our books have it; null when it is not ours. */
  known(clientOrderId: string): Order | null {
    const { books, store } = this.#parts
    return books.orders.get(clientOrderId)?.order ?? store.orders.byId(clientOrderId)
  }

  /** @param fill of the order whose acceptance the event is, when both came together */
  onExchangeEvent(
    accountId: string,
    event: Exclude<ExchangeEvent, { kind: 'resynchronise' | 'clock' | 'hearing' }>,
    fill: FillEvent | null,
  ): void {
    switch (event.kind) {
      case 'balances':
        this.#parts.books.account(accountId).book.setBalances(event.balances)
        this.#parts.changes.announce({ kind: 'balances', accountId })
        break
      case 'filled':
        // How large the order is that has filled is not known then.
        if (this.#parts.books.changing.has(event.fill.clientOrderId))
          void this.settle(event.fill.clientOrderId)
        else this.apply(event.fill.clientOrderId, event)
        break
      case 'acknowledged': {
        const accepted = { kind: 'acknowledged', exchangeOrderId: event.exchangeOrderId } as const
        this.apply(event.clientOrderId, accepted, ...(fill === null ? [] : [fill]))
        break
      }
      case 'cancelled':
      case 'expired':
        this.#onEnded(event)
        break
      case 'rejected':
        this.apply(event.clientOrderId, { kind: 'rejected', rejection: event.rejection })
        break
    }
  }

  /** An order whose fills were not all heard of has not ended here until the exchange was asked for them. */
  #onEnded({ clientOrderId, kind, filled, endedBy }: Ended): void {
    const known = this.known(clientOrderId)
    if (known !== null && compare(known.filled, filled) < 0) this.#unknown?.settle(known)
    else this.apply(clientOrderId, { kind, endedBy })
  }

  /** Books facts about one order, at most one fill among them. A repeated one changes nothing. */
  apply(clientOrderId: string, ...events: readonly OrderEvent[]): void {
    const { log } = this.#parts
    const known = this.known(clientOrderId)
    if (known === null) {
      log.warn('order.foreign', { clientOrderId, event: events.map(({ kind }) => kind).join(', ') })
      return
    }
    const steps: OrderStep[] = []
    let order = known
    for (const event of events) {
      const after = applyToOrder(order, event)
      if (after !== order) steps.push({ before: order, after, event })
      order = after
    }
    if (steps.length === 0) return
    try {
      this.#coverSurplus(order, events)
      this.#book(order, steps)
    } catch (error) {
      // What could not be written is not lost: the exchange knows it and is asked until it is booked.
      this.#unknown?.settle(known)
      throw error
    }
  }

  /** Before it is booked: what is sold beyond what is held comes from somewhere. */
  #coverSurplus(order: Order, events: readonly OrderEvent[]): void {
    const { fills } = this.#parts
    for (const event of events) {
      const surplus = event.kind === 'filled' ? fills.surplusOf(order, event.fill) : null
      if (event.kind === 'filled' && surplus !== null) this.#oversold?.cover(order, event.fill, surplus)
    }
  }

  #book(order: Order, steps: readonly OrderStep[]): void {
    const { store, fills } = this.#parts
    const afterCommit = store.note(() => {
      store.orders.update(order)
      return steps.map(({ before, after, event }) => {
        // What an order has come to is read after the fill that brought it there.
        const afterCommit = event.kind === 'filled' ? fills.book(after, event.fill) : null
        const marketTime = event.kind === 'filled' ? event.fill.marketTime : this.#marketTime(before)
        this.#record.transition(before, after, marketTime, event)
        return afterCommit
      })
    })
    // Fills move money. They and the rest are asked for again at the next start, should the computer lose power first.
    if (steps.some(({ event }) => event.kind === 'filled')) this.#flush()
    this.#remember(order)
    for (const call of afterCommit) call?.()
    for (const step of steps) this.#news.tell(step)
  }

  #flush(): void {
    const { store, lane } = this.#parts
    store.whenFlushed((error) => {
      if (error === null) return
      lane.post(() => {
        throw error
      })
    })
  }

  #remember(order: Order): void {
    const { books } = this.#parts
    if (isFinal(stateOf(order))) {
      this.#submissions.forget(order.clientOrderId)
      if (books.orders.delete(order.clientOrderId)) this.#parts.onPending(order, false)
    } else if (books.orders.has(order.clientOrderId)) books.orders.set(order.clientOrderId, { order })
  }

  #marketTime(order: Order): number {
    const { books } = this.#parts
    const venue = books.venues.get(books.account(order.accountId).book.account.venueId)
    return venue?.marketTime ?? order.marketTime
  }
}
