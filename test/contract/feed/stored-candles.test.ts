import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src-main/adapters/clock/system-clock.ts'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import type { CandleQuery, MarketFeed } from '../../../src-main/engine/ports/market-feed.ts'
import { StoredCandles } from '../../../src-main/workers/market/stored-candles.ts'
import { openKeptCandles } from '../../support/store/kept-candles.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { memoryLog } from '../../support/test-engine.ts'
import { feedOn, openCcxt } from './ccxt-harness.ts'
import { feedContract } from './feed-contract.ts'
import { candlesOf, FeedWatch } from './harness.ts'
import { openReplay } from './replay-harness.ts'

const minute = 60_000

let folder: ReturnType<typeof newFolder>
let ends: (() => void)[]
beforeEach(() => {
  folder = newFolder()
  ends = []
})
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
  folder.remove()
})

/** Passes everything on and notes the questions for candles. */
const counting = (feed: MarketFeed, asked: CandleQuery[]): MarketFeed => ({
  baseTimeframe: feed.baseTimeframe,
  markets: () => feed.markets(),
  book: (symbol) => feed.book(symbol),
  watch: (symbol) => feed.watch(symbol),
  subscribe: (listener) => feed.subscribe(listener),
  health: () => feed.health(),
  marketTime: () => feed.marketTime(),
  suspect: (cause) => feed.suspect(cause),
  close: () => feed.close(),
  candles: (query) => {
    asked.push(query)
    return feed.candles(query)
  },
})

/** The feed with its candles kept in the folder, from a start of the app to its end. */
const keep = (inner: MarketFeed) => {
  const asked: CandleQuery[] = []
  const log = memoryLog()
  // Candles of a market of long ago would be forgotten by now.
  const clock = { ...systemClock, now: () => inner.marketTime() }
  const kept = openKeptCandles(join(folder.path, 'market.db'), clock, log)
  const feed = new StoredCandles({ feed: counting(inner, asked), store: kept.candles, source: 's', log })
  let ended = false
  const end = () => {
    if (ended) return
    ended = true
    feed.close()
    kept.close()
  }
  ends.push(end)
  return { feed, asked, end, save: kept.candles.save.bind(kept.candles, 's') }
}

const openStored = async () => {
  const replay = await openReplay()
  return { ...replay, ...keep(replay.feed) }
}

feedContract('stored candles over a replay', openStored)

const limitsOf = (asked: readonly CandleQuery[]) => asked.map(({ limit }) => limit)
const symbol = 'BTC/USDT'

describe('candles that were fetched once', () => {
  test('are not asked for again, but for the newest three after a restart', async () => {
    const first = await openStored()
    const before = await candlesOf(first.feed, { symbol, limit: 50 })
    expect(await candlesOf(first.feed, { symbol, limit: 50 })).toEqual(before)
    expect(await candlesOf(first.feed, { symbol, limit: 20 })).toEqual(before.slice(-20))
    first.end()
    const second = await openStored()
    expect(await candlesOf(second.feed, { symbol, limit: 50 })).toEqual(before)
    expect(await candlesOf(second.feed, { symbol, limit: 50 })).toEqual(before)
    expect([limitsOf(first.asked), limitsOf(second.asked)]).toEqual([[50], [3]])
  })

  test('are completed by what closed since, and by nothing more', async () => {
    const { feed, asked, run } = await openStored()
    await candlesOf(feed, { symbol, limit: 50 })
    await run(3 * minute)
    const later = await candlesOf(feed, { symbol, limit: 50 })
    expect(later).toHaveLength(50)
    expect(limitsOf(asked)).toEqual([50, 3])
  })

  test('are asked for whole when more are wanted than are kept', async () => {
    const { feed, asked } = await openStored()
    await candlesOf(feed, { symbol, limit: 10 })
    expect(await candlesOf(feed, { symbol, limit: 30 })).toHaveLength(30)
    expect(limitsOf(asked)).toEqual([10, 30])
  })

  test('are asked for from the first that is missing', async () => {
    const first = await openStored()
    const all = await candlesOf(first.feed, { symbol, limit: 30 })
    first.save(
      'ETH/USDT',
      '1m',
      all.filter((_, index) => index !== 12),
    )
    first.end()
    const second = await openStored()
    const times = (await candlesOf(second.feed, { symbol: 'ETH/USDT', limit: 30 })).map(
      ({ openTime }) => openTime,
    )
    expect(times).toEqual(all.map(({ openTime }) => openTime))
    expect(limitsOf(second.asked)).toEqual([18])
  })

  test('of long ago are not asked for again', async () => {
    const first = await openStored()
    const all = await candlesOf(first.feed, { symbol, limit: 100 })
    first.end()
    const second = await openStored()
    const before = all[50]?.openTime ?? 0
    expect(await candlesOf(second.feed, { symbol, before, limit: 40 })).toEqual(all.slice(10, 50))
    expect(second.asked).toEqual([])
  })

  test('are asked for all the same when they are wanted from the exchange itself', async () => {
    const { feed, asked } = await openStored()
    const before = await candlesOf(feed, { symbol, limit: 20 })
    expect(await candlesOf(feed, { symbol, limit: 20, fresh: true })).toEqual(before)
    expect(asked).toMatchObject([{ limit: 20 }, { limit: 20, fresh: true }])
  })

  test('leave out what did not trade, and that is not asked for again either', async () => {
    const replay = await openReplay()
    const quiet = (all: readonly ClosedCandle[]) =>
      all.filter(({ openTime }) => (openTime / minute) % 7 !== 3)
    const leavingOut: MarketFeed = {
      ...counting(replay.feed, []),
      candles: async (query) => {
        const answer = await replay.feed.candles(query)
        return answer.kind === 'failed' ? answer : { ...answer, value: quiet(answer.value) }
      },
    }
    const { feed, asked } = keep(leavingOut)
    const first = await candlesOf(feed, { symbol, limit: 40 })
    expect(first.length).toBeLessThan(40)
    const second = await candlesOf(feed, { symbol, limit: 40 })
    expect(second.filter(({ provenance }) => provenance !== 'synthetic')).toEqual(first)
    expect(second).toHaveLength(40)
    expect(asked).toHaveLength(1)
  })
})

