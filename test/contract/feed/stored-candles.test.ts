import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CandleQuery } from '../../../src-main/engine/ports/market-feed.ts'
import { StoredCandles } from '../../../src-main/workers/market/stored-candles.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { memoryLog } from '../../support/test-engine.ts'
import { feedContract } from './feed-contract.ts'
import { candlesOf } from './harness.ts'
import { openReplay, origin } from './replay-harness.ts'

let opened: TestStore
beforeEach(() => {
  opened = openTestStore()
})
afterEach(() => opened.close())

/** A replay whose candles are kept, and every question that reached it. */
const openStored = async () => {
  const replay = await openReplay()
  const asked: CandleQuery[] = []
  const counted = Object.assign(Object.create(replay.feed) as typeof replay.feed, {
    baseTimeframe: replay.feed.baseTimeframe,
    markets: () => replay.feed.markets(),
    watch: (symbol: string) => replay.feed.watch(symbol),
    subscribe: (listener: Parameters<typeof replay.feed.subscribe>[0]) => replay.feed.subscribe(listener),
    close: () => replay.feed.close(),
    health: () => null,
    marketTime: () => replay.feed.marketTime(),
    suspect: () => replay.feed.suspect(),
    candles: (query: CandleQuery) => {
      asked.push(query)
      return replay.feed.candles(query)
    },
  })
  const feed = new StoredCandles({
    feed: counted,
    store: opened.candles,
    source: 's',
    log: memoryLog(),
  })
  return { ...replay, feed, asked }
}

feedContract('stored candles over a replay', openStored)

describe('candles that were fetched once', () => {
  const symbol = 'BTC/USDT'

  test('are not asked for again, after a restart either', async () => {
    const first = await openStored()
    const before = await candlesOf(first.feed, { symbol, limit: 50 })
    expect(first.asked).toHaveLength(1)
    expect(await candlesOf(first.feed, { symbol, limit: 50 })).toEqual(before)
    expect(await candlesOf(first.feed, { symbol, limit: 20 })).toEqual(before.slice(-20))
    const second = await openStored()
    expect(await candlesOf(second.feed, { symbol, limit: 50 })).toEqual(before)
    expect([first.asked.length, second.asked.length]).toEqual([1, 0])
  })

  test('are completed by what closed since, and by nothing more', async () => {
    const { feed, asked, run } = await openStored()
    await candlesOf(feed, { symbol, limit: 50 })
    await run(3 * 60_000)
    const later = await candlesOf(feed, { symbol, limit: 50 })
    expect(later).toHaveLength(50)
    expect(asked.map(({ limit }) => limit)).toEqual([50, 3])
  })

  test('are asked for whole when more are wanted than are kept, or when a hole is in them', async () => {
    const { feed, asked } = await openStored()
    const some = await candlesOf(feed, { symbol, limit: 10 })
    expect(await candlesOf(feed, { symbol, limit: 30 })).toHaveLength(30)
    expect(asked.map(({ limit }) => limit)).toEqual([10, 30])
    const other = await openStored()
    opened.candles.save(
      's',
      'ETH/USDT',
      '1m',
      some.filter((_, index) => index !== 8),
    )
    const times = (await candlesOf(other.feed, { symbol: 'ETH/USDT', limit: 10 })).map(
      ({ openTime }) => openTime,
    )
    expect(times).toEqual(some.map(({ openTime }) => openTime))
    expect(origin).toBeLessThan(times[0] ?? 0)
  })
})
