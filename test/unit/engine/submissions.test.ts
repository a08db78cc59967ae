import { beforeEach, describe, expect, test } from 'vitest'
import { demoVenue } from '../../../src-main/adapters/exchanges/replay/demo-market.ts'
import { plainSpot } from '../../../src-main/domain/orders/capabilities.ts'
import type { Order, OrderEvent } from '../../../src-main/domain/orders/order.ts'
import { KeyWatch } from '../../../src-main/engine/accounts/key-watch.ts'
import { AlertDesk } from '../../../src-main/engine/alert-desk.ts'
import { Changes } from '../../../src-main/engine/changes.ts'
import { Journal } from '../../../src-main/engine/journal.ts'
import { Lane } from '../../../src-main/engine/lane.ts'
import { Submissions } from '../../../src-main/engine/orders/submissions.ts'
import type { Exchange, SubmitOutcome } from '../../../src-main/engine/ports/exchange.ts'
import type { NewJournalEntry, Store } from '../../../src-main/engine/ports/store.ts'
import { AccountBook } from '../../../src-main/engine/state/account-book.ts'
import { Books, type VenueState } from '../../../src-main/engine/state/books.ts'
import { Roster } from '../../../src-main/engine/state/roster.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { wantedOrder } from '../../support/orders.ts'
import { countingIds, memoryLog } from '../../support/test-engine.ts'

const later = (waitMs: number | null = null): SubmitOutcome => ({
  kind: 'retry-later',
  rejection: 'RATE_LIMITED',
  waitMs,
  message: 'too many requests',
})
const accepted: SubmitOutcome = { kind: 'accepted', exchangeOrderId: 'X1' }
const unknown: SubmitOutcome = { kind: 'unknown', cause: 'timeout' }
const acknowledged: OrderEvent = { kind: 'acknowledged', exchangeOrderId: 'X1' }
const rejected: OrderEvent = { kind: 'rejected', rejection: 'RATE_LIMITED' }

const nothingYet = { pairs: new Map(), marketTime: null, lastTickAt: null, health: null }
const liveDemo: VenueState = { info: { ...demoVenue, speed: 1, markets: [] }, state: 'live', ...nothingYet }

let clock: FakeClock
let books: Books
let submissions: Submissions
let log: ReturnType<typeof memoryLog>
/** What the exchange answers, the last one for ever. */
let answers: SubmitOutcome[]
let sentAt: number[]
let sent: Order[]
let applied: OrderEvent[]
let asked: string[]
let journal: NewJournalEntry[]
let alerts: string[]

beforeEach(() => {
  clock = new FakeClock()
  books = new Books()
  log = memoryLog()
  answers = []
  sentAt = []
  sent = []
  applied = []
  asked = []
  journal = []
  alerts = []
  const exchange: Pick<Exchange, 'submit' | 'capabilities'> = {
    capabilities: () => plainSpot,
    submit: async (order) => {
      sentAt.push(clock.monotonic())
      sent.push(order as Order)
      return answers.length > 1 ? (answers.shift() ?? accepted) : (answers[0] ?? accepted)
    },
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
    journal: { insert: (entry: NewJournalEntry) => journal.push(entry) },
    alerts: { insert: (alert: { text: { code: string } }) => alerts.push(alert.text.code) },
  } as unknown as Store
  const changes = new Changes(log)
  const writing = new Journal(store, clock)
  submissions = new Submissions({
    lane: new Lane(log, (error) => {
      throw error
    }),
    books,
    clock,
    log,
    journal: writing,
    apply: (_, event) => applied.push(event),
    onUnknown: (id) => asked.push(id),
    keys: new KeyWatch({
      books,
      clock,
      journal: writing,
      alerts: new AlertDesk({ store, clock, ids: countingIds(), changes, roster: new Roster() }),
      changes,
    }),
  })
})

const send = async (change: Partial<Order> = {}): Promise<Order> => {
  const order = wantedOrder(change)
  books.orders.set(order.clientOrderId, { order })
  submissions.send(order)
  await clock.advance(0)
  return order
}
const spans = () => sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))

