import { describe, expect, test } from 'vitest'
import type { Timeframe } from '../../../src-main/domain/market/timeframe.ts'
import { day } from '../../support/candles.ts'
import { settled } from '../../support/fake-clock.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'
import { ShardBench } from '../../support/shard.ts'

const minute = 60_000

/** Values of the candles that main heard of, by their time. */
const toldOf = (bench: ShardBench, timeframe: Timeframe) =>
  bench
    .of('closed')
    .filter((message) => message.timeframe === timeframe)
    .map(({ candle: { provenance, closed, ...values } }) => values)

const historyOf = async (feed: ScriptedFeed, timeframe: Timeframe, count: number) => {
  const asked = await feed.candles({ symbol: 'BTC/USDT', timeframe, before: null, limit: count })
  if (asked.kind === 'failed') throw new Error(asked.cause)
  return asked.value.map(({ provenance, closed, ...values }) => values)
}

describe('candles of a longer timeframe', () => {
  test.each([0, 1, 2, 3, 4])('are what history tells later, begun %s minutes into one', async (into) => {
    const bench = new ShardBench(new ScriptedFeed(60 + into))
    await bench.assign({ timeframe: '5m' })
    await bench.close1m(20)
    expect(toldOf(bench, '5m')).toEqual(await historyOf(bench.feed, '5m', 4))
  })

  test('are whole also where no longer candle had closed yet', async () => {
    const bench = new ShardBench(new ScriptedFeed(3))
    await bench.assign({ timeframe: '5m' })
    await bench.close1m(7)
    expect(toldOf(bench, '5m')).toEqual(await historyOf(bench.feed, '5m', 2))
  })

  test('wait for the minutes they are made of when those cannot be had at once', async () => {
    const bench = new ShardBench(new ScriptedFeed(62))
    bench.feed.failing.add('1m')
    await bench.assign({ timeframe: '5m' })
    await bench.close1m(2)
    bench.feed.failing.clear()
    await bench.clock.advance(1_000)
    await bench.close1m(6)
    expect(toldOf(bench, '5m')).toEqual(await historyOf(bench.feed, '5m', 2))
  })

  test('count a minute that is told twice once', async () => {
    const bench = new ShardBench(new ScriptedFeed(60))
    await bench.assign({ timeframe: '5m' })
    for (let index = 0; index < 10; index += 1) {
      await bench.close1m()
      bench.feed.repeat1m()
    }
    expect(toldOf(bench, '5m')).toEqual(await historyOf(bench.feed, '5m', 2))
  })
})

