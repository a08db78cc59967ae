import { expect, test } from 'vitest'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import { TimeframeSeries } from '../../../src-main/workers/market/timeframe-series.ts'
import { FakeClock, settled } from '../../support/fake-clock.ts'
import { ScriptedFeed } from '../../support/scripted-feed.ts'

const minute = 60_000

/** A series on a market in which the given minutes, counted from the first, saw no trade and so have no candle. */
const seriesWithout = async (quiet: readonly number[], timeframe: '1m' | '5m' = '1m') => {
  const feed = new ScriptedFeed(60)
  const all = feed.candles.bind(feed)
  const first = async () => {
    const answer = await all({ symbol: 'BTC/USDT', timeframe: '1m', before: null, limit: 1_000 })
    return answer.kind === 'answered' ? (answer.value[0]?.openTime ?? 0) : 0
  }
  const start = await first()
  feed.candles = async (query) => {
    const answer = await all(query)
    if (answer.kind === 'failed' || query.timeframe !== '1m') return answer
    return {
      kind: 'answered',
      value: answer.value.filter(({ openTime }) => !quiet.includes((openTime - start) / minute)),
    }
  }
  const closed: ClosedCandle[] = []
  const clock = new FakeClock()
  const series = new TimeframeSeries(
    { feed, symbol: 'BTC/USDT', timeframe, clock },
    {
      onClosed: (candle) => closed.push(candle),
      onForming: () => {},
      onFilling: () => {},
      onReady: () => {},
      onRestart: () => {},
      onCorrected: () => {},
    },
  )
  await settled()
  return {
    feed,
    clock,
    series,
    closed,
    start,
    minuteOf: (candle: ClosedCandle) => (candle.openTime - start) / minute,
  }
}

test('minutes without a trade become flat candles that say so, and the series is whole', async () => {
  const { closed, minuteOf } = await seriesWithout([10, 11, 30])
  expect(closed.map(minuteOf)).toEqual(Array.from({ length: 60 }, (_, index) => index))
  expect(closed.filter(({ provenance }) => provenance === 'synthetic').map(minuteOf)).toEqual([10, 11, 30])
  const [before, flat] = [closed[9], closed[10]]
  expect(flat).toMatchObject({
    open: before?.close,
    high: before?.close,
    low: before?.close,
    close: before?.close,
    volume: 0,
  })
})

test('a pair that was quiet just now is asked about a bounded number of times, then goes on', async () => {
  const { feed, clock, series, closed, start, minuteOf } = await seriesWithout([60, 61])
  const asked = feed.asked.length
  const next = {
    openTime: start + 62 * minute,
    open: 5,
    high: 6,
    low: 4,
    close: 5,
    volume: 1,
    closed: true,
    provenance: 'stream',
  } as const
  series.commit(next)
  expect(series.ready).toBe(false)
  await settled()
  await clock.advance(30_000)
  expect(series.ready).toBe(true)
  expect(feed.asked.length - asked).toBeLessThanOrEqual(10)
  expect(closed.slice(-3).map(minuteOf)).toEqual([60, 61, 62])
  expect(closed.slice(-3).map(({ provenance }) => provenance)).toEqual(['synthetic', 'synthetic', 'stream'])
})
