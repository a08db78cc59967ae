import { pairOf } from '../../domain/market/pair.ts'
import type { AlertDesk } from '../alert-desk.ts'
import type { Changes } from '../changes.ts'
import { ClockWatch } from '../clock-watch.ts'
import type { EnginePorts } from '../engine-ports.ts'
import type { Journal } from '../journal.ts'
import type { Lane } from '../lane.ts'
import { type HeardEvent, HeardEvents } from '../orders/heard-events.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import { OrderPolls } from '../orders/order-polls.ts'
import type { Clock } from '../ports/clock.ts'
import type { Account, KeyFacts, Store } from '../ports/store.ts'
import type { Reconciliation } from '../reconciliation/reconciliation.ts'
import { AccountBook } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import type { AccountOpener } from './account-opener.ts'
import { HearingWatch } from './hearing-watch.ts'

interface AccountDeskParts {
  readonly books: Books
  readonly store: Store
  readonly lane: Lane
  readonly orders: OrderDesk
  readonly reconciliation: Reconciliation
  readonly clock: Clock
  readonly changes: Changes
  readonly alerts: AlertDesk
  readonly journal: Journal
  readonly opener: AccountOpener
  readonly openExchange: EnginePorts['openExchange']
}

/** Opens accounts on their venues and brings what their exchanges tell into the lane. */
export class AccountDesk {
  readonly #parts: AccountDeskParts
  readonly #clocks: ClockWatch
  readonly #hearing: HearingWatch

  constructor(parts: AccountDeskParts) {
    this.#parts = parts
    this.#clocks = new ClockWatch(parts)
    this.#hearing = new HearingWatch({ ...parts, polls: new OrderPolls(parts) })
  }

  /**
   * Nothing is bought on the account before it was reconciled, which the caller asks for.
   * @throws Error when the account's venue is not open
   */
  open(account: Account): void {
    const { books, store, lane, clock, opener, changes, openExchange } = this.#parts
    const venue = books.venues.get(account.venueId)
    if (venue === undefined)
      throw new Error(`account ${account.id} is on the unknown venue ${account.venueId}`)
    const book = new AccountBook(account)
    for (const adjustment of store.adjustments.ofAccount(account.id)) book.adjust(adjustment)
    for (const { fill, order } of store.fills.ofAccount(account.id)) {
      // Also of a pair that is no longer listed: what it moved is still there.
      book.book(books.market(account.venueId, order.symbol) ?? pairOf(order.symbol), order.side, fill)
    }
    const { exchange, signed, close } = openExchange(account, venue, (work) => lane.post(work))
    const heard = new HeardEvents()
    const end = exchange.subscribe((event) => {
      heard.add(event)
      lane.post(() => this.#take(account.id, heard.take()))
    })
    const closeAccount = () => {
      opener.forget(account.id)
      this.#hearing.forget(account.id)
      this.#parts.reconciliation.forget(account.id)
      end()
      close()
    }
    const since = clock.now()
    books.accounts.set(account.id, {
      book,
      exchange,
      key: account.key ?? null,
      state: { kind: signed === undefined ? 'open' : 'opening', since },
      close: closeAccount,
    })
    books.unconfirmed.add(account.id)
    if (signed !== undefined) opener.begin(account.id, signed)
    changes.announce({ kind: 'engine' })
  }

  /** As `open`, while the engine runs. */
  add(account: Account): void {
    this.open(account)
    void this.#parts.reconciliation.reconcile(account.id)
  }

  /** The account has another key: it is opened with that from now on. */
  onKey(accountId: string, key: KeyFacts): void {
    const { books, opener } = this.#parts
    const account = books.accounts.get(accountId)
    if (account === undefined) return
    account.key = key
    opener.retry(accountId)
  }

  retry(accountId: string): void {
    this.#parts.opener.retry(accountId)
  }

  close(accountId: string): void {
    const { books, changes } = this.#parts
    books.accounts.get(accountId)?.close()
    books.accounts.delete(accountId)
    books.unconfirmed.delete(accountId)
    books.mismatches.delete(accountId)
    changes.announce({ kind: 'engine' })
  }

  /** Another account of the same exchange may be on another of its networks, with a clock of its own. */
  #onClock(accountId: string, offsetMs: number): void {
    const { books } = this.#parts
    const venueId = books.venueOf(accountId)
    const name = `${books.venues.get(venueId)?.info.name ?? venueId} · ${accountId}`
    this.#clocks.see({ id: `account ${accountId}`, name, target: '/settings/keys', venueId }, offsetMs)
  }

  #take(accountId: string, heard: HeardEvent | null): void {
    if (heard === null) return
    const { orders, reconciliation } = this.#parts
    const { event, fill } = heard
    if (event.kind === 'resynchronise') void reconciliation.resynchronise(accountId, event.cause)
    else if (event.kind === 'hearing') this.#hearing.see(accountId, event.isHeard)
    else if (event.kind === 'clock') this.#onClock(accountId, event.offsetMs)
    else orders.onExchangeEvent(accountId, event, fill)
  }
}
