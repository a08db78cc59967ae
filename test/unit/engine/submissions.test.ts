import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Order, OrderEvent } from '../../../src-main/domain/orders/order.ts'
import type { Submissions } from '../../../src-main/engine/orders/submissions.ts'
import type { SubmitOutcome } from '../../../src-main/engine/ports/exchange.ts'
import type { NewJournalEntry } from '../../../src-main/engine/ports/store.ts'
import type { Books } from '../../../src-main/engine/state/books.ts'
import type { FakeClock } from '../../support/fake-clock.ts'
import { wantedOrder } from '../../support/orders.ts'
import { accepted, liveDemo, SubmissionStand } from '../../support/submission-stand.ts'

const later = (waitMs: number | null = null): SubmitOutcome => ({
  kind: 'retry-later',
  rejection: 'RATE_LIMITED',
  waitMs,
  message: 'too many requests',
})
const unknown: SubmitOutcome = { kind: 'unknown', cause: 'timeout' }
const acknowledged: OrderEvent = { kind: 'acknowledged', exchangeOrderId: 'X1' }
const rejected: OrderEvent = { kind: 'rejected', rejection: 'RATE_LIMITED' }

let stand: SubmissionStand
let clock: FakeClock
let books: Books
let submissions: Submissions
let sentAt: number[]
let sent: Order[]
let applied: OrderEvent[]
let asked: string[]
let journal: NewJournalEntry[]
let alerts: string[]

beforeEach(() => {
  stand = new SubmissionStand()
  ;({ clock, books, submissions, sentAt, sent, applied, asked, journal, alerts } = stand)
})

afterEach(() => {
  expect(stand.failures).toEqual([])
})

const send = (change: Partial<Order> = {}) => stand.send(change)
const spans = () => sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))

describe('an order that may be sent again later', () => {
  test('is, under the same id, until it is accepted; each time is logged and journalled', async () => {
    stand.answers = [later(), later(), accepted]
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
    stand.answers = [later(), later(), later(), later(4_000), accepted]
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
    stand.answers = [later()]
    for (const clientOrderId of ['a', 'b', 'c', 'd']) await send({ clientOrderId })
    sentAt.length = 0
    await clock.advance(510)
    expect(new Set(sentAt).size).toBe(4)
  })

  test('to enter is rejected with its code after a few tries, within seconds', async () => {
    stand.answers = [later()]
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
    stand.answers = [later(90_000)]
    await send()
    expect(applied).toEqual([rejected])
    expect(sent).toHaveLength(1)
  })

  test.each(['exit', 'protection'] as const)('is tried for longer than an entry: %s', async (purpose) => {
    stand.answers = [later(90_000), later(), accepted]
    await send({ purpose })
    await clock.advance(95_000)
    expect(applied).toEqual([acknowledged])
    stand.answers = [later()]
    applied.length = 0
    await send({ purpose, clientOrderId: 'o2' })
    await clock.advance(590_000)
    expect(applied).toEqual([])
    await clock.advance(60_000)
    expect(applied).toEqual([rejected])
  })

  test('to enter is not sent once entries are halted; an exit is', async () => {
    stand.answers = [later()]
    await send()
    await send({ clientOrderId: 'o2', purpose: 'exit' })
    books.kill.set('paper', { mode: 'paper', engaged: true, since: 0, source: 'window' })
    stand.answers = [accepted]
    await clock.advance(1_000)
    expect(sent.map(({ clientOrderId }) => clientOrderId)).toEqual(['o1', 'o2', 'o2'])
    expect(applied).toContainEqual({ kind: 'cancelled' })
  })

  test('can be withdrawn while it waits, and only then', async () => {
    stand.answers = [later()]
    await send()
    expect(submissions.withdraw('o1')).toBe(true)
    expect(submissions.withdraw('o1')).toBe(false)
    await clock.advance(60_000)
    expect(sent).toHaveLength(1)
    stand.answers = [unknown]
    const unanswered = await send({ clientOrderId: 'o2', purpose: 'exit' })
    expect(submissions.withdraw('o2')).toBe(false)
    await clock.advance(10_000)
    expect(submissions.onDenied(unanswered)).toBe('over')
  })

  test('ends when it was to be cancelled while it was on its way', async () => {
    const { promise, resolve: answer } = Promise.withResolvers<SubmitOutcome>()
    books.account('paper').exchange.submit = () => promise
    await send({ purpose: 'exit' })
    expect(submissions.withdraw('o1')).toBe(false)
    answer(later())
    await clock.advance(60_000)
    expect(applied).toEqual([{ kind: 'cancelled' }])
  })

  test('that has ended meanwhile is not sent', async () => {
    stand.answers = [later()]
    await send()
    books.orders.delete('o1')
    submissions.forget('o1')
    await clock.advance(60_000)
    expect(sent).toHaveLength(1)
  })
})

