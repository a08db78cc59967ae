import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { AverageDirectionalIndex } from '../../../../src-main/domain/indicators/average-directional-index.ts'
import { AverageTrueRange } from '../../../../src-main/domain/indicators/average-true-range.ts'
import { BollingerBands } from '../../../../src-main/domain/indicators/bollinger-bands.ts'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import { Ichimoku } from '../../../../src-main/domain/indicators/ichimoku.ts'
import type { Indicator } from '../../../../src-main/domain/indicators/indicator.ts'
import { Macd } from '../../../../src-main/domain/indicators/macd.ts'
import { OnBalanceVolume } from '../../../../src-main/domain/indicators/on-balance-volume.ts'
import { Rsi } from '../../../../src-main/domain/indicators/rsi.ts'
import { Sma } from '../../../../src-main/domain/indicators/sma.ts'
import { StochasticRsi } from '../../../../src-main/domain/indicators/stochastic-rsi.ts'
import { SuperTrend } from '../../../../src-main/domain/indicators/super-trend.ts'
import { TrueRange } from '../../../../src-main/domain/indicators/true-range.ts'
import { Vwap } from '../../../../src-main/domain/indicators/vwap.ts'
import { Wma } from '../../../../src-main/domain/indicators/wma.ts'
import { type ClosedCandle, isPlausible } from '../../../../src-main/domain/market/candle.ts'
import { closedCandle, day } from '../../../support/candles.ts'
import { differences } from './support/agree.ts'
import { type Case, type Fields, fieldsOf, usualCases } from './support/every-indicator.ts'

const folder = new URL('../../../fixtures/reference/', import.meta.url)
const unzipped = (file: string) => gunzipSync(readFileSync(new URL(file, folder))).toString('utf8')

const quotes = (file: string): readonly ClosedCandle[] =>
  unzipped(file)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line, index) => {
      const [open = 0, high = 0, low = 0, close = 0, volume = 0] = line.split(',').slice(1).map(Number)
      return closedCandle(day + index * 86_400_000, { open, high, low, close, volume })
    })

type Published = Readonly<Record<string, number | null>>
const published = (file: string) => JSON.parse(unzipped(file)) as readonly Published[]

/** What stands there for nothing. */
const number = (value: number | null | undefined): number => value ?? Number.NaN

/** Ours by their names. */
interface Comparison {
  readonly file: string
  readonly create: () => Indicator<unknown>
  readonly expected: (row: Published, index: number, all: readonly Published[]) => Fields
}

const comparisons: readonly Comparison[] = [
  { file: 'ema', create: () => new Ema(20), expected: ({ ema }) => ({ value: number(ema) }) },
  { file: 'sma', create: () => new Sma(20), expected: ({ sma }) => ({ value: number(sma) }) },
  { file: 'wma', create: () => new Wma(14), expected: ({ wma }) => ({ value: number(wma) }) },
  { file: 'rsi', create: () => new Rsi(14), expected: ({ rsi }) => ({ value: number(rsi) }) },
  {
    file: 'stoch-rsi',
    create: () => new StochasticRsi(14, 14, 3, 1),
    expected: ({ stochRsi, signal }) => ({ raw: number(stochRsi), k: number(signal), d: number(signal) }),
  },
  {
    file: 'bb',
    create: () => new BollingerBands(20, 2),
    expected: ({ sma, upperBand, lowerBand, percentB, width }) => ({
      middle: number(sma),
      upper: number(upperBand),
      lower: number(lowerBand),
      percentB: number(percentB),
      bandwidth: number(width),
    }),
  },
  { file: 'atr', create: () => new TrueRange(), expected: ({ tr }) => ({ value: number(tr) }) },
  { file: 'atr', create: () => new AverageTrueRange(14), expected: ({ atr }) => ({ value: number(atr) }) },
  {
    file: 'adx',
    create: () => new AverageDirectionalIndex(14),
    expected: ({ adx, pdi, mdi }) => ({ adx: number(adx), plusDi: number(pdi), minusDi: number(mdi) }),
  },
  {
    file: 'macd',
    create: () => new Macd(12, 26, 9),
    expected: ({ macd, signal, histogram }) => ({
      line: number(macd),
      signal: number(signal),
      histogram: number(histogram),
    }),
  },
  {
    file: 'ichimoku',
    create: () => new Ichimoku(9, 26, 52),
    expected: ({ tenkanSen, kijunSen, senkouSpanA, senkouSpanB }, index, all) => ({
      conversion: number(tenkanSen),
      base: number(kijunSen),
      spanA: number(senkouSpanA),
      spanB: number(senkouSpanB),
      leadingSpanA: index + 26 < all.length ? number(all[index + 26]?.senkouSpanA) : 'not published',
      leadingSpanB: index + 26 < all.length ? number(all[index + 26]?.senkouSpanB) : 'not published',
      lagging: index < 26 ? 'not published' : number(all[index - 26]?.chikouSpan),
    }),
  },
  {
    file: 'supertrend',
    create: () => new SuperTrend(10, 3),
    expected: ({ superTrend, upperBand, lowerBand }) => ({
      line: number(superTrend),
      trend: lowerBand !== null ? 'bullish' : upperBand !== null ? 'bearish' : 'neutral',
    }),
  },
  { file: 'obv', create: () => new OnBalanceVolume(), expected: ({ obv }) => ({ value: number(obv) }) },
  {
    file: 'vwap',
    create: () => new Vwap(Number.POSITIVE_INFINITY),
    expected: ({ vwap }) => ({ value: number(vwap) }),
  },
]

