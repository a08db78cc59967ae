import type { Order, OrderEvent, OrderPurpose, RejectionCode } from '../../domain/orders/order.ts'
import { seededRandom, seedOf } from '../../domain/random.ts'
import type { KeyWatch } from '../accounts/key-watch.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import { lateMsOf, type PreparedOrder, type SubmitOutcome } from '../ports/exchange.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import { MarketOrderEnds } from './market-order-ends.ts'

interface SubmissionsParts {
  readonly lane: Lane
  readonly store: Store
  readonly books: Books
  readonly clock: Clock
  readonly log: Log
  readonly journal: Journal
  /** Books what became of an order. */
  readonly apply: (clientOrderId: string, event: OrderEvent) => void
  /** The exchange is to be asked what became of the order. */
  readonly onUnknown: (clientOrderId: string) => void
  readonly keys: KeyWatch
}

/** For how long after its intent an order is still worth sending again: a late entry meets another market. */
const worthMs: Readonly<Record<OrderPurpose, number>> = {
  entry: 20_000,
  exit: 600_000,
  protection: 600_000,
}
const mostTries: Readonly<Record<OrderPurpose, number>> = { entry: 5, exit: 300, protection: 300 }
const firstDelayMs = 500
const longestDelayMs: Readonly<Record<OrderPurpose, number>> = {
  entry: 15_000,
  exit: 5_000,
  protection: 5_000,
}
/** No answer for so long: the exchange is asked whether it has the order, while the answer is still waited for. */
const answersWithinMs = 2_000

/** An order between its intent and the exchange's word on it. */
interface Submission {
  readonly since: number
  /** The stop that is to end as it comes. */
  readonly replaced: string | null
  /** When it was sent last. */
  sentAt: number
  tries: number
  resent: boolean
  /** It is to be cancelled: whatever comes, it is not sent again. */
  isWithdrawn: boolean
  state: 'unwritten' | 'sent' | 'waiting' | 'unanswered'
  /** For the first time it is sent, where the exchange gets orders ready. */
  prepared: PreparedOrder | null
  cancelTimer: () => void
}

/** What is to be done about an order that the exchange does not know: see `onDenied`. */
export type Denied = 'sent-again' | 'wait' | 'over'

/**
 * Sends orders to their exchanges. One that was certainly not taken, for a reason that passes, is sent again under
 * the same client order id, a bounded number of times; whatever else an exchange answers, or does not, is booked.
 */
export class Submissions {
  readonly #parts: SubmissionsParts
  readonly #all = new Map<string, Submission>()
  readonly #ends: MarketOrderEnds
  readonly #startedAt: number

  constructor(parts: SubmissionsParts) {
    this.#parts = parts
    this.#ends = new MarketOrderEnds(parts)
    this.#startedAt = parts.clock.monotonic()
  }

