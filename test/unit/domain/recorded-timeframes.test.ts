import { describe, expect, test } from 'vitest'
import type { ClosedCandle } from '../../../src-main/domain/market/candle.ts'
import { CandleAggregator } from '../../../src-main/domain/market/candle-aggregator.ts'
import { openTimeOf, type Timeframe, timeframeMs } from '../../../src-main/domain/market/timeframe.ts'
import { type RecordedCandle, recordedCandles } from '../../support/recorded-market.ts'

const timeframes = Object.keys(timeframeMs) as readonly Timeframe[]
/** ETH/BTC, 500 candles each, all ending on 17 May 2020. */
const recorded = new Map(
  timeframes.map((timeframe) => [timeframe, recordedCandles(`eth-btc-${timeframe}-2020-05`)]),
)
const rows = (timeframe: Timeframe) => recorded.get(timeframe) ?? []

const candleOf = (row: RecordedCandle): ClosedCandle => ({
  openTime: row.openTime,
  open: Number(row.open),
  high: Number(row.high),
  low: Number(row.low),
  close: Number(row.close),
  volume: Number(row.volume),
  closed: true,
  provenance: 'backfilled',
})

/** Volumes are recorded in thousandths: a float's sum is compared as the thousandths that it stands for. */
const inThousandths = (candle: ClosedCandle) => ({ ...candle, volume: Math.round(candle.volume * 1_000) })

/** Candles of the higher timeframe all of whose parts are recorded, made from those parts. */
const aggregate = (lower: Timeframe, higher: Timeframe) => {
  const parts = timeframeMs[higher] / timeframeMs[lower]
  const aggregator = new CandleAggregator(lower, higher)
  return [...Map.groupBy(rows(lower), ({ openTime }) => openTimeOf(openTime, higher)).values()]
    .filter((group) => group.length === parts)
    .flatMap((group) => group.flatMap((row) => aggregator.commit(candleOf(row))))
}

describe('the recordings', () => {
  test.each(timeframes)('of %s are 500 candles without a hole or a quiet one', (timeframe) => {
    const times = rows(timeframe).map(({ openTime }) => openTime)
    const first = times[0] ?? Number.NaN
    expect(first % timeframeMs[timeframe]).toBe(0)
    expect(times).toEqual(Array.from({ length: 500 }, (_, index) => first + index * timeframeMs[timeframe]))
    expect(rows(timeframe).filter(({ volume }) => Number(volume) === 0)).toEqual([])
    expect(rows(timeframe).filter(({ volume }) => !/^\d+(\.\d{1,3})?$/.test(volume))).toEqual([])
  })
})

/** Higher candles that lower ones cover, for every pair of timeframes: none where 500 do not fill a single one. */
const covered = [
  ['1m', '5m', 99],
  ['1m', '15m', 32],
  ['1m', '1h', 7],
  ['1m', '4h', 1],
  ['1m', '1d', 0],
  ['5m', '15m', 166],
  ['5m', '1h', 41],
  ['5m', '4h', 9],
  ['5m', '1d', 0],
  ['15m', '1h', 124],
  ['15m', '4h', 30],
  ['15m', '1d', 4],
  ['1h', '4h', 124],
  ['1h', '1d', 20],
  ['4h', '1d', 82],
] as const

test('every pair of timeframes is looked at', () => {
  const pairs = timeframes.flatMap((lower, index) =>
    timeframes.slice(index + 1).map((higher) => [lower, higher]),
  )
  expect(covered.map(([lower, higher]) => [lower, higher])).toEqual(pairs)
})

test.each(covered)('all recorded %s make the recorded %s: %d of them', (lower, higher, count) => {
  const made = aggregate(lower, higher)
  expect(made).toHaveLength(count)
  const byTime = new Map(rows(higher).map((row) => [row.openTime, candleOf(row)]))
  const expected = made.flatMap(({ openTime }) => byTime.get(openTime) ?? [])
  expect(made.map(inThousandths)).toEqual(expected.map(inThousandths))
})

describe('the newest candle of each recording', () => {
  const newest = (timeframe: Timeframe) => candleOf(rows(timeframe).at(-1) ?? expect.fail('no rows'))

  test('was still open: it is the one that the last recorded minute belongs to, and that minute is not its last', () => {
    const lastMinute = newest('1m').openTime
    for (const timeframe of timeframes) {
      expect(newest(timeframe).openTime).toBe(openTimeOf(lastMinute, timeframe))
      if (timeframe !== '1m')
        expect(newest(timeframe).openTime + timeframeMs[timeframe]).toBeGreaterThan(lastMinute + 60_000)
    }
  })

  // The timeframes were asked for one after the other, while trading went on.
  test.each([
    ['1m', '5m', 606],
    ['1m', '15m', 606],
    ['1m', '1h', 2_606],
    ['1m', '4h', 2_606],
    ['4h', '1d', 2_009],
  ] as const)(
    'so all recorded %s since the open of the newest %s lack %d thousandths of its volume',
    (lower, higher, lacks) => {
      const { openTime, volume, open, high, low } = inThousandths(newest(higher))
      const parts = rows(lower)
        .filter((row) => row.openTime >= openTime)
        .map(candleOf)
      const sum = parts.reduce((total, part) => total + inThousandths(part).volume, 0)
      expect(volume - sum).toBe(lacks)
      expect(parts[0]).toMatchObject({ openTime, open })
      expect([
        Math.max(...parts.map((part) => part.high)),
        Math.min(...parts.map((part) => part.low)),
      ]).toEqual([high, low])
    },
  )
})
