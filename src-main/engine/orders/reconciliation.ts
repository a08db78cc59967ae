import { stateOf } from '../../domain/orders/order.ts'
import { sentence } from '../../domain/sentence.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Asked, Balance } from '../ports/exchange.ts'
import type { Log } from '../ports/log.ts'
import type { Books } from '../state/books.ts'
import type { UnknownDesk } from './unknown-desk.ts'

interface ReconciliationParts {
  readonly lane: Lane
  readonly books: Books
  readonly clock: Clock
  readonly unknown: UnknownDesk
  readonly journal: Journal
  readonly alerts: AlertDesk
  readonly changes: Changes
  readonly log: Log
}

/** How long the start waits for an exchange's word; what is not settled by then stays frozen and is asked on. */
const patienceMs = 30_000
const tickMs = 60_000
/** By the computer's clock, so that it is also due after a sleep. */
const everyMs = 5 * 60_000
/** A fill can be under way while balances are asked: a difference counts when it is still there so much later. */
const secondLookMs = 10_000

/**
 * Settles our books with every exchange: at the start what became of orders that were under way, then and ever after
 * whether balances are what our fills add up to. A difference stops trading and says which asset.
 */
export class Reconciliation {
  readonly #parts: ReconciliationParts
  readonly #suspected = new Map<string, string>()
  #checkedAt = 0

  constructor(parts: ReconciliationParts) {
    this.#parts = parts
  }

  /** Before the first entry. Returns after a limit too: an exchange that does not answer must not keep the app shut. */
  async atStart(): Promise<void> {
    const { books, unknown, log } = this.#parts
    const pending = [...books.orders.values()]
    await this.#within(Promise.all(pending.map(({ order }) => unknown.settle(order))))
    if (books.asking.size > 0) log.warn('reconcile.unsettled', { orders: books.asking.size })
    await this.#checkAll((accountId) => this.#compareAtStart(accountId, pending.length))
  }

  /** Reconciles every few minutes and after a sleep; returns the function that ends it. */
  begin(): () => void {
    const { clock, books } = this.#parts
    return clock.every(tickMs, () => {
      const accountIds = [...books.accounts.keys()]
      const isDue = clock.now() - this.#checkedAt >= everyMs
      if (!isDue && !accountIds.some((id) => books.unconfirmed.has(id))) return
      this.#checkedAt = clock.now()
      for (const id of accountIds) void this.#reconcile(id)
    })
  }

  /** Of an account whose exchange was not heard for a while. */
  resynchronise(accountId: string, cause: string): Promise<void> {
    this.#parts.log.warn('reconcile.resynchronised', { accountId, cause })
    return this.#reconcile(accountId)
  }

  /** Of an account that was opened since: nothing is bought there before. */
  check(accountId: string): Promise<void> {
    return this.#check(accountId, (id) => this.#compare(id))
  }

  async #checkAll(compare: (accountId: string) => void): Promise<void> {
    this.#checkedAt = this.#parts.clock.now()
    await Promise.all([...this.#parts.books.accounts.keys()].map((id) => this.#check(id, compare)))
  }

  /** What became of the account's orders, then its balances. */
  async #reconcile(accountId: string): Promise<void> {
    const { books, unknown, clock } = this.#parts
    if (!books.accounts.has(accountId)) return
    const pending = [...books.orders.values()].filter(({ order }) => order.accountId === accountId)
    // An exchange that has not had an order yet would deny it: those on their way are asked about a little later.
    const sent = pending.filter(({ order }) => stateOf(order) !== 'submitting')
    if (sent.length < pending.length) clock.after(secondLookMs, () => void this.#reconcile(accountId))
    await this.#within(Promise.all(sent.map(({ order }) => unknown.settle(order))))
    await this.check(accountId)
  }

  async #check(accountId: string, compare: (accountId: string) => void): Promise<void> {
    const { books, lane, log } = this.#parts
    const account = books.accounts.get(accountId)
    if (account === undefined) return
    const { book, exchange } = account
    const asked = exchange
      .balances()
      .catch((error: unknown): Asked<readonly Balance[]> => ({ kind: 'failed', cause: String(error) }))
    const balances = (await this.#within(asked)) ?? { kind: 'failed', cause: 'no answer in time' }
    await lane
      .ask(() => {
        if (balances.kind === 'failed') {
          log.warn('reconcile.no-balances', { accountId, cause: balances.cause })
          return
        }
        if (!books.accounts.has(accountId) || this.#isBusy(accountId)) return
        book.setBalances(balances.value)
        compare(accountId)
      })
      // The lane has told of it, and the next check comes.
      .catch(() => {})
  }

  /** While fills may still come, a difference means nothing. */
  #isBusy(accountId: string): boolean {
    const { books } = this.#parts
    return [...books.orders.values()].some(
      ({ order }) =>
        order.accountId === accountId &&
        (books.asking.has(order.clientOrderId) || !books.unconfirmed.has(accountId)),
    )
  }

  #compareAtStart(accountId: string, orders: number): void {
    const differences = this.#differences(accountId)
    const facts = { accountId, orders, differences }
    this.#parts.journal.write('reconcile.done', { facts })
    if (differences === '') this.#confirm(accountId)
    else this.#halt(accountId, differences)
  }

  #compare(accountId: string): void {
    const { clock } = this.#parts
    const differences = this.#differences(accountId)
    if (differences === '') {
      this.#suspected.delete(accountId)
      this.#confirm(accountId)
    } else if (this.#suspected.get(accountId) === differences) this.#halt(accountId, differences)
    else {
      this.#suspected.set(accountId, differences)
      clock.after(secondLookMs, () => void this.check(accountId))
    }
  }

  #differences(accountId: string): string {
    return this.#parts.books.account(accountId).book.differences().join(', ')
  }

  #confirm(accountId: string): void {
    this.#parts.books.unconfirmed.delete(accountId)
  }

  #halt(accountId: string, differences: string): void {
    const { books, journal, alerts, changes, log } = this.#parts
    const message = `balances of ${accountId} differ from our fills: ${differences}`
    if (books.blocked?.message === message) return
    books.blocked = { code: 'blocked.engine-failed', message }
    changes.announce({ kind: 'engine' })
    log.error('reconcile.mismatch', { accountId, differences })
    journal.write('reconcile.mismatch', { facts: { accountId, differences } })
    alerts.raise('critical', sentence('alert.engine-failed', { message }), '/positions')
  }

  /** Null when the limit came first. */
  #within<T>(work: Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const cancel = this.#parts.clock.after(patienceMs, () => resolve(null))
      work.then(resolve, reject).finally(cancel)
    })
  }
}
