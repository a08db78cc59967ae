import { compare } from '../../domain/money/decimal.ts'
import type { Fill } from '../../domain/orders/order.ts'
import { isFinal, type Order, stateOf } from '../../domain/orders/order.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Asked, Exchange, ExchangeOrder } from '../ports/exchange.ts'
import type { Log } from '../ports/log.ts'
import { exchangeTime } from '../reconciliation/exchange-time.ts'
import type { Books } from '../state/books.ts'
import type { OrderDesk } from './order-desk.ts'

interface UnknownDeskParts {
  readonly lane: Lane
  readonly books: Books
  readonly clock: Clock
  readonly log: Log
  readonly orders: OrderDesk
}

/** Between two askings, growing to the last. */
const delaysMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const
/** An order that has just been sent may not be listed yet: a "no such order" counts when it is said again so much later. */
const denialsApartMs = 2_000
/** Our clock of the market may be ahead of the one that stamps fills. */
const earlierMs = 60_000

interface Answer {
  readonly order: Asked<ExchangeOrder | null>
  readonly fills: Asked<readonly Fill[]>
}

const ask = async (exchange: Exchange, order: Order, now: number): Promise<Answer> => {
  const known = await exchange.order(order.clientOrderId, order.symbol)
  if (known.kind === 'failed') return { order: known, fills: known }
  const fills =
    known.value === null
      ? await fillsOfForgotten(exchange, order, now)
      : await exchange.fills(order.clientOrderId, order.symbol)
  return { order: known, fills }
}

/** Exchanges forget ended orders sooner than trades: one that was there and is unknown now may have filled. */
const fillsOfForgotten = async (
  exchange: Exchange,
  { exchangeOrderId, clientOrderId, symbol, marketTime }: Order,
  now: number,
): Promise<Asked<readonly Fill[]>> => {
  if (exchangeOrderId === null) return { kind: 'answered', value: [] }
  const span = { from: marketTime - earlierMs, to: now }
  const recent = await exchange.recentFills([symbol], span)
  if (recent.kind === 'failed') return recent
  const own = recent.value.filter((fill) => fill.exchangeOrderId === exchangeOrderId)
  return { kind: 'answered', value: own.map((fill) => ({ ...fill, clientOrderId })) }
}

/**
 * Asks the exchange about orders of which something is not known, or could not be written, until it has answered
 * and that is booked; never guesses. Only an order that the exchange does not know may be sent again.
 */
export class UnknownDesk {
  readonly #parts: UnknownDeskParts
  #ended = false

  constructor(parts: UnknownDeskParts) {
    this.#parts = parts
  }

  /** Returns when the exchange has given its word and it is booked; at once when it is being asked already. */
  settle(order: Order): Promise<void> {
    const { asking } = this.#parts.books
    if (asking.has(order.clientOrderId)) return Promise.resolve()
    asking.add(order.clientOrderId)
    return new Promise((resolve) => this.#askAgain(order, 0, null, resolve))
  }

  /** No more is asked; the next start settles what is left. */
  end(): void {
    this.#ended = true
  }

  /** @param deniedAt when the exchange first said that it does not know the order */
  #askAgain(order: Order, attempt: number, deniedAt: number | null, done: () => void): void {
    const { books, lane, clock, log, orders } = this.#parts
    const { book, exchange } = books.account(order.accountId)
    const now = exchangeTime(books.venues.get(book.account.venueId), clock.now())
    // A disk that cannot be read now is a question that failed, and no reason to ask no more.
    const asked = async () => ask(exchange, orders.known(order.clientOrderId) ?? order, now)
    asked()
      .catch((error: unknown): Answer => {
        const failed = {
          kind: 'failed',
          cause: error instanceof Error ? error.message : String(error),
        } as const
        return { order: failed, fills: failed }
      })
      .then((answer) =>
        lane.post(() => {
          if (this.#ended) return
          const denied = answer.order.kind === 'answered' && answer.order.value === null
          const since = deniedAt ?? (denied ? clock.monotonic() : null)
          let settled = false
          try {
            settled = this.#take(order, answer, since)
          } finally {
            // Also after a failure to book it: the lane tells of that, and the exchange is asked again.
            if (settled) {
              books.asking.delete(order.clientOrderId)
              done()
            } else {
              const usual = delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 30_000
              const delay = denied ? denialsApartMs : usual
              clock.after(delay, () => this.#askAgain(order, attempt + 1, since, done))
              log.warn('order.asked-again', { clientOrderId: order.clientOrderId, attempt: attempt + 1 })
            }
          }
        }),
      )
  }

  /** True when the answer settles the order. */
  #take(order: Order, answer: Answer, deniedAt: number | null): boolean {
    const { orders, clock } = this.#parts
    const id = order.clientOrderId
    if (answer.order.kind === 'failed' || answer.fills.kind === 'failed') return false
    const found = answer.order.value
    if (found === null) {
      for (const fill of answer.fills.value) orders.apply(id, { kind: 'filled', fill })
      if (isFinal(stateOf(orders.known(id) ?? order))) return true
      if (deniedAt === null || clock.monotonic() - deniedAt < denialsApartMs) return false
      const denied = orders.submissions.onDenied(order)
      if (denied === 'over') orders.apply(id, { kind: 'cancelled' })
      return denied !== 'wait'
    }
    orders.apply(id, { kind: 'acknowledged', exchangeOrderId: found.exchangeOrderId })
    for (const fill of answer.fills.value) orders.apply(id, { kind: 'filled', fill })
    // An exchange can list an order's end before its fills: it has not ended here until each of them is booked.
    const { filled, quantity } = orders.known(id) ?? order
    const promised = found.status === 'filled' ? quantity : found.filled
    if (compare(filled, promised) < 0) return false
    if (found.status === 'cancelled' || found.status === 'expired') orders.apply(id, { kind: found.status })
    if (found.status === 'rejected') orders.apply(id, { kind: 'rejected', rejection: 'OTHER' })
    return true
  }
}
