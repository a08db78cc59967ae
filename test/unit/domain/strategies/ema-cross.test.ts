import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import { checkParameters, defaultsOf } from '../../../../src-main/domain/parameters.ts'
import { strategies, strategyById } from '../../../../src-main/domain/strategies/catalogue.ts'
import { emaCross } from '../../../../src-main/domain/strategies/ema-cross.ts'
import type { Reading } from '../../../../src-main/domain/strategies/strategy.ts'
import { closesAt } from '../../../support/candles.ts'
import { StrategyBench } from '../../../support/strategy-bench.ts'

const parameters = { fast: '2', slow: '3' }
const readingsOf = (closes: readonly number[]): readonly (Reading | null)[] => {
  const strategy = new StrategyBench(emaCross, parameters)
  return closesAt(60_000, closes).map((candle) => strategy.commit(candle))
}
const lastOf = (closes: readonly number[]): Reading => {
  const reading = readingsOf(closes).at(-1)
  if (reading === null || reading === undefined) throw new Error('still warming up')
  return reading
}
const passedOf = (reading: Reading) => ({
  entry: reading.long.entry.map((condition) => condition.passed),
  exit: reading.long.exit.map((condition) => condition.passed),
})

describe('the EMA cross', () => {
  test('reads nothing until a candle after the slow average is there, as it says beforehand', () => {
    expect(new StrategyBench(emaCross, parameters).need).toEqual({ own: 4, higher: 0 })
    const readings = readingsOf([10, 10, 10, 10, 10])
    expect(readings.map((reading) => reading === null)).toEqual([true, true, true, false, false])
  })

  test('enters on the candle on which the fast average rises above the slow one, and only on that', () => {
    const falling = [13, 12, 11, 10]
    expect(passedOf(lastOf(falling))).toEqual({ entry: [false, false], exit: [true] })
    expect(passedOf(lastOf([...falling, 20]))).toEqual({ entry: [true, true], exit: [false] })
    expect(passedOf(lastOf([...falling, 20, 21]))).toEqual({ entry: [false, true], exit: [false] })
  })

  test('averages that touch have not crossed; the step above does', () => {
    const flat = [10, 10, 10, 10]
    expect(passedOf(lastOf(flat))).toEqual({ entry: [false, false], exit: [false] })
    expect(passedOf(lastOf([...flat, 10.01])).entry).toEqual([true, true])
    expect(passedOf(lastOf([...flat, 9.99])).exit).toEqual([true])
  })

  test('says what it measured and what it needed', () => {
    const [crossed, close] = lastOf([13, 12, 11, 10, 20]).long.entry
    expect(crossed).toEqual({
      code: 'ema-cross.crossed-up',
      facts: { fast: 2, slow: 3 },
      value: expect.closeTo(16.83333),
      sign: '>',
      need: 15.5,
      passed: true,
    })
    expect(close).toMatchObject({ code: 'ema-cross.close-above-slow', value: 20, sign: '>', need: 15.5 })
  })

  test('agrees with the averages computed beside it, on any path', () => {
    const path = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 5, maxLength: 60 })
    fc.assert(
      fc.property(path, (closes) => {
        const [fast, slow] = [new Ema(2), new Ema(3)]
        const readings = readingsOf(closes)
        for (const [index, candle] of closesAt(60_000, closes).entries()) {
          const wasAbove = fast.value > slow.value
          fast.commit(candle)
          slow.commit(candle)
          const isAbove = fast.value > slow.value
          const reading = readings[index]
          if (reading === null || reading === undefined) continue
          expect(reading.long.entry[0]?.passed).toBe(isAbove && !wasAbove)
          expect(reading.long.exit[0]?.passed).toBe(fast.value < slow.value)
        }
      }),
    )
  })

  test('needs the fast period below the slow one', () => {
    expect(emaCross.check({ fast: '20', slow: '21' })).toEqual([])
    const refused = [{ path: 'parameters.fast', code: 'fast-not-below-slow' }]
    expect(emaCross.check({ fast: '21', slow: '21' })).toEqual(refused)
  })
})

describe('every strategy of the catalogue', () => {
  test.each(strategies.map((strategy) => [strategy.id, strategy] as const))('%s', (id, strategy) => {
    const defaults = defaultsOf(strategy.parameters)
    expect(strategyById(id)).toBe(strategy)
    expect(checkParameters('parameters', strategy.parameters, defaults)).toEqual([])
    expect(strategy.check(defaults)).toEqual([])
    // With the candles that it says it needs it reads, whatever else of them may be missing.
    const made = new StrategyBench(strategy, defaults)
    const { own, higher } = made.need
    const need = Math.max(own, 15 * higher)
    const first = closesAt(
      60_000,
      Array.from({ length: need }, (_, index) => 100 + (index % 7)),
    )
    expect(first.map((candle) => made.commit(candle) !== null).at(-1)).toBe(true)
  })

  test('there is no other', () => {
    expect(strategyById('none')).toBeUndefined()
    expect(new Set(strategies.map((strategy) => strategy.id)).size).toBe(strategies.length)
  })
})
