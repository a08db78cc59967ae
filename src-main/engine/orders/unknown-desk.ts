import { compare } from '../../domain/money/decimal.ts'
import type { Fill } from '../../domain/orders/order.ts'
import { isFinal, type Order, type OrderPurpose, stateOf } from '../../domain/orders/order.ts'
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

/** Between two askings, growing to the last. Coins may lie unprotected until it is known what became of an exit or a stop. */
const delaysMs: Readonly<Record<OrderPurpose, readonly number[]>> = {
  entry: [1_000, 2_000, 5_000, 10_000, 30_000],
  exit: [1_000, 2_000, 5_000],
  protection: [1_000, 2_000, 5_000],
}
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

/** One order that is being asked about. */
interface Asking {
  readonly order: Order
  /** Of questions that came to nothing. */
  attempt: number
  /** When the exchange first said that it does not know the order. */
  deniedAt: number | null
  /** Ends the pause before the next question; null while an answer is awaited. */
  endPause: (() => void) | null
  /** Number of the newest question: an answer to an earlier one says nothing. */
  question: number
  /** Asked for once more while an answer was awaited, which may be older than the wish. */
  isWantedAnew: boolean
  readonly done: (() => void)[]
}

/**
 * Asks the exchange about orders of which something is not known, or could not be written, until it has answered
 * and that is booked; never guesses. Only an order that the exchange does not know may be sent again.
 */
export class UnknownDesk {
  readonly #parts: UnknownDeskParts
  readonly #askings = new Map<string, Asking>()
  #ended = false

  constructor(parts: UnknownDeskParts) {
    this.#parts = parts
  }

  /** Returns when the exchange has given its word on a question that was asked from now on, and that is booked. */
  settle(order: Order): Promise<void> {
    const { clientOrderId } = order
    const known = this.#askings.get(clientOrderId)
    const asking: Asking = known ?? {
      ...{ order, attempt: 0, deniedAt: null, endPause: null, question: 0, isWantedAnew: false, done: [] },
    }
    const answered = new Promise<void>((resolve) => asking.done.push(resolve))
    if (known === undefined) {
      this.#askings.set(clientOrderId, asking)
      this.#parts.books.asking.add(clientOrderId)
      this.#ask(asking)
    } else if (known.endPause === null) known.isWantedAnew = true
    else this.#askNow(known)
    return answered
  }

  /** The account's exchange is there again: all questions to it are asked at once, also those it may never answer. */
  askNow(accountId: string): void {
    for (const asking of this.#askings.values())
      if (asking.order.accountId === accountId) this.#askNow(asking)
  }

  /** No more is asked; the next start settles what is left. */
  end(): void {
    this.#ended = true
    for (const { endPause } of this.#askings.values()) endPause?.()
  }

  #askNow(asking: Asking): void {
    asking.endPause?.()
    asking.attempt = 0
    this.#ask(asking)
  }

  #ask(asking: Asking): void {
    const { books, lane, clock, orders } = this.#parts
    const { order } = asking
    const { book, exchange } = books.account(order.accountId)
    const now = exchangeTime(books.venues.get(book.account.venueId), clock.now())
    asking.endPause = null
    asking.question += 1
    const { question } = asking
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
      .then((answer) => lane.post(() => this.#onAnswer(asking, answer, question)))
  }

  #onAnswer(asking: Asking, answer: Answer, question: number): void {
    if (this.#ended || question !== asking.question) return
    const { books, clock } = this.#parts
    const { order } = asking
    const denied = answer.order.kind === 'answered' && answer.order.value === null
    if (denied) asking.deniedAt ??= clock.monotonic()
    let settled = false
    try {
      settled = this.#take(order, answer, asking.deniedAt)
    } finally {
      // Also after a failure to book it: the lane tells of that, and the exchange is asked again.
      if (!settled) this.#pause(asking, denied)
      else if (asking.isWantedAnew) this.#askAnew(asking)
      else {
        this.#askings.delete(order.clientOrderId)
        books.asking.delete(order.clientOrderId)
        for (const call of asking.done) call()
      }
    }
  }

  #pause(asking: Asking, denied: boolean): void {
    const { clock, log } = this.#parts
    const { clientOrderId, purpose } = asking.order
    const delays = delaysMs[purpose]
    const usual = delays[Math.min(asking.attempt, delays.length - 1)] ?? denialsApartMs
    asking.attempt += 1
    asking.endPause = clock.after(denied ? denialsApartMs : usual, () => this.#ask(asking))
    log.warn('order.asked-again', { clientOrderId, attempt: asking.attempt })
  }

  #askAnew(asking: Asking): void {
    asking.isWantedAnew = false
    asking.attempt = 0
    asking.deniedAt = null
    this.#ask(asking)
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
    // A stop that was reached waits for no price any more, and is still as large as it was made.
    const triggerPrice = found.triggerPrice ?? (orders.known(id) ?? order).triggerPrice
    if (triggerPrice !== null) orders.apply(id, { kind: 'amended', triggerPrice, quantity: found.quantity })
    for (const fill of answer.fills.value) orders.apply(id, { kind: 'filled', fill })
    // An exchange can list an order's end before its fills: it has not ended here until each of them is booked.
    const { filled, quantity } = orders.known(id) ?? order
    const promised = found.status === 'filled' ? quantity : found.filled
    if (compare(filled, promised) < 0) return false
    if (found.status === 'cancelled' || found.status === 'expired')
      orders.apply(id, { kind: found.status, endedBy: found.endedBy })
    if (found.status === 'rejected') orders.apply(id, { kind: 'rejected', rejection: 'OTHER' })
    return true
  }
}
