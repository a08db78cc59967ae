import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { timeframeMs } from '../../../src-main/domain/market/timeframe.ts'
import { candlesOf, type FeedHarness, FeedWatch, type OpenFeed } from './harness.ts'

/** What is told as it happens. */
export const streamContract = (open: OpenFeed): void => {
  let harness: FeedHarness
  let heard: FeedWatch
  let base: number
  beforeEach(async () => {
    harness = await open()
    heard = new FeedWatch(harness.feed)
    base = timeframeMs[harness.feed.baseTimeframe]
  })
  afterEach(() => {
    heard.end()
    harness.close()
  })

  const lengthOf = (symbol: string) => heard.stream(symbol).length

  test('says at once how it is, and is live once the market is heard', async () => {
    expect(heard.events[0]?.kind).toBe('state')
    harness.feed.watch(harness.symbols[0])
    await harness.run(base)
    const states = heard.events.flatMap((event) => (event.kind === 'state' ? [event.state] : []))
    expect(states.at(-1)).toBe('live')
  })

  describe('a pair that is watched', () => {
    test('closes each candle once, in order, without a hole', async () => {
      const [symbol] = harness.symbols
      const last = (await candlesOf(harness.feed, { symbol, limit: 1 })).at(-1)
      harness.feed.watch(symbol)
      await harness.run(10 * base)
      const times = heard.closed(symbol).map((candle) => candle.openTime)
      expect(times.length).toBeGreaterThanOrEqual(9)
      const first = (last?.openTime ?? Number.NaN) + base
      expect(times).toEqual(times.map((_, index) => first + index * base))
    })

    test('has every trade within the candle that is in progress', async () => {
      const [symbol] = harness.symbols
      harness.feed.watch(symbol)
      await harness.run(5 * base)
      const trades = heard.trades(symbol)
      expect(trades.length).toBeGreaterThan(5)
      const times = trades.map((trade) => trade.time)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      const closed = new Map(heard.closed(symbol).map((candle) => [candle.openTime, candle]))
      for (const { time, price, amount } of trades) {
        expect(amount).toBeGreaterThanOrEqual(0)
        const candle = closed.get(time - (time % base))
        if (candle === undefined) continue
        expect(price).toBeGreaterThanOrEqual(candle.low)
        expect(price).toBeLessThanOrEqual(candle.high)
      }
    })

    test('is never in progress, nor traded, in a candle that has closed', async () => {
      const [symbol] = harness.symbols
      harness.feed.watch(symbol)
      await harness.run(5 * base)
      let closedUntil = Number.NEGATIVE_INFINITY
      for (const event of heard.stream(symbol)) {
        if ('time' in event) expect(event.time).toBeGreaterThanOrEqual(closedUntil)
        else if (event.closed) closedUntil = event.openTime + base
        else expect(event.openTime).toBeGreaterThanOrEqual(closedUntil)
      }
      expect(closedUntil).toBeGreaterThan(0)
    })

    test('in progress holds all trades so far and ends as it closes', async () => {
      const [symbol] = harness.symbols
      harness.feed.watch(symbol)
      await harness.run(5 * base)
      let last: { readonly high: number; readonly low: number; readonly close: number } | null = null
      for (const event of heard.stream(symbol)) {
        if ('time' in event) continue
        if (event.closed) {
          expect(last).toMatchObject({ high: event.high, low: event.low, close: event.close })
          last = null
        } else {
          expect(event.high).toBeGreaterThanOrEqual(last?.high ?? 0)
          expect(event.low).toBeLessThanOrEqual(last?.low ?? Number.POSITIVE_INFINITY)
          last = event
        }
      }
    })

    test('closes with what history tells later', async () => {
      const [symbol] = harness.symbols
      harness.feed.watch(symbol)
      await harness.run(6 * base)
      const closed = heard.closed(symbol)
      const history = await candlesOf(harness.feed, { symbol, limit: closed.length, fresh: true })
      const values = (candles: typeof closed) => candles.map(({ provenance, ...rest }) => rest)
      expect(values(closed)).toEqual(values(history))
      expect(closed.every((candle) => candle.provenance === 'stream')).toBe(true)
      expect(history.every((candle) => candle.provenance === 'backfilled')).toBe(true)
    })
  })

  describe('watching', () => {
    test('is what makes a pair heard: before it and after it there is silence', async () => {
      const [one, other] = harness.symbols
      await harness.run(2 * base)
      expect([lengthOf(one), lengthOf(other)]).toEqual([0, 0])
      const end = harness.feed.watch(one)
      await harness.run(2 * base)
      const heardOfOne = lengthOf(one)
      expect(heardOfOne).toBeGreaterThan(0)
      expect(lengthOf(other)).toBe(0)
      end()
      await harness.run(2 * base)
      expect(lengthOf(one)).toBe(heardOfOne)
    })

    test('twice tells everything once, until both have ended', async () => {
      const [symbol] = harness.symbols
      const [first, second] = [harness.feed.watch(symbol), harness.feed.watch(symbol)]
      await harness.run(3 * base)
      const times = heard.closed(symbol).map((candle) => candle.openTime)
      expect(new Set(times).size).toBe(times.length)
      first()
      first()
      const before = lengthOf(symbol)
      await harness.run(2 * base)
      expect(lengthOf(symbol)).toBeGreaterThan(before)
      second()
      const after = lengthOf(symbol)
      await harness.run(2 * base)
      expect(lengthOf(symbol)).toBe(after)
    })

    test('one pair does not disturb the order of time over both', async () => {
      for (const symbol of harness.symbols) harness.feed.watch(symbol)
      await harness.run(5 * base)
      // Trades and candles may come on connections of their own, so each has an order of its own.
      const trades = heard.events.flatMap((event) => (event.kind === 'trade' ? [event.trade.time] : []))
      const candles = heard.events.flatMap((event) =>
        event.kind === 'closed' ? [event.candle.openTime] : [],
      )
      for (const times of [trades, candles]) {
        expect(times.length).toBeGreaterThan(5)
        expect(times).toEqual([...times].sort((a, b) => a - b))
      }
    })

    test('a pair that nobody knows is refused', () => {
      expect(() => harness.feed.watch('NO/NE')).toThrow('NO/NE')
    })
  })

  test('after a sleep it goes on without turning back and without telling anything twice', async () => {
    const [symbol] = harness.symbols
    harness.feed.watch(symbol)
    await harness.run(2 * base)
    await harness.sleep(8 * 3_600_000)
    await harness.run(3 * base)
    const times = heard.closed(symbol).map((candle) => candle.openTime)
    expect(times.length).toBeGreaterThanOrEqual(4)
    // What a market did meanwhile is history, which the series fetches: the stream itself only never goes back.
    expect(new Set(times).size).toBe(times.length)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const trades = heard.trades(symbol).map((trade) => trade.time)
    expect(trades).toEqual([...trades].sort((a, b) => a - b))
  })

  test('whoever has ended the subscription hears nothing more, and a closed feed is silent', async () => {
    const [symbol] = harness.symbols
    const other = new FeedWatch(harness.feed)
    harness.feed.watch(symbol)
    heard.end()
    const before = heard.events.length
    await harness.run(2 * base)
    expect(heard.events).toHaveLength(before)
    expect(other.events.length).toBeGreaterThan(1)
    const until = other.events.length
    harness.feed.close()
    await harness.run(2 * base)
    expect(other.events).toHaveLength(until)
  })
}
