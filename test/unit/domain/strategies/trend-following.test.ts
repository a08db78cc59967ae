import { expect, test } from 'vitest'
import { AverageDirectionalIndex } from '../../../../src-main/domain/indicators/average-directional-index.ts'
import { Ichimoku } from '../../../../src-main/domain/indicators/ichimoku.ts'
import { MacdDivergence } from '../../../../src-main/domain/indicators/macd-divergence.ts'
import { SuperTrend } from '../../../../src-main/domain/indicators/super-trend.ts'
import type { ClosedCandle } from '../../../../src-main/domain/market/candle.ts'
import { defaultsOf } from '../../../../src-main/domain/parameters.ts'
import type { Reading, SideReading } from '../../../../src-main/domain/strategies/strategy.ts'
import { trendFollowing } from '../../../../src-main/domain/strategies/trend-following.ts'
import { StrategyBench } from '../../../support/strategy-bench.ts'
import { reflected, wanderingCandles } from '../../../support/wandering.ts'

const values = defaultsOf(trendFollowing.parameters)
const candles = wanderingCandles({ count: 4_000, seed: 3 })

const readingsOf = (given: readonly ClosedCandle[], change: Record<string, string> = {}) => {
  const bench = new StrategyBench(trendFollowing, { ...values, ...change })
  return given.map((candle) => bench.commit(candle))
}
const passed = (side: SideReading | null | undefined) => ({
  entry: side?.entry.map((condition) => condition.passed),
  exit: side?.exit.map((condition) => condition.passed),
})
const enters = (reading: Reading | null) =>
  reading?.long.entry.every((condition) => condition.passed) === true

test('each condition is what the indicator beside it says', () => {
  const [cloud, strength] = [new Ichimoku(), new AverageDirectionalIndex()]
  const [line, divergence] = [new SuperTrend(), new MacdDivergence()]
  const readings = readingsOf(candles)
  let compared = 0
  for (const [index, candle] of candles.entries()) {
    for (const indicator of [cloud, strength, line, divergence]) indicator.commit(candle)
    const reading = readings[index]
    if (reading === null || reading === undefined) continue
    compared += 1
    expect(passed(reading.long)).toEqual({
      entry: [
        cloud.value.trend === 'bullish',
        strength.value.adx > 25,
        line.value.trend === 'bullish',
        !divergence.value.bearish,
      ],
      exit: [cloud.value.trend !== 'bullish', line.value.trend === 'bearish'],
    })
    expect(reading.long.stop).toBe(line.value.trend === 'bullish' ? line.value.line : null)
  }
  expect(compared).toBeGreaterThan(3_900)
})

test('it enters only when all four confirm, now and then, and any exit keeps it from entering', () => {
  const readings = readingsOf(candles)
  const entered = readings.filter(enters)
  expect(entered.length).toBeGreaterThan(20)
  expect(entered.length).toBeLessThan(candles.length / 4)
  for (const reading of entered) expect(reading?.long.exit.some((condition) => condition.passed)).toBe(false)
})

test('its confidence is highest where everything confirms, and in bounds', () => {
  for (const reading of readingsOf(candles)) {
    if (reading === null) continue
    expect(reading.long.confidence).toBeGreaterThanOrEqual(0)
    expect(reading.long.confidence).toBeLessThanOrEqual(100)
    if (enters(reading)) expect(reading.long.confidence).toBeGreaterThan(80)
    else expect(reading.long.confidence).toBeLessThan(88)
  }
})

test('it sells short in a market that is the same upside down', () => {
  const [long, short] = [readingsOf(candles), readingsOf(reflected(candles, 500))]
  const pairs = long.map((reading, index) => [passed(reading?.long), passed(short[index]?.short)] as const)
  // Where a value is exactly at a threshold, the two directions may differ.
  const differing = pairs.filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other))
  expect(differing.length).toBeLessThan(candles.length / 200)
})

test('a higher threshold of the trend’s strength lets it enter less often', () => {
  const [usual, strict] = [readingsOf(candles), readingsOf(candles, { adxMin: '40' })]
  expect(strict.filter(enters).length).toBeLessThan(usual.filter(enters).length)
  for (const [index, reading] of strict.entries())
    if (enters(reading)) expect(enters(usual[index] ?? null)).toBe(true)
})

test('the candle in progress reads as it would if it closed so, and changes nothing', () => {
  const [bench, plain] = [
    new StrategyBench(trendFollowing, values),
    new StrategyBench(trendFollowing, values),
  ]
  for (const candle of candles.slice(0, 400)) {
    const peeked = bench.peek({ ...candle, closed: false })
    const committed = bench.commit(candle)
    expect(peeked).toEqual(committed)
    expect(committed).toEqual(plain.commit(candle))
  }
})
