import { stateOf } from '../../domain/orders/order.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import type { UnknownDesk } from '../orders/unknown-desk.ts'
import type { Clock } from '../ports/clock.ts'
import type { Span } from '../ports/exchange.ts'
import type { Log } from '../ports/log.ts'
import type { Account, Store } from '../ports/store.ts'
import type { Books } from '../state/books.ts'
import type { PendingOrder } from '../state/open-orders.ts'
import { askedFrom, keepAskedUntil, symbolsOf } from './asked-from.ts'
import { exchangeTime } from './exchange-time.ts'
import type { Findings } from './findings.ts'
import type { HoldingsWatch } from './holdings-watch.ts'
import { notAsListed } from './listed-orders.ts'
import { NextLooks } from './next-looks.ts'
import { askReports, type Reports } from './reports.ts'
import type { Verdicts } from './verdicts.ts'

interface ReconciliationParts {
  readonly lane: Lane
  readonly books: Books
  readonly store: Store
  readonly clock: Clock
  readonly unknown: UnknownDesk
  readonly findings: Findings
  readonly verdicts: Verdicts
  readonly holdings: HoldingsWatch
  readonly journal: Journal
  readonly log: Log
}

/** How long the start waits for the exchanges' word; what is not settled by then stays frozen and is asked on. */
const startPatienceMs = 5_000
/** How long one look waits for an answer. */
const patienceMs = 30_000
const tickMs = 60_000
/** By the computer's clock, so that it is also due after a sleep. */
const everyMs = 5 * 60_000

/** What a look at an account leads to: it is looked at once more soon, tried again, or nothing. */
type Outlook = 'again' | 'retry' | 'none'

/** What a look's answers are worth. */
interface Worth {
  /** Nothing can be under way. */
  readonly isCertain: boolean
  /** The account was asked about after it came into doubt. */
  readonly isCurrent: boolean
}

/**
 * Settles our books with every exchange: at start, after it was not heard, after a sleep and every few minutes. First
 * what became of orders that were under way, then everything that the exchange has of the account: open orders,
 * recent fills, balances. A question that fails is no answer.
 */
export class Reconciliation {
  readonly #parts: ReconciliationParts
  readonly #running = new Map<string, Promise<void>>()
  /** Accounts that were asked for once more while they were being asked about. */
  readonly #again = new Set<string>()
  /** Accounts that came into doubt while they were being asked about. */
  readonly #doubted = new Set<string>()
  readonly #next: NextLooks
  #checkedAt = 0

  constructor(parts: ReconciliationParts) {
    this.#parts = parts
    this.#next = new NextLooks(parts.clock, (accountId) => void this.reconcile(accountId))
  }

