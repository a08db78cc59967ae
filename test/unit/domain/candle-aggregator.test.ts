import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClosedCandle, flatCandle } from '../../../src-main/domain/market/candle.ts'
import { CandleAggregator, isQuiet } from '../../../src-main/domain/market/candle-aggregator.ts'
import { openTimeOf, type Timeframe, timeframeMs } from '../../../src-main/domain/market/timeframe.ts'
import { closedCandle, day, formingCandle, minutes } from '../../support/candles.ts'

const minute = 60_000
const timeframes = Object.keys(timeframeMs) as Timeframe[]
const pairs = timeframes.flatMap((lower) =>
  timeframes
    .filter((higher) => timeframeMs[higher] >= timeframeMs[lower])
    .map((higher) => [lower, higher] as const),
)

/** Every higher candle of the given lower ones, from the whole of each group at once. */
const byHand = (lower: readonly ClosedCandle[], higher: Timeframe) =>
  [...Map.groupBy(lower, (candle) => openTimeOf(candle.openTime, higher))].map(([openTime, group]) => {
    const traded = group.filter((candle) => !isQuiet(candle))
    const parts = traded.length === 0 ? group.slice(0, 1) : traded
    return {
      openTime,
      open: parts[0]?.open,
      high: Math.max(...parts.map((candle) => candle.high)),
      low: Math.min(...parts.map((candle) => candle.low)),
      close: parts.at(-1)?.close,
      volume: parts.reduce((sum, candle) => sum + candle.volume, 0),
    }
  })

const valuesOf = ({ openTime, open, high, low, close, volume }: ClosedCandle) => ({
  openTime,
  open,
  high,
  low,
  close,
  volume,
})

const restretched = (candles: readonly ClosedCandle[], lower: Timeframe) =>
  candles.map((candle) => ({
    ...candle,
    openTime: day + ((candle.openTime - day) / minute) * timeframeMs[lower],
  }))

describe.each(pairs)('from %s to %s', (lower, higher) => {
  const perCandle = timeframeMs[higher] / timeframeMs[lower]
  const missing = perCandle === 1 ? 0 : 20

  test('equals what the whole group adds up to, holes or not, and never comes early', () => {
    fc.assert(
      fc.property(minutes(Math.min(3 * perCandle, 300), missing), (given) => {
        const candles = restretched(given, lower)
        const aggregator = new CandleAggregator(lower, higher)
        const closed: ClosedCandle[] = []
        for (const candle of candles) {
          const end = candle.openTime + timeframeMs[lower]
          for (const finished of aggregator.commit(candle)) {
            expect(finished.openTime + timeframeMs[higher]).toBeLessThanOrEqual(end)
            closed.push(finished)
          }
        }
        const expected = byHand(candles, higher)
        expect(closed.map(valuesOf)).toEqual(expected.slice(0, closed.length))
        // Only the last group may still be building.
        expect(closed.length).toBeGreaterThanOrEqual(expected.length - 1)
      }),
      { numRuns: 15 },
    )
  })
})

describe('closing', () => {
  const fiveMinutes = (count: number) =>
    Array.from({ length: count }, (_, index) => closedCandle(day + index * minute))

  test('comes with the minute that ends at its end, not with the one before', () => {
    const aggregator = new CandleAggregator('1m', '5m')
    for (const candle of fiveMinutes(4)) expect(aggregator.commit(candle)).toEqual([])
    expect(aggregator.commit(closedCandle(day + 4 * minute))).toHaveLength(1)
  })

  test('comes with the first minute beyond when the last one never came', () => {
    const aggregator = new CandleAggregator('1m', '5m')
    for (const candle of fiveMinutes(4)) aggregator.commit(candle)
    const [closed, ...others] = aggregator.commit(closedCandle(day + 5 * minute, { volume: 7 }))
    expect(others).toEqual([])
    expect(closed).toMatchObject({ openTime: day, volume: 4 })
  })

  test('two can close at once: one late, one in time', () => {
    const aggregator = new CandleAggregator('1m', '5m')
    aggregator.commit(closedCandle(day))
    const closed = aggregator.commit(closedCandle(day + 9 * minute))
    expect(closed.map((candle) => candle.openTime)).toEqual([day, day + 5 * minute])
  })

  const provenances = (parts: readonly ClosedCandle[]) => {
    const aggregator = new CandleAggregator('1m', '5m')
    return parts.flatMap((part) => aggregator.commit(part)).map((candle) => candle.provenance)
  }

  test('is synthetic only when every part was', () => {
    const flat = Array.from({ length: 5 }, (_, index) => flatCandle(day + index * minute, 100))
    expect(provenances(flat)).toEqual(['synthetic'])
    expect(provenances(flat.with(2, closedCandle(day + 2 * minute)))).toEqual(['stream'])
    const next = flat.map((candle) => ({ ...candle, openTime: candle.openTime + 5 * minute }))
    expect(provenances([...fiveMinutes(5), ...next])).toEqual(['stream', 'synthetic'])
  })

  test('is backfilled as soon as one part was, wherever it stands', () => {
    for (const place of [0, 2, 4]) {
      const parts = fiveMinutes(5).with(
        place,
        closedCandle(day + place * minute, { provenance: 'backfilled' }),
      )
      expect(provenances(parts)).toEqual(['backfilled'])
      expect(provenances(parts.with((place + 1) % 5, flatCandle(day, 100)))).toEqual(['backfilled'])
    }
    const backfilled = fiveMinutes(5).map((candle) => ({ ...candle, provenance: 'backfilled' as const }))
    const next = fiveMinutes(5).map((candle) => ({ ...candle, openTime: candle.openTime + 5 * minute }))
    expect(provenances([...backfilled, ...next])).toEqual(['backfilled', 'stream'])
  })

  test('a timeframe that does not fit is refused', () => {
    expect(() => new CandleAggregator('5m', '1m')).toThrow('cannot be built')
  })
})