describe('equals the published values of 502 days from the first bar', () => {
  const candles = quotes('quotes-default.csv.gz')

  test.each(comparisons.map((one) => [one.file, one] as const))('%s', (_, { file, create, expected }) => {
    const rows = published(`${file}.json.gz`)
    expect([candles.length, rows.length]).toEqual([502, 502])
    const indicator = create()
    const all = rows.map(expected)
    const wrong = candles.flatMap((candle, index) => {
      indicator.commit(candle)
      const known = Object.entries(all[index] ?? {}).filter(([, value]) => value !== 'not published')
      // Of a hundred or a price of hundreds 1e-3 and less is what is left when they cancel.
      const wrongHere = differences(indicator.value, Object.fromEntries(known), 1e-10, () => 1e-3)
      return wrongHere.map((text) => `${index}: ${text}`)
    })
    expect(wrong).toEqual([])
    const first = all.findIndex((fields) => !Object.values(fields).some(Number.isNaN))
    expect(first).toBe(indicator.warmUpCandles - 1)
  })
})

/** Values that say that nothing is to be said. */
const stillness: Readonly<Record<string, Fields>> = {
  'RSI 14': { value: 50 },
  'stochastic RSI': { rsi: 50, raw: 50, k: 50, d: 50 },
  'Bollinger bands 20, 2': { middle: 0, upper: 0, lower: 0, percentB: 0.5, bandwidth: 0 },
  'ADX 14': { adx: 0, plusDi: 0, minusDi: 0, averageRange: 0 },
  'MACD 12, 26, 9': { line: 0, signal: 0, histogram: 0 },
  VWAP: { value: Number.NaN },
  'volume profile 240': { pointOfControl: Number.NaN, valueAreaLow: Number.NaN, valueAreaHigh: Number.NaN },
}

const last = ({ create }: Case, candles: readonly ClosedCandle[]): Fields => {
  const indicator = create()
  for (const candle of candles) indicator.commit(candle)
  return fieldsOf(indicator.value)
}

describe.each(usualCases.map((one) => [one.name, one] as const))('odd input: %s', (name, one) => {
  const bad = quotes('quotes-bad.csv.gz')

  test('neither throws nor hangs on days without prices, with negative ones, or of other units', () => {
    expect(bad).toHaveLength(502)
    expect(Object.values(last(one, bad)).map(Number).map(Math.abs)).not.toContain(Number.POSITIVE_INFINITY)
  })

  test('is what it is from scratch once what cannot be a candle is left out', () => {
    const candles = bad.filter(isPlausible)
    expect(candles).toHaveLength(387)
    const indicator = one.create()
    const expected = one.naive(candles)
    const wrong = candles.flatMap((candle, index) => {
      indicator.commit(candle)
      // Prices fall from 23,000,000 to 0.0001 and below: what they leave in the averages is next to them.
      return differences(indicator.value, expected[index], 1e-9, () => 1).map((text) => `${index}: ${text}`)
    })
    expect(wrong).toEqual([])
  })

  test('says on 200 days without prices or volume that nothing is to be said', () => {
    const candles = quotes('quotes-zeros.csv.gz')
    expect(candles).toHaveLength(200)
    expect(last(one, [...candles, ...candles])).toMatchObject(stillness[name] ?? {})
  })
})