describe('an order that may be sent again later', () => {
  test('is, under the same id, until it is accepted; each time is logged and journalled', async () => {
    answers = [later(), later(), accepted]
    const order = await send()
    await clock.advance(5_000)
    expect(sent).toEqual([order, order, order])
    expect(applied).toEqual([acknowledged])
    expect(journal.map(({ event, orderId }) => [event, orderId])).toEqual([
      ['order.retry-later', 'o1'],
      ['order.retry-later', 'o1'],
    ])
    await clock.advance(600_000)
    expect(sent).toHaveLength(3)
  })

  test('waits longer each time, and as long as the exchange says', async () => {
    answers = [later(), later(), later(), later(4_000), accepted]
    await send({ purpose: 'exit' })
    await clock.advance(60_000)
    const [first = 0, second = 0, third = 0, named = 0] = spans()
    expect(first).toBeGreaterThanOrEqual(250)
    expect(first).toBeLessThanOrEqual(510)
    expect(second).toBeGreaterThan(first)
    expect(third).toBeGreaterThan(second)
    expect(named).toBeGreaterThanOrEqual(6_000)
  })

  test('does not come back together with others that were refused with it', async () => {
    answers = [later()]
    for (const clientOrderId of ['a', 'b', 'c', 'd']) await send({ clientOrderId })
    sentAt.length = 0
    await clock.advance(510)
    expect(new Set(sentAt).size).toBe(4)
  })

  test('to enter is rejected with its code after a few tries, within seconds', async () => {
    answers = [later()]
    await send()
    await clock.advance(20_000)
    expect(applied).toEqual([rejected])
    expect(sent.length).toBeGreaterThan(2)
    expect(sent.length).toBeLessThanOrEqual(5)
    const before = sent.length
    await clock.advance(600_000)
    expect(sent).toHaveLength(before)
  })

  test('to enter is rejected at once when the exchange says to wait for longer than it is worth', async () => {
    answers = [later(90_000)]
    await send()
    expect(applied).toEqual([rejected])
    expect(sent).toHaveLength(1)
  })

  test.each(['exit', 'protection'] as const)('is tried for longer than an entry: %s', async (purpose) => {
    answers = [later(90_000), later(), accepted]
    await send({ purpose })
    await clock.advance(95_000)
    expect(applied).toEqual([acknowledged])
    answers = [later()]
    applied.length = 0
    await send({ purpose, clientOrderId: 'o2' })
    await clock.advance(590_000)
    expect(applied).toEqual([])
    await clock.advance(60_000)
    expect(applied).toEqual([rejected])
  })

  test('to enter is not sent once entries are halted; an exit is', async () => {
    answers = [later()]
    await send()
    await send({ clientOrderId: 'o2', purpose: 'exit' })
    books.kill.set('paper', { mode: 'paper', engaged: true, since: 0, source: 'window' })
    answers = [accepted]
    await clock.advance(1_000)
    expect(sent.map(({ clientOrderId }) => clientOrderId)).toEqual(['o1', 'o2', 'o2'])
    expect(applied).toContainEqual({ kind: 'cancelled' })
  })

  test('can be withdrawn while it waits, and only then', async () => {
    answers = [later()]
    await send()
    expect(submissions.withdraw('o1')).toBe(true)
    expect(submissions.withdraw('o1')).toBe(false)
    await clock.advance(60_000)
    expect(sent).toHaveLength(1)
    answers = [unknown]
    await send({ clientOrderId: 'o2' })
    expect(submissions.withdraw('o2')).toBe(false)
  })

  test('that has ended meanwhile is not sent', async () => {
    answers = [later()]
    await send()
    books.orders.delete('o1')
    submissions.forget('o1')
    await clock.advance(60_000)
    expect(sent).toHaveLength(1)
  })
})

describe('an order of which nobody knows', () => {
  test('is asked about and not sent again', async () => {
    answers = [unknown]
    await send()
    expect(applied).toEqual([{ kind: 'outcome-unknown' }])
    expect(asked).toEqual(['o1'])
    await clock.advance(600_000)
    expect(sent).toHaveLength(1)
  })

  test('is sent once more when the exchange denies it after the time in which it could still arrive', async () => {
    answers = [unknown]
    const order = await send()
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(9_990)
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(10)
    expect(submissions.onDenied(order)).toBe('resent')
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(9_990)
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(10)
    expect(sent).toEqual([order, order])
    expect(asked).toEqual(['o1', 'o1'])
    expect(submissions.onDenied(order)).toBe('over')
  })

  test('to enter is not sent again when that would be late, or entries are halted', async () => {
    answers = [unknown]
    const order = await send()
    books.kill.set('paper', { mode: 'paper', engaged: true, since: 0, source: 'window' })
    await clock.advance(10_000)
    expect(submissions.onDenied(order)).toBe('over')
    books.kill.clear()
    expect(submissions.onDenied(order)).toBe('resent')
    const other = await send({ clientOrderId: 'o2' })
    await clock.advance(20_010)
    expect(submissions.onDenied(other)).toBe('over')
  })

  test('to enter is not sent again while prices are stale, or another order of the pair is unknown', async () => {
    answers = [unknown]
    const order = await send()
    await clock.advance(10_000)
    books.venues.set('demo', { ...liveDemo, state: 'stale' })
    expect(submissions.onDenied(order)).toBe('over')
    books.venues.set('demo', liveDemo)
    books.orders.set('o2', { order: { ...order, clientOrderId: 'o2' } })
    books.asking.add('o2')
    expect(submissions.onDenied(order)).toBe('over')
    books.asking.clear()
    expect(submissions.onDenied(order)).toBe('resent')
  })

  test('and was sent by an earlier run is not sent again', async () => {
    expect(submissions.onDenied(wantedOrder())).toBe('wait')
    await clock.advance(10_000)
    expect(submissions.onDenied(wantedOrder())).toBe('over')
  })

  test('and whose second sending is to be tried later says nothing about it until then', async () => {
    answers = [unknown, later(), accepted]
    const order = await send({ purpose: 'exit' })
    await clock.advance(10_000)
    expect(submissions.onDenied(order)).toBe('resent')
    await clock.advance(100)
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(5_000)
    expect(applied.at(-1)).toEqual(acknowledged)
  })
})

describe('a key that the exchange does not accept', () => {
  const noKey: SubmitOutcome = { kind: 'rejected', rejection: 'CREDENTIALS', message: 'invalid key' }

  test('halts entries of its account, is said once, and until an order is accepted', async () => {
    answers = [noKey]
    await send()
    await send({ clientOrderId: 'o2' })
    expect(applied).toEqual([
      { kind: 'rejected', rejection: 'CREDENTIALS' },
      { kind: 'rejected', rejection: 'CREDENTIALS' },
    ])
    expect(books.areEntriesHalted('paper', 'paper')).toBe(true)
    expect(alerts).toEqual(['alert.key-refused'])
    answers = [accepted]
    await send({ clientOrderId: 'o3', purpose: 'exit' })
    expect(books.areEntriesHalted('paper', 'paper')).toBe(false)
  })
})