describe.each(['binance', 'okx'] as const)('after a restart on %s', (exchange) => {
  const streamed = 5
  const away = 2

  /** Fetches 50 candles, streams some, ends, and is away for a while. */
  const firstRun = async () => {
    const harness = await openCcxt(exchange)
    ends.push(() => void harness.simulator.close())
    const [pair] = harness.symbols
    const first = keep(harness.feed)
    const watch = new FeedWatch(first.feed)
    await candlesOf(first.feed, { symbol: pair, limit: 50 })
    first.feed.watch(pair)
    await harness.run(streamed * minute)
    expect(watch.closed(pair)).toHaveLength(streamed)
    first.end()
    return { ...harness, pair, market: harness.simulator.control.market }
  }
  /** The app again, and every request for candles that the exchange sees from now on. */
  const secondRun = async (simulator: Parameters<typeof feedOn>[1]) => {
    const feed = await feedOn(exchange, simulator)
    simulator.control.counts.clear()
    return {
      ...keep(feed),
      requests: () =>
        simulator.control.counts.requestsOf('andle') + simulator.control.counts.requestsOf('klines'),
    }
  }

  test('only the missing minutes are fetched, and three that were kept', async () => {
    const { simulator, pair, market } = await firstRun()
    market.advance(away * minute)
    const second = await secondRun(simulator)
    const candles = await candlesOf(second.feed, { symbol: pair, limit: 50 })
    expect(limitsOf(second.asked)).toEqual([away + 3])
    expect(second.requests()).toBe(1)
    expect(candles.map(({ provenance }) => provenance)).toEqual([
      ...Array(50 - away - streamed).fill('backfilled'),
      ...Array(streamed - 3).fill('stream'),
      ...Array(away + 3).fill('backfilled'),
    ])
    const fresh = await candlesOf(second.feed, { symbol: pair, limit: 50, fresh: true })
    expect(candles.map(({ provenance, ...values }) => values)).toEqual(
      fresh.map(({ provenance, ...values }) => values),
    )
  })

  test('a candle of the stream that was corrected meanwhile is read as it is now', async () => {
    const { simulator, pair, market } = await firstRun()
    const last = market.time - (market.time % minute) - minute
    const told = market.symbol(pair).candle(last, minute)
    if (told === null) throw new Error('no such candle')
    market.symbol(pair).correct({ ...told, volume: told.volume * 2 })
    const second = await secondRun(simulator)
    const volumes = (await candlesOf(second.feed, { symbol: pair, limit: 50 })).map(({ volume }) => volume)
    second.end()
    const third = await secondRun(simulator)
    expect((await candlesOf(third.feed, { symbol: pair, limit: 50 })).map(({ volume }) => volume)).toEqual(
      volumes,
    )
    const exact = await candlesOf(third.feed, { symbol: pair, limit: 50, fresh: true })
    expect(volumes).toEqual(exact.map(({ volume }) => volume))
  })
})
