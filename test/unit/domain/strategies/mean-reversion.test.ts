import { describe, expect, test } from 'vitest'
import { AverageTrueRange } from '../../../../src-main/domain/indicators/average-true-range.ts'
import { BollingerBands } from '../../../../src-main/domain/indicators/bollinger-bands.ts'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import { StochasticRsi } from '../../../../src-main/domain/indicators/stochastic-rsi.ts'
import { SupportResistance } from '../../../../src-main/domain/indicators/support-resistance.ts'
import { VolumeAverage } from '../../../../src-main/domain/indicators/volume-average.ts'
import { VolumeProfile } from '../../../../src-main/domain/indicators/volume-profile.ts'
import type { ClosedCandle } from '../../../../src-main/domain/market/candle.ts'
import { CandleAggregator } from '../../../../src-main/domain/market/candle-aggregator.ts'
import { defaultsOf } from '../../../../src-main/domain/parameters.ts'
import { meanReversion } from '../../../../src-main/domain/strategies/mean-reversion.ts'
import type { Reading } from '../../../../src-main/domain/strategies/strategy.ts'
import { closedCandle } from '../../../support/candles.ts'
import { StrategyBench } from '../../../support/strategy-bench.ts'
import { wanderingCandles } from '../../../support/wandering.ts'

const values = defaultsOf(meanReversion.parameters)
const candles = wanderingCandles({ count: 9_000, seed: 11, drift: 0.00005 })

const readingsOf = (given: readonly ClosedCandle[], change: Record<string, string> = {}) => {
  const bench = new StrategyBench(meanReversion, { ...values, ...change })
  return given.map((candle) => bench.commit(candle))
}
const enters = (reading: Reading | null) =>
  reading?.long.entry.every((condition) => condition.passed) === true
const sells = (reading: Reading | null) =>
  reading?.short?.entry.every((condition) => condition.passed) === true

test('each condition is what the indicators beside it say, the higher timeframe by its closed candles alone', () => {
  const [stochastic, bands] = [new StochasticRsi(), new BollingerBands()]
  const [profile, levels] = [new VolumeProfile(), new SupportResistance()]
  const [volume, range] = [new VolumeAverage(), new AverageTrueRange()]
  const [fast, slow] = [new Ema(20), new Ema(50)]
  const higher = new CandleAggregator('1m', '15m')
  const readings = readingsOf(candles)
  let compared = 0
  for (const [index, candle] of candles.entries()) {
    for (const closed of higher.commit(candle)) for (const average of [fast, slow]) average.commit(closed)
    for (const indicator of [stochastic, bands, profile, levels, volume, range]) indicator.commit(candle)
    const reading = readings[index]
    if (reading === null || reading === undefined) continue
    compared += 1
    const { k } = stochastic.value
    const { percentB } = bands.value
    const { close } = candle
    const near = (level: number) => Math.abs(close / level - 1) <= 0.015
    expect(reading.long.entry.map((condition) => condition.passed)).toEqual([
      k < 20,
      percentB < 0,
      near(profile.value.pointOfControl) || near(levels.value.support),
      fast.value > slow.value,
      candle.volume > volume.value,
    ])
    expect(reading.long.exit.map((condition) => condition.passed)).toEqual([percentB > 0.5, k > 80])
    expect(reading.long.stop).toBeCloseTo(close - 2 * range.value, 9)
    expect(reading.short?.entry.map((condition) => condition.passed)).toEqual([
      k > 80,
      percentB > 1,
      near(profile.value.pointOfControl) || near(levels.value.resistance),
      fast.value < slow.value,
      candle.volume > volume.value,
    ])
  }
  expect(compared).toBeGreaterThan(8_000)
})

test('it enters only when all confirm: seldom, on both sides, and never with an exit at the same time', () => {
  const readings = readingsOf(candles)
  const [long, short] = [readings.filter(enters), readings.filter(sells)]
  expect(long.length).toBeGreaterThan(3)
  expect(short.length).toBeGreaterThan(3)
  expect(long.length + short.length).toBeLessThan(candles.length / 50)
  for (const reading of long) expect(reading?.long.exit.some((condition) => condition.passed)).toBe(false)
})

describe('each threshold', () => {
  const usual = readingsOf(candles).filter(enters).length
  test.each([
    ['oversold', '5', '40'],
    ['nearLevel', '0.002', '0.08'],
    ['volumeFactor', '3', '0'],
    ['bandDeviations', '3.5', '1'],
  ])('%s: stricter enters less, looser more', (key, strict, loose) => {
    expect(readingsOf(candles, { [key]: strict }).filter(enters).length).toBeLessThan(usual)
    expect(readingsOf(candles, { [key]: loose }).filter(enters).length).toBeGreaterThan(usual)
  })
})

test('the candle in progress reads as it would if it closed so, and changes nothing', () => {
  const [bench, plain] = [new StrategyBench(meanReversion, values), new StrategyBench(meanReversion, values)]
  for (const [index, candle] of candles.slice(0, 1_500).entries()) {
    const peeked = bench.peek({ ...candle, closed: false })
    const committed = bench.commit(candle)
    expect(committed).toEqual(plain.commit(candle))
    // At the end of a higher candle the closed one knows of it; before that, both read the same.
    if ((index + 1) % 15 !== 0) expect(peeked).toEqual(committed)
  }
})

test('a market that stands still is read without a fault and never entered', () => {
  const flat = Array.from({ length: 1_200 }, (_, index) =>
    closedCandle(index * 60_000, { open: 5, high: 5, low: 5, close: 5, volume: 0 }),
  )
  const readings = readingsOf(flat)
  expect(readings.at(-1)).not.toBeNull()
  expect(readings.filter(enters)).toEqual([])
  expect(readings.filter(sells)).toEqual([])
})