describe('an order of which nobody knows', () => {
  test('is asked about and not sent again', async () => {
    stand.answers = [unknown]
    await send()
    expect(applied).toEqual([{ kind: 'outcome-unknown' }])
    expect(asked).toEqual(['o1'])
    // The exchange may have it, open still, and not tell of its end: a market order has ended within seconds.
    await clock.advance(10_000)
    expect(asked).toEqual(['o1', 'o1'])
    await clock.advance(600_000)
    expect(sent).toHaveLength(1)
  })

  test('since it was not answered yet is asked about after two seconds, and not given up', async () => {
    const { promise, resolve: answer } = Promise.withResolvers<SubmitOutcome>()
    books.account('paper').exchange.submit = () => promise
    const order = await send()
    await clock.advance(1_990)
    expect(asked).toEqual([])
    await clock.advance(10)
    expect(asked).toEqual(['o1'])
    await clock.advance(60_000)
    expect(submissions.onDenied(order)).toBe('wait')
    answer(accepted)
    await clock.advance(0)
    expect(applied).toEqual([acknowledged])
  })

  test('is sent once more when the exchange denies it after the time in which it could still arrive', async () => {
    stand.answers = [unknown]
    const order = await send()
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(9_990)
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(10)
    expect(submissions.onDenied(order)).toBe('sent-again')
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(0)
    await clock.advance(9_990)
    expect(submissions.onDenied(order)).toBe('wait')
    await clock.advance(10)
    expect(sent).toEqual([order, order])
    expect(submissions.onDenied(order)).toBe('over')
  })

  test('to enter is not sent again when that would be late, or entries are halted', async () => {
    stand.answers = [unknown]
    const order = await send()
    books.kill.set('paper', { mode: 'paper', engaged: true, since: 0, source: 'window' })
    await clock.advance(10_000)
    expect(submissions.onDenied(order)).toBe('over')
    books.kill.clear()
    expect(submissions.onDenied(order)).toBe('sent-again')
    const other = await send({ clientOrderId: 'o2' })
    await clock.advance(20_010)
    expect(submissions.onDenied(other)).toBe('over')
  })

  test('to enter is not sent again while prices are stale, or another order of the pair is unknown', async () => {
    stand.answers = [unknown]
    const order = await send()
    await clock.advance(10_000)
    books.venues.set('demo', { ...liveDemo, state: 'stale' })
    expect(submissions.onDenied(order)).toBe('over')
    books.venues.set('demo', liveDemo)
    books.orders.set('o2', { order: { ...order, clientOrderId: 'o2' } })
    books.asking.add('o2')
    expect(submissions.onDenied(order)).toBe('over')
    books.asking.clear()
    expect(submissions.onDenied(order)).toBe('sent-again')
  })

  test('and was sent by an earlier run is not sent again', async () => {
    expect(submissions.onDenied(wantedOrder())).toBe('wait')
    await clock.advance(10_000)
    expect(submissions.onDenied(wantedOrder())).toBe('over')
  })

  test('and whose second sending is to be tried later need not be asked about until then', async () => {
    stand.answers = [unknown, later(), accepted]
    const order = await send({ purpose: 'exit' })
    await clock.advance(10_000)
    expect(submissions.onDenied(order)).toBe('sent-again')
    await clock.advance(100)
    expect(submissions.onDenied(order)).toBe('sent-again')
    await clock.advance(5_000)
    expect(applied.at(-1)).toEqual(acknowledged)
  })
})

describe('a key that the exchange does not accept', () => {
  const noKey: SubmitOutcome = { kind: 'rejected', rejection: 'CREDENTIALS', message: 'invalid key' }

  test('halts entries of its account, is said once, and until an order is accepted', async () => {
    stand.answers = [noKey]
    await send()
    await send({ clientOrderId: 'o2', purpose: 'exit' })
    expect(applied).toEqual([
      { kind: 'rejected', rejection: 'CREDENTIALS' },
      { kind: 'rejected', rejection: 'CREDENTIALS' },
    ])
    expect(books.areEntriesHalted('paper', 'paper')).toBe(true)
    expect(alerts).toEqual(['alert.key-refused'])
    stand.answers = [accepted]
    await send({ clientOrderId: 'o3', purpose: 'exit' })
    expect(books.areEntriesHalted('paper', 'paper')).toBe(false)
  })
})
