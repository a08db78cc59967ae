import { demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { plainSpot } from '../../src-main/domain/orders/capabilities.ts'
import type { Order, OrderEvent } from '../../src-main/domain/orders/order.ts'
import { KeyWatch } from '../../src-main/engine/accounts/key-watch.ts'
import { AlertDesk } from '../../src-main/engine/alert-desk.ts'
import { Changes } from '../../src-main/engine/changes.ts'
import { Journal } from '../../src-main/engine/journal.ts'
import { Lane } from '../../src-main/engine/lane.ts'
import { Submissions } from '../../src-main/engine/orders/submissions.ts'
import { type Exchange, type SubmitOutcome, usualLateMs } from '../../src-main/engine/ports/exchange.ts'
import type { NewJournalEntry, Store } from '../../src-main/engine/ports/store.ts'
import { AccountBook } from '../../src-main/engine/state/account-book.ts'
import { Books, type VenueState } from '../../src-main/engine/state/books.ts'
import { Roster } from '../../src-main/engine/state/roster.ts'
import { FakeClock } from './fake-clock.ts'
import { wantedOrder } from './orders.ts'
import { countingIds, memoryLog } from './test-engine.ts'

export const accepted: SubmitOutcome = { kind: 'accepted', exchangeOrderId: 'X1' }

const nothingYet = { pairs: new Map(), marketTime: null, lastTickAt: null, health: null }
export const liveDemo: VenueState = {
  ...{ info: { ...demoVenue, speed: 1, markets: [] }, state: 'live', ...nothingYet },
}

/** Submissions to an exchange that answers what a test says; everything that they do is kept. */
export class SubmissionStand {
  readonly clock = new FakeClock()
  readonly books = new Books()
  /** What the exchange answers, the last one for ever. */
  answers: SubmitOutcome[] = []
  /** What the disk says of a flush, and when. */
  flush: (then: (error: Error | null) => void) => void = (then) => then(null)
  /** Orders that were ready and are not to be sent. */
  readonly dropped: Order[] = []
  readonly sentAt: number[] = []
  readonly sent: Order[] = []
  readonly applied: OrderEvent[] = []
  readonly asked: string[] = []
  readonly journal: NewJournalEntry[] = []
  readonly alerts: string[] = []
  /** Of turns that threw. */
  readonly failures: string[] = []
  readonly submissions: Submissions

  /** @param prepares whether the exchange gets orders ready */
  constructor({ prepares = false } = {}) {
    const { clock, books } = this
    const log = memoryLog()
    const submit: Exchange['submit'] = async (order) => {
      this.sentAt.push(clock.monotonic())
      this.sent.push(order as Order)
      const next = this.answers.length > 1 ? this.answers.shift() : this.answers[0]
      return next ?? accepted
    }
    const prepare: Exchange['prepare'] = (order) => ({
      send: () => submit(order),
      drop: () => void this.dropped.push(order as Order),
    })
    const exchange: Pick<Exchange, 'lateMs' | 'submit' | 'prepare' | 'capabilities'> = {
      lateMs: usualLateMs,
      capabilities: () => plainSpot,
      submit,
      ...(prepares ? { prepare } : {}),
    }
    const account = { id: 'paper', venueId: 'demo', mode: 'paper', start: [], createdAt: 0 } as const
    books.venues.set('demo', liveDemo)
    books.accounts.set('paper', {
      book: new AccountBook(account),
      exchange: exchange as Exchange,
      key: null,
      state: { kind: 'open', since: 0 },
      close: () => {},
    })
    const store = {
      note: <T>(work: () => T) => work(),
      whenFlushed: (then: (error: Error | null) => void) => this.flush(then),
      journal: { insert: (entry: NewJournalEntry) => this.journal.push(entry) },
      alerts: {
        insert: (alert: { text: { code: string } }) => this.alerts.push(alert.text.code),
        resolve: () => [],
      },
    } as unknown as Store
    const changes = new Changes(log)
    const writing = new Journal(store, clock)
    this.submissions = new Submissions({
      store,
      lane: new Lane(log, (error) => this.failures.push(error.message)),
      books,
      clock,
      log,
      journal: writing,
      apply: (_, event) => this.applied.push(event),
      onUnknown: (id) => this.asked.push(id),
      keys: new KeyWatch({
        books,
        clock,
        journal: writing,
        alerts: new AlertDesk({ store, clock, ids: countingIds(), changes, roster: new Roster() }),
        changes,
      }),
    })
  }

  async send(change: Partial<Order> = {}): Promise<Order> {
    const order = wantedOrder(change)
    this.submissions.send(order, null, () => this.books.orders.set(order.clientOrderId, { order }))
    await this.clock.advance(0)
    return order
  }
}
