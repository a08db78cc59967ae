import { describe, expect, test } from 'vitest'
import { feedContract } from './feed-contract.ts'
import { candlesOf, FeedWatch } from './harness.ts'
import { openReplay, origin, startAt } from './replay-harness.ts'

const minute = 60_000

feedContract('the replay', () => openReplay())

describe('the replay', () => {
  const heardIn = async (seed: number, run: (watch: () => Promise<void>) => Promise<void>) => {
    const harness = await openReplay(seed)
    const watch = new FeedWatch(harness.feed)
    for (const symbol of harness.symbols) harness.feed.watch(symbol)
    await run(() => harness.run(4 * minute))
    harness.close()
    return watch.events
  }

  test('tells the same again with the same seed, and other moments with another', async () => {
    const once = await heardIn(1, (run) => run())
    expect(once.length).toBeGreaterThan(40)
    expect(await heardIn(1, (run) => run())).toEqual(once)
    expect(await heardIn(2, (run) => run())).not.toEqual(once)
  })

  test('has no candle before its recordings begin', async () => {
    const { feed, symbols, close } = await openReplay()
    const [symbol] = symbols
    const first = await candlesOf(feed, { symbol, before: origin + 2 * minute, limit: 50 })
    expect(first.map((candle) => candle.openTime)).toEqual([origin, origin + minute])
    expect(await candlesOf(feed, { symbol, before: origin, limit: 50 })).toEqual([])
    close()
  })

  test('stands still while the computer sleeps', async () => {
    const { feed, symbols, run, sleep, close } = await openReplay()
    const [symbol] = symbols
    await run(2 * minute)
    await sleep(8 * 3_600_000)
    await run(minute)
    const newest = (await candlesOf(feed, { symbol, limit: 1 })).at(-1)
    expect(newest?.openTime).toBe(startAt + 2 * minute)
    close()
  })

  test('goes on without a break in time when a recording ends', async () => {
    const { feed, symbols, run, close } = await openReplay()
    const [symbol] = symbols
    const watch = new FeedWatch(feed)
    feed.watch(symbol)
    await run(300 * minute)
    const times = watch.closed(symbol).map((candle) => candle.openTime)
    expect(times).toHaveLength(300)
    expect(times).toEqual(times.map((_, index) => startAt + index * minute))
    const [last, first] = watch.closed(symbol).slice(287, 289)
    const begin = (await candlesOf(feed, { symbol, before: origin + minute, limit: 1 })).at(-1)
    expect(last?.close).not.toBe(first?.open)
    expect(first?.open).toBe(begin?.open)
    close()
  })

  test('a pair watched again begins with the whole minute in progress', async () => {
    const { feed, symbols, run, close } = await openReplay()
    const [symbol] = symbols
    const watch = new FeedWatch(feed)
    feed.watch(symbol)()
    await run(2.5 * minute)
    feed.watch(symbol)
    await run(minute)
    expect(watch.closed(symbol).map((candle) => candle.openTime)).toEqual([startAt + 2 * minute])
    const [first] = watch.trades(symbol)
    expect(first?.time).toBe(startAt + 2 * minute)
    close()
  })
})
