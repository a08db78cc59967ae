import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Order } from '../../../src-main/domain/orders/order.ts'
import { wantedOrder } from '../../support/orders.ts'
import { accepted, SubmissionStand } from '../../support/submission-stand.ts'

let stand: SubmissionStand
let flushed: ((error: Error | null) => void)[]

beforeEach(() => {
  stand = new SubmissionStand({ prepares: true })
  stand.answers = [accepted]
  flushed = []
  stand.flush = (then) => flushed.push(then)
})
afterEach(() => {
  expect(stand.failures).toEqual([])
})

const send = (change: Partial<Order> = {}) => stand.send(change)

const reachDisk = (error: Error | null = null) => {
  for (const then of flushed.splice(0)) then(error)
  return stand.clock.advance(0)
}

describe('an order whose intent is not on disk yet', () => {
  test('is sent as soon as it is', async () => {
    await send()
    await stand.clock.advance(5_000)
    expect([stand.sent, stand.asked]).toEqual([[], []])
    await reachDisk()
    expect(stand.sent).toHaveLength(1)
    expect(stand.applied).toEqual([{ kind: 'acknowledged', exchangeOrderId: 'X1' }])
  })

  test('is not sent once it is to be cancelled, and no exchange needs to be asked for it', async () => {
    const { clientOrderId } = await send()
    expect(stand.submissions.withdraw(clientOrderId)).toBe(true)
    expect(stand.dropped).toHaveLength(1)
    await reachDisk()
    expect(stand.sent).toEqual([])
  })

  test.each([
    ['entries are halted', () => stand.books.refusedKeys.set('paper', 0)],
    ['the market is in doubt', () => stand.books.venues.clear()],
  ])('is not sent as an entry when meanwhile %s', async (_what, happen) => {
    await send()
    happen()
    await reachDisk()
    expect([stand.sent, stand.dropped.length]).toEqual([[], 1])
    expect(stand.applied).toEqual([{ kind: 'cancelled' }])
  })

  test('is not sent as an entry that has come too late', async () => {
    await send()
    await stand.clock.advance(21_000)
    await reachDisk()
    expect([stand.sent, stand.applied]).toEqual([[], [{ kind: 'cancelled' }]])
  })

  test('is sent as an exit in any case', async () => {
    await send({ purpose: 'exit' })
    await stand.clock.advance(21_000)
    await reachDisk()
    expect(stand.sent).toHaveLength(1)
  })

  test('may be on its way for all that an exchange says', async () => {
    expect(stand.submissions.onDenied(await send())).toBe('wait')
  })

  test('is not sent when the disk would not take it, which ends entries', async () => {
    await send({ purpose: 'exit' })
    await reachDisk(new Error('EIO: i/o error, fdatasync'))
    expect([stand.sent, stand.dropped.length, stand.applied]).toEqual([[], 1, [{ kind: 'cancelled' }]])
    expect(stand.failures.splice(0)).toEqual(['EIO: i/o error, fdatasync'])
  })

  test('was never there when it could not be written', () => {
    const order = wantedOrder()
    const write = () => {
      throw new Error('disk is full')
    }
    expect(() => stand.submissions.send(order, null, write)).toThrow('disk is full')
    expect([stand.sent, stand.dropped.length]).toEqual([[], 1])
    expect(stand.submissions.withdraw(order.clientOrderId)).toBe(false)
  })

  test('goes to an exchange that gets nothing ready as well', async () => {
    stand = new SubmissionStand()
    stand.flush = (then) => flushed.push(then)
    await send()
    expect(stand.sent).toEqual([])
    await reachDisk()
    expect(stand.sent).toHaveLength(1)
  })

  test('is got ready once, and when it is sent again is sent as it is', async () => {
    stand.answers = [
      { kind: 'retry-later', rejection: 'RATE_LIMITED', waitMs: null, message: 'too many' },
      accepted,
    ]
    await send()
    await reachDisk()
    await stand.clock.advance(1_000)
    expect([stand.sent.length, stand.dropped.length]).toEqual([2, 0])
  })
})