  /**
   * Sends it once its intent is on disk, unless what came up meanwhile speaks against it. All that can be done before
   * is done while the intent is written.
   * @param write writes the intent; when it throws, the order was never there
   */
  send(order: Order, replaced: string | null, write: () => void): void {
    const { store, lane, clock, books } = this.#parts
    const { exchange } = books.account(order.accountId)
    const prepared = exchange.prepare?.(order, replaced ?? undefined) ?? null
    try {
      write()
    } catch (error) {
      prepared?.drop()
      throw error
    }
    const now = clock.monotonic()
    const submission: Submission = {
      since: now,
      replaced,
      sentAt: now,
      tries: 0,
      resent: false,
      isWithdrawn: false,
      state: 'unwritten',
      prepared,
      cancelTimer: () => {},
    }
    this.#all.set(order.clientOrderId, submission)
    store.whenFlushed((error) => lane.post(() => this.#onFlushed(order, submission, error)))
  }

  /** From now on it is not sent. True when it waited for that: then no exchange has it. */
  withdraw(clientOrderId: string): boolean {
    const submission = this.#all.get(clientOrderId)
    if (submission === undefined) return false
    submission.isWithdrawn = true
    if (submission.state !== 'waiting' && submission.state !== 'unwritten') return false
    this.forget(clientOrderId)
    return true
  }

  /** The order has ended. */
  forget(clientOrderId: string): void {
    const submission = this.#all.get(clientOrderId)
    submission?.cancelTimer()
    submission?.prepared?.drop()
    this.#all.delete(clientOrderId)
    this.#ends.forget(clientOrderId)
  }

  /**
   * The exchange has said, more than once, that it does not know the order. "sent-again": it was, or will be when the
   * exchange takes requests. "wait": it may still be on its way. "over": it is not worth sending any more, or was sent
   * by an earlier run, which may have ended a moment before.
   */
  onDenied(order: Order): Denied {
    const submission = this.#all.get(order.clientOrderId)
    const now = this.#parts.clock.monotonic()
    const lateMs = lateMsOf(this.#parts.books.account(order.accountId).exchange, order)
    if (submission === undefined) return now - this.#startedAt < lateMs ? 'wait' : 'over'
    if (submission.state === 'waiting') return 'sent-again'
    if (submission.state === 'sent' || submission.state === 'unwritten' || now - submission.sentAt < lateMs)
      return 'wait'
    if (submission.resent || submission.isWithdrawn || !this.#isWorthSending(order, now - submission.since))
      return 'over'
    const { clientOrderId, botId, symbol } = order
    this.#parts.log.warn('order.resent', { clientOrderId })
    this.#parts.journal.write('order.resent', { botId, orderId: clientOrderId, facts: { symbol } })
    submission.resent = true
    this.#submit(order, submission)
    return 'sent-again'
  }

  /** No more is sent; the next start settles what is left. */
  end(): void {
    for (const id of [...this.#all.keys()]) this.forget(id)
    this.#ends.end()
  }

  /** @throws Error what kept the intent from the disk */
  #onFlushed(order: Order, submission: Submission, error: Error | null): void {
    const { clientOrderId } = order
    if (this.#all.get(clientOrderId) !== submission) return
    if (error === null && this.#isWorthSending(order, this.#parts.clock.monotonic() - submission.since)) {
      this.#submit(order, submission)
      return
    }
    this.#giveUp(clientOrderId)
    if (error !== null) throw error
  }

  /** No exchange has it. */
  #giveUp(clientOrderId: string): void {
    this.forget(clientOrderId)
    this.#parts.apply(clientOrderId, { kind: 'cancelled' })
  }

  #submit(order: Order, submission: Submission): void {
    const { lane, books, clock, onUnknown } = this.#parts
    const { exchange } = books.account(order.accountId)
    const { clientOrderId } = order
    submission.state = 'sent'
    submission.tries += 1
    const askedAt = clock.monotonic()
    submission.sentAt = askedAt
    submission.cancelTimer = clock.after(answersWithinMs, () => lane.post(() => onUnknown(clientOrderId)))
    const { replaced, prepared } = submission
    submission.prepared = null
    const asked = async () => prepared?.send() ?? exchange.submit(order, replaced ?? undefined)
    const take = (outcome: SubmitOutcome) =>
      lane.post(() => {
        this.#onOutcome(clientOrderId, outcome, askedAt)
        // One request for both: what it made of the other has to be asked for too.
        if (replaced !== null && outcome.kind !== 'retry-later') onUnknown(replaced)
      })
    // An adapter that throws has broken its contract; what became of the order is unknown all the same.
    asked().then(take, (error: unknown) => {
      take({ kind: 'unknown', cause: error instanceof Error ? error.message : String(error) })
    })
  }

  #onOutcome(clientOrderId: string, outcome: SubmitOutcome, askedAt: number): void {
    const { apply, onUnknown, keys, log, books, clock } = this.#parts
    const tookMs = Math.round((clock.monotonic() - askedAt) * 1000) / 1000
    const submission = this.#all.get(clientOrderId)
    submission?.cancelTimer()
    const accountId = books.orders.get(clientOrderId)?.order.accountId
    switch (outcome.kind) {
      case 'accepted':
        this.forget(clientOrderId)
        if (accountId !== undefined) keys.onAccepted(accountId)
        apply(clientOrderId, { kind: 'acknowledged', exchangeOrderId: outcome.exchangeOrderId })
        this.#ends.onAccepted(clientOrderId)
        break
      case 'rejected':
        this.#reject(clientOrderId, outcome.rejection, { message: outcome.message, tookMs })
        if (outcome.rejection === 'CREDENTIALS' && accountId !== undefined) keys.onRefused(accountId)
        break
      case 'retry-later':
        this.#retryLater(clientOrderId, outcome)
        break
      case 'unknown':
        if (submission !== undefined) submission.state = 'unanswered'
        log.warn('order.unknown', { clientOrderId, cause: outcome.cause, tookMs })
        apply(clientOrderId, { kind: 'outcome-unknown' })
        onUnknown(clientOrderId)
        this.#ends.onUnknown(clientOrderId)
        break
    }
  }

  #reject(clientOrderId: string, rejection: RejectionCode, facts: Readonly<Record<string, unknown>>): void {
    this.forget(clientOrderId)
    this.#parts.log.warn('order.rejected', { clientOrderId, code: rejection, ...facts })
    this.#parts.apply(clientOrderId, { kind: 'rejected', rejection })
  }

  #retryLater(clientOrderId: string, outcome: Extract<SubmitOutcome, { kind: 'retry-later' }>): void {
    const { books, clock, lane, log, journal } = this.#parts
    const { rejection, waitMs, message } = outcome
    const order = books.orders.get(clientOrderId)?.order
    const submission = this.#all.get(clientOrderId)
    // It has ended meanwhile, or is heard of after the end.
    if (order === undefined || submission === undefined) return
    if (submission.isWithdrawn) {
      this.#parts.apply(clientOrderId, { kind: 'cancelled' })
      return
    }
    const { tries } = submission
    const delayMs = Math.round((waitMs ?? 0) + backOffMs(order, tries))
    const atMs = clock.monotonic() - submission.since + delayMs
    if (tries >= mostTries[order.purpose] || !this.#isWorthSending(order, atMs)) {
      this.#reject(clientOrderId, rejection, { message, tries })
      return
    }
    log.warn('order.retry-later', { clientOrderId, code: rejection, tries, delayMs, message })
    const facts = { symbol: order.symbol, code: rejection, tries, delayMs }
    journal.write('order.retry-later', { botId: order.botId, orderId: clientOrderId, facts })
    submission.state = 'waiting'
    submission.cancelTimer = clock.after(delayMs, () => lane.post(() => this.#sendAgain(clientOrderId)))
  }

  #sendAgain(clientOrderId: string): void {
    const { books, clock } = this.#parts
    const order = books.orders.get(clientOrderId)?.order
    const submission = this.#all.get(clientOrderId)
    if (order === undefined || submission?.state !== 'waiting') return
    if (this.#isWorthSending(order, clock.monotonic() - submission.since)) this.#submit(order, submission)
    else this.#giveUp(clientOrderId)
  }

  /** Not after its time; and what came up since against entries must not let an earlier one through. */
  #isWorthSending({ clientOrderId, purpose, accountId, mode, symbol }: Order, ageMs: number): boolean {
    const { books } = this.#parts
    if (ageMs > worthMs[purpose]) return false
    if (purpose !== 'entry') return true
    const { venueId } = books.account(accountId).book.account
    if (books.areEntriesHalted(accountId, mode) || books.dataDoubt(venueId, symbol) !== null) return false
    return !books.isFrozen(accountId, symbol, clientOrderId)
  }
}

/** Grows with every try; by the order's id, so that many that were refused together do not come back together. */
const backOffMs = ({ clientOrderId, purpose }: Order, tries: number): number => {
  const longest = Math.min(longestDelayMs[purpose], firstDelayMs * 2 ** (tries - 1))
  return longest * (0.5 + seededRandom(seedOf(clientOrderId, tries))() / 2)
}
