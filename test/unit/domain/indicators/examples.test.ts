import { describe, expect, test } from 'vitest'
import { Ichimoku } from '../../../../src-main/domain/indicators/ichimoku.ts'
import { MacdDivergence } from '../../../../src-main/domain/indicators/macd-divergence.ts'
import { Pivots } from '../../../../src-main/domain/indicators/pivots.ts'
import { StochasticRsi } from '../../../../src-main/domain/indicators/stochastic-rsi.ts'
import { SuperTrend } from '../../../../src-main/domain/indicators/super-trend.ts'
import { SupportResistance } from '../../../../src-main/domain/indicators/support-resistance.ts'
import { VolumeProfile } from '../../../../src-main/domain/indicators/volume-profile.ts'
import { Vwap } from '../../../../src-main/domain/indicators/vwap.ts'
import { closedCandle, closesAt, day, formingCandle } from '../../../support/candles.ts'

const minute = 60_000
const hour = 60 * minute

/** Candles whose highs are these, each one lower by 1 at its low. */
const highs = (all: readonly number[]) =>
  all.map((high, index) =>
    closedCandle(day + index * minute, { high, low: high - 1, open: high, close: high - 0.5 }),
  )

describe('pivots', () => {
  const confirmed = (all: readonly number[]) => {
    const pivots = new Pivots(2, 2)
    return highs(all).map((candle) => {
      pivots.commit(candle)
      return { ...pivots.value }
    })
  }
  const none = { high: Number.NaN, low: Number.NaN }

  test('are known when the candles after them have closed, and only then', () => {
    expect(confirmed([10, 11, 15, 12, 11, 10])).toEqual([
      none,
      none,
      none,
      none,
      { high: 15, low: Number.NaN },
      none,
    ])
    expect(confirmed([10, 9, 5, 7, 8])).toEqual([none, none, none, none, { high: Number.NaN, low: 4 }])
  })

  test('need all candles around them', () => {
    expect(confirmed([11, 15, 12, 11]).at(-1)).toEqual(none)
  })

  test('of equal highs in a row are the last', () => {
    const found = confirmed([10, 15, 15, 11, 10, 9]).map(({ high }) => high)
    expect(found).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 15, Number.NaN])
  })

  test('are not where a high is reached again', () => {
    expect(confirmed([10, 11, 15, 12, 15, 10]).map(({ high }) => high)).not.toContain(15)
  })
})

describe('support and resistance', () => {
  test('are the nearest pivots below and above the close, and change roles when it crosses them', () => {
    const levels = new SupportResistance(1, 1, 10, 0.01)
    for (const candle of highs([10, 20, 10, 20.1, 10, 30, 15])) levels.commit(candle)
    expect(levels.value).toEqual({ support: 9, supportTouches: 2, resistance: 20, resistanceTouches: 2 })
    expect(levels.peek(formingCandle(day, { high: 26, low: 16, close: 25 }))).toMatchObject({
      support: 20.1,
      supportTouches: 2,
      resistance: 30,
      resistanceTouches: 1,
    })
  })

  test('are forgotten beyond the memory', () => {
    const levels = new SupportResistance(1, 1, 2, 0.01)
    for (const candle of highs([10, 50, 10, 20, 12, 21, 13])) levels.commit(candle)
    expect(levels.value).toEqual({
      support: 11,
      supportTouches: 1,
      resistance: 21,
      resistanceTouches: 1,
    })
  })
})

/** Rises to the first top, falls back, and rises by ever smaller steps to a second one. */
const tiringRise = [
  ...Array.from({ length: 20 }, (_, index) => 100 + index * 0.1),
  ...[104, 108, 112, 116, 112, 109, 106, 104],
  ...[106, 108, 110, 112, 113, 114, 115, 116, 116.5, 117, 116, 115],
]

describe('MACD divergence', () => {
  const read = (closes: readonly number[], reach: number) => {
    const divergence = new MacdDivergence(3, 8, 2, 2, reach)
    return closesAt(minute, closes).map((candle) => {
      divergence.commit(candle)
      return { ...divergence.value }
    })
  }

  test('is bearish from the confirmation of a higher high with a lower MACD line', () => {
    const found = read(tiringRise, 30).map(({ bearish }) => bearish)
    expect(found.indexOf(true)).toBe(tiringRise.length - 1)
  })

  test('is bullish on the same path turned upside down', () => {
    const found = read(
      tiringRise.map((close) => 300 - close),
      30,
    )
    expect(found.at(-1)).toEqual({ bullish: true, bearish: false })
    expect(found.at(-2)).toEqual({ bullish: false, bearish: false })
  })

  test('is not when the tops lie further apart than the reach', () => {
    const [first, second] = [tiringRise.indexOf(116), tiringRise.indexOf(117)]
    expect(read(tiringRise, second - first).at(-1)?.bearish).toBe(true)
    expect(read(tiringRise, second - first - 1).at(-1)?.bearish).toBe(false)
  })

  test('stands for as many candles as the reach, unless the next top ends it', () => {
    const falling = Array.from({ length: 40 }, (_, index) => 114 - index)
    const found = read([...tiringRise, ...falling], 20).map(({ bearish }) => bearish)
    expect(found.filter(Boolean)).toHaveLength(21)
    const higher = [...tiringRise, 120, 140, 160, 150, 140]
    expect(read(higher, 30).at(-1)?.bearish).toBe(false)
  })
})

