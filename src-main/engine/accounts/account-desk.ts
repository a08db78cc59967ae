import { pairOf } from '../../domain/market/pair.ts'
import type { EnginePorts } from '../engine-ports.ts'
import type { Lane } from '../lane.ts'
import { type HeardEvent, HeardEvents } from '../orders/heard-events.ts'
import type { OrderDesk } from '../orders/order-desk.ts'
import type { Account, Store } from '../ports/store.ts'
import type { Reconciliation } from '../reconciliation/reconciliation.ts'
import { AccountBook } from '../state/account-book.ts'
import type { Books } from '../state/books.ts'
import type { KeyWatch } from './key-watch.ts'

interface AccountDeskParts {
  readonly books: Books
  readonly store: Store
  readonly lane: Lane
  readonly orders: OrderDesk
  readonly reconciliation: Reconciliation
  readonly keys: KeyWatch
  readonly openExchange: EnginePorts['openExchange']
}

/** Opens accounts on their venues and brings what their exchanges tell into the lane. */
export class AccountDesk {
  readonly #parts: AccountDeskParts

  constructor(parts: AccountDeskParts) {
    this.#parts = parts
  }

  /**
   * Nothing is bought on the account before it was reconciled, which the caller asks for.
   * @throws Error when the account's venue is not open
   */
  open(account: Account): void {
    const { books, store, lane, keys, openExchange } = this.#parts
    const venue = books.venues.get(account.venueId)
    if (venue === undefined)
      throw new Error(`account ${account.id} is on the unknown venue ${account.venueId}`)
    const book = new AccountBook(account)
    for (const adjustment of store.adjustments.ofAccount(account.id)) book.adjust(adjustment)
    for (const { fill, order } of store.fills.ofAccount(account.id)) {
      // Also of a pair that is no longer listed: what it moved is still there.
      book.book(books.market(account.venueId, order.symbol) ?? pairOf(order.symbol), order.side, fill)
    }
    const { exchange, close } = openExchange(account, venue, (work) => lane.post(work))
    const heard = new HeardEvents()
    const end = exchange.subscribe((event) => {
      heard.add(event)
      lane.post(() => this.#take(account.id, heard.take()))
    })
    const closeAccount = () => {
      end()
      close()
    }
    // It may be another key by now.
    keys.onAccepted(account.id)
    books.accounts.set(account.id, { book, exchange, close: closeAccount })
    books.unconfirmed.add(account.id)
  }

  /** As `open`, while the engine runs. */
  add(account: Account): void {
    this.open(account)
    void this.#parts.reconciliation.reconcile(account.id)
  }

  #take(accountId: string, heard: HeardEvent | null): void {
    if (heard === null) return
    const { orders, reconciliation } = this.#parts
    const { event, fill } = heard
    if (event.kind === 'resynchronise') void reconciliation.resynchronise(accountId, event.cause)
    else orders.onExchangeEvent(accountId, event, fill)
  }
}
