import { afterEach, beforeEach, expect, test } from 'vitest'
import { isPlausible } from '../../../src-main/domain/market/candle.ts'
import { CandleAggregator } from '../../../src-main/domain/market/candle-aggregator.ts'
import { type Timeframe, timeframeMs } from '../../../src-main/domain/market/timeframe.ts'
import { candlesOf, type FeedHarness, FeedWatch, type OpenFeed } from './harness.ts'

const asked: readonly Timeframe[] = ['1m', '5m', '15m', '1h']

/** Candles of the past. */
export const historyContract = (open: OpenFeed): void => {
  let harness: FeedHarness
  beforeEach(async () => {
    harness = await open()
  })
  afterEach(() => harness.close())

  /** Now, by the market's own clock: where the newest closed candle ends. */
  const newestEnd = async (timeframe: Timeframe) => {
    const [symbol] = harness.symbols
    const newest = (await candlesOf(harness.feed, { symbol, timeframe, limit: 1 })).at(-1)
    return (newest?.openTime ?? Number.NaN) + timeframeMs[timeframe]
  }

  test.each(asked)('is closed, plausible, in order and without a hole at %s', async (timeframe) => {
    for (const symbol of harness.symbols) {
      const candles = await candlesOf(harness.feed, { symbol, timeframe, limit: 20 })
      expect(candles).toHaveLength(20)
      expect(candles.every((candle) => candle.closed && isPlausible(candle))).toBe(true)
      const first = candles[0]?.openTime ?? Number.NaN
      expect(first % timeframeMs[timeframe]).toBe(0)
      const times = candles.map((candle) => candle.openTime)
      expect(times).toEqual(times.map((_, index) => first + index * timeframeMs[timeframe]))
    }
  })

  test('gives the newest of them, as many as were asked for', async () => {
    const [symbol] = harness.symbols
    const all = await candlesOf(harness.feed, { symbol, limit: 30 })
    expect(await candlesOf(harness.feed, { symbol, limit: 1 })).toEqual(all.slice(-1))
    expect(await candlesOf(harness.feed, { symbol, limit: 29 })).toEqual(all.slice(-29))
  })

  test.each(asked)(
    'before a time are those that opened before it: at an open, a moment later, at %s',
    async (timeframe) => {
      const [symbol] = harness.symbols
      const span = timeframeMs[timeframe]
      const opened = (await newestEnd(timeframe)) - 3 * span
      const newestBefore = async (before: number) =>
        (await candlesOf(harness.feed, { symbol, timeframe, before, limit: 5 })).at(-1)?.openTime
      expect(await newestBefore(opened)).toBe(opened - span)
      expect(await newestBefore(opened + 1)).toBe(opened)
      expect(await newestBefore(opened + span)).toBe(opened)
    },
  )

  test('never tells the candle in progress, nor anything of the future', async () => {
    const [symbol] = harness.symbols
    const end = await newestEnd('5m')
    await harness.run(60_000)
    for (const before of [end + 1, end + 299_999, end + 86_400_000, null]) {
      const candles = await candlesOf(harness.feed, { symbol, timeframe: '5m', before, limit: 3 })
      expect(candles.at(-1)?.openTime).toBe(end - 300_000)
    }
  })

  test.each(['5m', '15m', '1h'] as const)('of %s is what its base candles add up to', async (timeframe) => {
    const [symbol] = harness.symbols
    const higher = await candlesOf(harness.feed, { symbol, timeframe, limit: 5 })
    const aggregator = new CandleAggregator(harness.feed.baseTimeframe, timeframe)
    const from = higher[0]?.openTime ?? 0
    const base = await candlesOf(harness.feed, { symbol, limit: 600 })
    const made = base
      .filter((candle) => candle.openTime >= from)
      .flatMap((candle) => aggregator.commit(candle))
    const values = (candles: typeof made) => candles.map(({ provenance, volume, ...rest }) => rest)
    expect(values(made)).toEqual(values([...higher]))
    // An exchange adds decimals, we add floats.
    for (const [index, { volume }] of higher.entries()) {
      expect(Math.abs((made[index]?.volume ?? 0) - volume)).toBeLessThanOrEqual(volume * 1e-12)
    }
  })

  test('asked twice is the same, and a pair that nobody knows has none', async () => {
    const [symbol] = harness.symbols
    expect(await candlesOf(harness.feed, { symbol })).toEqual(await candlesOf(harness.feed, { symbol }))
    const query = { symbol: 'NO/NE', timeframe: '1m', before: null, limit: 1 } as const
    expect((await harness.feed.candles(query)).kind).toBe('failed')
  })

  test('grows by exactly what has closed since', async () => {
    const [symbol] = harness.symbols
    const before = await candlesOf(harness.feed, { symbol, limit: 10 })
    const watch = new FeedWatch(harness.feed)
    const end = harness.feed.watch(symbol)
    await harness.run(180_000)
    end()
    const after = await candlesOf(harness.feed, { symbol, limit: 13 })
    expect(after.slice(0, 10)).toEqual(before)
    const values = (candles: typeof after) => candles.map(({ provenance, ...rest }) => rest)
    expect(values(watch.closed(symbol))).toEqual(values(after.slice(10)))
  })
}