describe('a part in which nothing traded', () => {
  const traded = closedCandle(day + 2 * minute, { open: 90, high: 95, low: 85, close: 92, volume: 3 })
  const flat = (index: number, close: number) => flatCandle(day + index * minute, close)
  const values = { open: 90, high: 95, low: 85, close: 92, volume: 3 }

  test.each([
    ['before the first that did', [flat(0, 200), flat(1, 200), traded]],
    ['after the last that did', [traded, flat(3, 1), flat(4, 1)]],
    ['on both sides', [flat(1, 200), traded, flat(4, 1)]],
    ['from the exchange itself', [{ ...flat(0, 200), provenance: 'stream' } as const, traded]],
  ])('lends no price: %s', (_, parts) => {
    const aggregator = new CandleAggregator('1m', '5m')
    const closed = [...parts, closedCandle(day + 5 * minute)].flatMap((part) => aggregator.commit(part))
    expect(closed).toMatchObject([{ openTime: day, ...values, provenance: 'stream' }])
  })

  test('is the price when no part traded', () => {
    const aggregator = new CandleAggregator('1m', '5m')
    const parts = Array.from({ length: 5 }, (_, index) => flat(index, 7))
    expect(parts.flatMap((part) => aggregator.commit(part))).toEqual([flatCandle(day, 7)])
  })

  test('lends none to the candle in progress either', () => {
    const aggregator = new CandleAggregator('1m', '5m')
    aggregator.commit(flat(0, 200))
    const forming = formingCandle(day + minute, values)
    expect(aggregator.peek(forming)).toEqual({ ...forming, openTime: day })
    aggregator.commit(traded)
    const quiet = formingCandle(day + 3 * minute, { open: 1, high: 1, low: 1, close: 1, volume: 0 })
    expect(aggregator.peek(quiet)).toMatchObject({ openTime: day, ...values })
  })
})

describe('the candle in progress', () => {
  test('holds all minutes so far and the one in progress', () => {
    const aggregator = new CandleAggregator('1m', '5m')
    aggregator.commit(closedCandle(day, { open: 90, low: 80, high: 120, volume: 3 }))
    expect(aggregator.peek(formingCandle(day + minute, { high: 130, close: 125, volume: 2 }))).toEqual({
      openTime: day,
      open: 90,
      high: 130,
      low: 80,
      close: 125,
      volume: 5,
      closed: false,
    })
  })

  test('of a new group begins with the minute in progress alone', () => {
    const aggregator = new CandleAggregator('1m', '5m')
    aggregator.commit(closedCandle(day, { high: 200 }))
    expect(aggregator.peek(formingCandle(day + 5 * minute))).toEqual(formingCandle(day + 5 * minute))
  })

  test('looking at it changes nothing', () => {
    fc.assert(
      fc.property(minutes(30, 20), (candles) => {
        const [watched, alone] = [new CandleAggregator('1m', '15m'), new CandleAggregator('1m', '15m')]
        for (const candle of candles) {
          watched.peek(formingCandle(candle.openTime, { high: 9_999, low: 0.1, volume: 77 }))
          watched.peek(formingCandle(candle.openTime + 15 * minute, { high: 9_999 }))
          expect(watched.commit(candle)).toEqual(alone.commit(candle))
        }
      }),
    )
  })
})