  /**
   * Before the first entry. Returns after a while too: an exchange that does not answer must keep neither the app shut
   * nor the accounts elsewhere from their stops; its own account waits for its word.
   */
  async atStart(): Promise<void> {
    const { books, clock, log } = this.#parts
    let isStarting = true
    this.#checkedAt = clock.now()
    const accountIds = [...books.accounts.keys()]
    const looks = accountIds.map((id) => this.#begin(id, () => this.#lookFirst(id, () => isStarting)))
    await this.#within(Promise.all(looks), startPatienceMs)
    isStarting = false
    const late = accountIds.filter((id) => this.#running.has(id))
    if (late.length > 0)
      log.warn('reconcile.unsettled', { accounts: late.join(', '), orders: books.asking.size })
  }

  /** @param isStarting while it holds, nothing can have been sent since the books were loaded */
  async #lookFirst(accountId: string, isStarting: () => boolean): Promise<Outlook> {
    const { books, journal } = this.#parts
    const pending = [...books.orders.values()].filter(({ order }) => order.accountId === accountId)
    await this.#settle(accountId, pending)
    return this.#check(accountId, () => {
      journal.write('reconcile.done', { facts: { accountId, orders: pending.length } })
      return isStarting()
    })
  }

  /** Reconciles every few minutes and after a sleep; returns the function that ends it. */
  begin(): () => void {
    const { clock, books } = this.#parts
    const endTicks = clock.every(tickMs, () => {
      const isDue = clock.now() - this.#checkedAt >= everyMs || clock.now() < this.#checkedAt
      if (isDue) this.#checkedAt = clock.now()
      for (const id of books.accounts.keys()) {
        const isOverdue = books.unconfirmed.has(id) && !this.#next.isWaiting(id)
        if (isDue || isOverdue) void this.reconcile(id)
      }
    })
    return () => {
      endTicks()
      this.#next.end()
    }
  }

  /** The account is closed: nothing more is asked about it. */
  forget(accountId: string): void {
    this.#next.forget(accountId)
  }

  /** Of an account whose exchange was not heard for a while. */
  resynchronise(accountId: string, cause: string): Promise<void> {
    this.#parts.log.warn('reconcile.resynchronised', { accountId, cause })
    this.#parts.unknown.askNow(accountId)
    return this.reconcile(accountId)
  }

  /** Much may have happened while the computer slept: nothing is bought before every account was looked at. */
  afterSleep(): void {
    const { books, lane } = this.#parts
    lane.post(() => {
      for (const accountId of books.accounts.keys()) {
        books.unconfirmed.add(accountId)
        this.#doubted.add(accountId)
        void this.resynchronise(accountId, 'the computer slept')
      }
    })
  }

  /** One at a time of each account; asked for meanwhile, it is done once more. */
  reconcile(accountId: string): Promise<void> {
    const running = this.#running.get(accountId)
    if (running !== undefined) {
      this.#again.add(accountId)
      return running
    }
    return this.#begin(accountId, () => this.#reconcile(accountId))
  }

  #begin(accountId: string, look: () => Promise<Outlook>): Promise<void> {
    this.#next.begun(accountId)
    this.#doubted.delete(accountId)
    const started = look()
      .then((outlook) => this.#plan(accountId, outlook))
      .finally(() => {
        this.#running.delete(accountId)
        if (this.#again.delete(accountId)) void this.reconcile(accountId)
      })
    this.#running.set(accountId, started)
    return started
  }

  #plan(accountId: string, outlook: Outlook): void {
    const { books } = this.#parts
    const account = books.accounts.get(accountId)
    // One that is closed, or tells nothing by itself, has its books settled once that is over.
    const canBeSure =
      account !== undefined && account.state.kind !== 'closed' && !books.unheard.has(accountId)
    const isInDoubt = canBeSure && books.unconfirmed.has(accountId)
    if (account !== undefined && outlook === 'again') this.#next.again(accountId)
    else if (isInDoubt || (account !== undefined && outlook === 'retry')) this.#next.retry(accountId)
    else this.#next.forget(accountId)
  }

  async #reconcile(accountId: string): Promise<Outlook> {
    const { books } = this.#parts
    if (!books.accounts.has(accountId)) return 'none'
    const pending = [...books.orders.values()].filter(({ order }) => order.accountId === accountId)
    // An exchange that has not had an order yet would deny it: those on their way are asked about a little later.
    const sent = pending.filter(({ order }) => stateOf(order) !== 'submitting')
    await this.#settle(accountId, sent)
    const outlook = await this.#check(accountId, () => false)
    return sent.length < pending.length ? 'again' : outlook
  }

  /** What became of an account's orders, as far as its exchange says so in time. */
  async #settle(accountId: string, pending: readonly PendingOrder[]): Promise<void> {
    const { books, unknown } = this.#parts
    const orders = pending.map(({ order }) => order)
    const asked = await notAsListed(books.account(accountId).exchange, orders, (work) => this.#within(work))
    await this.#within(Promise.all(asked.map((order) => unknown.settle(order))))
  }

  /** @param isCertain called before the verdict: whether nothing can be under way */
  async #check(accountId: string, isCertain: () => boolean): Promise<Outlook> {
    const { books, lane } = this.#parts
    const account = books.accounts.get(accountId)
    if (account === undefined) return 'none'
    try {
      const { symbols, span } = await lane.ask(() => this.#question(account.book.account))
      const wasHeard = !books.unheard.has(accountId)
      const reports = await askReports(account.exchange, symbols, span, (work) => this.#within(work))
      return await lane.ask(() => {
        if (books.accounts.get(accountId) !== account) return 'none'
        const isCurrent = wasHeard && !this.#doubted.has(accountId)
        return this.#take(accountId, reports, span.to, { isCertain: isCertain(), isCurrent })
      })
    } catch {
      // The lane has told of it, and the next check comes.
      return 'none'
    }
  }

  /** Which fills are asked for. */
  #question({ id, venueId }: Account): { readonly symbols: readonly string[]; readonly span: Span } {
    const { books, store, clock } = this.#parts
    const to = exchangeTime(books.venues.get(venueId), clock.now())
    const from = askedFrom(store, id, to)
    return { symbols: symbolsOf(books, store, id, from), span: { from, to } }
  }

  #take(
    accountId: string,
    { openOrders, fills, balances }: Reports,
    to: number,
    { isCertain, isCurrent }: Worth,
  ): Outlook {
    const { books, store, findings, verdicts, log } = this.#parts
    for (const [asked, part] of Object.entries({ openOrders, fills, balances })) {
      if (part.kind === 'failed') log.warn('reconcile.no-answer', { accountId, asked, cause: part.cause })
    }
    // Whose an order is shows only when the exchange has said what became of each of ours.
    const isOpen = this.#isOpen(accountId)
    const foreign = fills.kind === 'failed' ? [] : findings.onFills(accountId, fills.value)
    if (openOrders.kind === 'answered' && !isOpen) findings.onOpenOrders(accountId, openOrders.value)
    if (balances.kind === 'failed') return 'none'
    books.account(accountId).book.setBalances(balances.value)
    // A fill may have brought up what an order is to be asked about.
    if (isOpen || this.#isOpen(accountId)) return 'none'
    const isComplete = fills.kind === 'answered' && openOrders.kind === 'answered'
    const verdict = verdicts.take(
      accountId,
      isComplete ? (isCertain ? 'certain' : 'likely') : 'incomplete',
      foreign,
      isCurrent,
    )
    if (verdict === 'matches') this.#parts.holdings.look(accountId)
    if (verdict === 'suspected') return isComplete ? 'again' : 'retry'
    if (isComplete) keepAskedUntil(store, accountId, to)
    return 'none'
  }

  /** While it is not known what became of an order, a difference means nothing. */
  #isOpen(accountId: string): boolean {
    const { books } = this.#parts
    return [...books.orders.values()].some(({ order }) => {
      const isUnsure = stateOf(order) === 'submitting' || books.asking.has(order.clientOrderId)
      return order.accountId === accountId && isUnsure
    })
  }

  /** Null when the limit came first. */
  #within<T>(work: Promise<T>, limitMs: number = patienceMs): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const cancel = this.#parts.clock.after(limitMs, () => resolve(null))
      work.then(resolve, reject).finally(cancel)
    })
  }
}
