import { afterEach, beforeEach, expect, test } from 'vitest'
import { isPlausibleBook } from '../../../src-main/domain/market/order-book.ts'
import { candlesOf, type FeedHarness, type OpenFeed } from './harness.ts'

/** What is offered on a pair now. */
export const bookContract = (open: OpenFeed): void => {
  let harness: FeedHarness
  beforeEach(async () => {
    harness = await open()
  })
  afterEach(() => harness.close())

  test('lies around the price and is in order, or is said not to be had', async () => {
    await harness.feed.markets()
    for (const symbol of harness.symbols) {
      const asked = await harness.feed.book(symbol)
      if (asked.kind === 'failed') {
        expect(asked.cause).not.toBe('')
        continue
      }
      const { bids, asks } = asked.value
      expect(isPlausibleBook(asked.value)).toBe(true)
      expect(bids.length).toBeGreaterThan(1)
      expect(asks.length).toBeGreaterThan(1)
      const close = (await candlesOf(harness.feed, { symbol, limit: 1 })).at(-1)?.close ?? Number.NaN
      expect(bids[0]?.[0]).toBeGreaterThan(close * 0.97)
      expect(asks[0]?.[0]).toBeLessThan(close * 1.03)
    }
  })

  test('of a pair that is not listed is not to be had', async () => {
    await harness.feed.markets()
    expect(await harness.feed.book('NO/SUCH')).toMatchObject({ kind: 'failed' })
  })

  test('is asked for once by all who ask at the same time', async () => {
    await harness.feed.markets()
    const [symbol] = harness.symbols
    const before = harness.feed.health()?.requests ?? 0
    const [first, second] = await Promise.all([harness.feed.book(symbol), harness.feed.book(symbol)])
    expect(second).toEqual(first)
    expect((harness.feed.health()?.requests ?? 0) - before).toBeLessThan(2)
  })
}