describe('Ichimoku', () => {
  test.each([
    ['bullish', 1],
    ['bearish', -1],
  ])('is %s in a steady trend', (trend, step) => {
    const cloud = new Ichimoku(3, 5, 8, 5)
    for (const candle of closesAt(
      minute,
      Array.from({ length: 30 }, (_, index) => 100 + step * index),
    )) {
      cloud.commit(candle)
    }
    expect(cloud.value.trend).toBe(trend)
    expect(cloud.value.lagging).toBe(100 + step * 29)
  })

  test('is neutral in the cloud', () => {
    const cloud = new Ichimoku(3, 5, 8, 5)
    for (const candle of closesAt(
      minute,
      Array.from({ length: 30 }, (_, index) => 100 + (index % 2)),
    )) {
      cloud.commit(candle)
    }
    expect(cloud.value.trend).toBe('neutral')
  })
})

describe('SuperTrend', () => {
  test('turns when a close goes beyond its line, not when it touches it', () => {
    const rising = closesAt(minute, [10, 11, 12, 13, 14, 15, 16])
    const trend = new SuperTrend(3, 2)
    for (const candle of rising) trend.commit(candle)
    const { line } = trend.value
    expect(trend.value.trend).toBe('bullish')
    const at = (close: number) => trend.peek(formingCandle(day, { high: 16, low: close, close })).trend
    expect(at(line)).toBe('bullish')
    expect(at(line - 0.001)).toBe('bearish')
  })

  test('does not turn in a market that stands still, whose bands close in on the price', () => {
    const trend = new SuperTrend(3, 2)
    for (const candle of closesAt(minute, [10, 11, 12, 13, ...Array.from({ length: 5_000 }, () => 13)])) {
      trend.commit(candle)
      expect(trend.value.trend).not.toBe('bearish')
    }
  })
})

test('the stochastic RSI makes no reading out of the rounding of a dead market', () => {
  const stochastic = new StochasticRsi(14, 14, 3, 3)
  const moves = Array.from({ length: 60 }, (_, index) => 100 + Math.sin(index) * 3)
  const still = Array.from({ length: 30 }, () => 100.1)
  for (const candle of closesAt(minute, [...moves, ...still])) stochastic.commit(candle)
  expect(stochastic.value).toMatchObject({ raw: 50, k: 50, d: 50 })
})

describe('VWAP', () => {
  const flat = (openTime: number, price: number, volume: number) =>
    closedCandle(openTime, { open: price, high: price, low: price, close: price, volume })

  test('begins anew with the UTC day, or with any other session', () => {
    const [daily, twoHourly] = [new Vwap(), new Vwap(2 * hour)]
    const values = [
      flat(day + 22 * hour, 10, 1),
      flat(day + 23 * hour, 20, 3),
      flat(day + 24 * hour, 40, 1),
      flat(day + 25 * hour, 50, 1),
    ].map((candle) => {
      daily.commit(candle)
      twoHourly.commit(candle)
      return [daily.value, twoHourly.value]
    })
    expect(values).toEqual([
      [10, 10],
      [17.5, 17.5],
      [40, 40],
      [45, 45],
    ])
  })

  test('is not a number while nothing has traded in the session', () => {
    const vwap = new Vwap()
    vwap.commit(flat(day, 10, 1))
    vwap.commit(flat(day + 24 * hour, 20, 0))
    expect(vwap.value).toBeNaN()
    expect(vwap.peek(formingCandle(day + 25 * hour, { high: 30, low: 30, close: 30, volume: 2 }))).toBe(30)
  })
})

describe('the volume profile', () => {
  const profileOf = (rows: readonly (readonly [price: number, volume: number])[]) => {
    const profile = new VolumeProfile(rows.length)
    for (const [index, [price, volume]] of rows.entries()) {
      profile.commit(
        closedCandle(day + index * minute, { open: price, high: price, low: price, close: price, volume }),
      )
    }
    return profile.value
  }

  test('finds the price at which most was traded, and around it 70 percent of the volume', () => {
    // 29 rows of width 1. 50 + (9 + 8) + (10 + 1) make 78 of 100: up first, where two rows hold more.
    const rows = [
      [100, 2],
      [112, 1],
      [113, 10],
      [114, 50],
      [115, 9],
      [116, 8],
      [128, 20],
    ] as const
    expect(profileOf(rows)).toEqual({ pointOfControl: 114.5, valueAreaLow: 112, valueAreaHigh: 117 })
  })

  test('takes the lowest of rows that hold the same, and grows upwards between equal sides', () => {
    const rows = [
      [100, 0.5],
      [110, 4],
      [111, 4],
      [113, 1],
      [128, 0.5],
    ] as const
    expect(profileOf(rows)).toEqual({ pointOfControl: 110.5, valueAreaLow: 110, valueAreaHigh: 113 })
  })

  test('counts half of a volume at the close and a quarter each at high and low', () => {
    const profile = new VolumeProfile(3)
    const volumes = [
      { high: 128, low: 100, close: 110, volume: 8 },
      { high: 105, low: 105, close: 105, volume: 3.9 },
      { high: 120, low: 120, close: 120, volume: 1 },
    ]
    for (const [index, candle] of volumes.entries()) {
      profile.commit(closedCandle(day + index * minute, { open: candle.close, ...candle }))
    }
    expect(profile.value.pointOfControl).toBe(110.5)
  })

  test('is not a number while nothing has traded', () => {
    expect(
      profileOf([
        [100, 0],
        [101, 0],
      ]).pointOfControl,
    ).toBeNaN()
  })

  test('forgets a volume beside which all others were as nothing', () => {
    const profile = new VolumeProfile(3)
    const volumes = [1e-6, 1e15, 1e-6, 2e-6, 1e-6]
    for (const [index, volume] of volumes.entries()) {
      const price = 100 + 10 * index
      profile.commit(
        closedCandle(day + index * minute, { open: price, high: price, low: price, close: price, volume }),
      )
    }
    expect(profile.value.pointOfControl).toBe(130.5)
  })
})
