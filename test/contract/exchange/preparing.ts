import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AccountWatch, type ExchangeHarness, type Funds, request } from './harness.ts'

/** What holds for an exchange that gets orders ready before they may be sent. */
export const preparingContract = (name: string, open: (funds: Funds) => Promise<ExchangeHarness>): void => {
  let harness: ExchangeHarness
  let account: AccountWatch
  beforeEach(async () => {
    harness = await open({ base: '5', quote: '1000' })
    account = new AccountWatch(harness.exchange)
  })
  afterEach(async () => {
    account.end()
    await harness.close()
  })

  const prepare = (order: ReturnType<typeof request>) => {
    const prepared = harness.exchange.prepare?.(order)
    if (prepared === undefined) throw new Error('it gets no orders ready')
    return prepared
  }
  /** Longer than a request takes that is sent by mistake. */
  const waitAWhile = () => delay(100)

  describe(`${name}: an order that is ready`, () => {
    test('is not there before it is sent, and once afterwards', async () => {
      const order = request({ limit: '90' })
      const prepared = prepare(order)
      await waitAWhile()
      expect(await account.openIds()).toEqual([])
      expect((await prepared.send()).kind).toBe('accepted')
      expect(await account.openIds()).toEqual([order.clientOrderId])
    })

    test('never gets there when it is dropped, and its id stays free', async () => {
      const order = request({ limit: '90' })
      prepare(order).drop()
      await waitAWhile()
      expect(await account.openIds()).toEqual([])
      expect(await account.order(order.clientOrderId)).toBeNull()
      expect((await harness.exchange.submit(order)).kind).toBe('accepted')
      expect(await account.openIds()).toEqual([order.clientOrderId])
    })

    test('is refused when it is sent, for what is wrong with it', async () => {
      const prepared = prepare(request({ limit: '90', size: '0.0001' }))
      expect(await prepared.send()).toMatchObject({ kind: 'rejected' })
    })
  })
}