describe('a hole in the stream', () => {
  test.each([
    ['1m', 1],
    ['1m', 5],
    ['5m', 1],
    ['5m', 12],
  ] as const)('at %s of %s minutes is filled before anything is read', async (timeframe, missed) => {
    const [holed, whole] = [new ShardBench(new ScriptedFeed(60)), new ShardBench(new ScriptedFeed(60))]
    for (const bench of [holed, whole]) {
      await bench.assign({ timeframe })
      await bench.close1m(7)
    }
    for (let index = 0; index < missed; index += 1) holed.feed.miss1m()
    await whole.close1m(missed)
    for (const bench of [holed, whole]) await bench.close1m(20)
    // Candles of the hole come from history and are no news; all others are the same, and so are the readings.
    const told = toldOf(holed, timeframe)
    const all = toldOf(whole, timeframe)
    expect(told.length).toBeLessThan(all.length + 1)
    expect(told).toEqual(all.filter(({ openTime }) => told.some((candle) => candle.openTime === openTime)))
    expect(told.at(-1)).toEqual(all.at(-1))
    const readings = holed.of('reading')
    const wanted = whole.of('reading')
    for (const { marketTime, reading } of readings) {
      expect(reading).toEqual(wanted.find((other) => other.marketTime === marketTime)?.reading)
    }
    expect(readings.at(-1)?.marketTime).toBe(wanted.at(-1)?.marketTime)
  })

  test('that history does not know yet is asked for again, once a second', async () => {
    const bench = new ShardBench(new ScriptedFeed(60))
    await bench.assign()
    await bench.close1m()
    bench.feed.failing.add('1m')
    bench.feed.miss1m()
    await bench.close1m(2)
    const asked = bench.feed.asked.length
    await bench.clock.advance(3_000)
    expect(bench.feed.asked.length - asked).toBe(3)
    expect(bench.of('reading')).toHaveLength(1)
    bench.feed.failing.clear()
    await bench.clock.advance(1_000)
    await bench.close1m()
    const times = bench.of('reading').map(({ marketTime }) => (marketTime - day) / minute)
    expect(times).toEqual([61, 65])
    await bench.clock.advance(10_000)
    expect(bench.feed.asked.length - asked).toBe(4)
  })

  test('is waited for while history lags behind the stream', async () => {
    const bench = new ShardBench(new ScriptedFeed(60))
    await bench.assign()
    await bench.close1m()
    bench.feed.lag = 3
    bench.feed.miss1m()
    await bench.close1m()
    const asked = bench.feed.asked.length
    await bench.clock.advance(2_000)
    expect(bench.feed.asked.length - asked).toBe(2)
    bench.feed.lag = 0
    await bench.clock.advance(1_000)
    await bench.close1m()
    const times = bench.of('reading').map(({ marketTime }) => (marketTime - day) / minute)
    expect(times).toEqual([61, 64])
  })

  test('that is longer than history begins the series and the strategy anew', async () => {
    // Averages so long that what came before the hole would still be seen in them.
    const parameters = { fast: '200', slow: '400' }
    const bench = new ShardBench(new ScriptedFeed(1_000))
    await bench.assign({ parameters })
    await bench.close1m()
    for (let index = 0; index < 3_000; index += 1) bench.feed.miss1m()
    await bench.close1m(2)
    const fresh = new ShardBench(new ScriptedFeed(4_001))
    await fresh.assign({ parameters })
    await fresh.close1m(2)
    expect(bench.of('reading').at(-1)?.reading).toEqual(fresh.of('reading').at(-1)?.reading)
    expect(bench.of('reading').at(-1)?.marketTime).toBe(day + 4_003 * minute)
  })
})

describe('a hole', () => {
  test('is told to the bot from when it is noticed until it is filled', async () => {
    const bench = new ShardBench(new ScriptedFeed(60))
    await bench.assign()
    await settled()
    const since = () => bench.of('warm-up').at(-1)?.fillingSince
    expect(since()).toBeNull()
    bench.feed.failing.add('1m')
    bench.feed.miss1m()
    await bench.close1m(1)
    const noticed = bench.clock.now()
    expect(since()).toBe(noticed)
    await bench.clock.advance(5_000)
    expect(since()).toBe(noticed)
    bench.feed.failing.clear()
    await bench.clock.advance(2_000)
    expect(since()).toBeNull()
    await bench.close1m(1)
    expect(bench.of('reading').length).toBeGreaterThan(0)
  })
})

describe('history that cannot be had', () => {
  test('is asked for again; minutes that close meanwhile are neither lost nor told twice', async () => {
    const bench = new ShardBench(new ScriptedFeed(60))
    bench.feed.failing.add('1m')
    await bench.assign()
    await bench.close1m(3)
    expect(bench.of('reading')).toEqual([])
    bench.feed.failing.clear()
    await bench.clock.advance(1_000)
    await bench.close1m(3)
    const times = bench.of('closed').map(({ candle }) => (candle.openTime - day) / minute)
    expect(times).toEqual([63, 64, 65])
    expect(bench.of('warm-up').at(-1)).toMatchObject({ have: 4, need: 4 })
  })

  test('is not asked for any more once the bot is released', async () => {
    const bench = new ShardBench(new ScriptedFeed(60))
    bench.feed.failing.add('1m')
    await bench.assign()
    await bench.release()
    const asked = bench.feed.asked.length
    await bench.clock.advance(10_000)
    await settled()
    expect(bench.feed.asked).toHaveLength(asked)
  })
})
