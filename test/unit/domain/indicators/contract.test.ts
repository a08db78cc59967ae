import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candle, ClosedCandle } from '../../../../src-main/domain/market/candle.ts'
import { formingCandle } from '../../../support/candles.ts'
import { differences, scaleAt } from './support/agree.ts'
import { forming, markets } from './support/candles.ts'
import { type Case, type Fields, fieldsOf, isPrice, shortCases } from './support/every-indicator.ts'

const runs = { numRuns: 60 }

/** The value after each candle. */
const valuesOf = ({ create }: Case, candles: readonly ClosedCandle[]): readonly Fields[] => {
  const indicator = create()
  return candles.map((candle) => {
    indicator.commit(candle)
    return fieldsOf(indicator.value)
  })
}

const missingIn = (fields: Fields, allowed: readonly string[] = []): readonly string[] =>
  Object.keys(fields).filter((field) => Number.isNaN(fields[field]) && !allowed.includes(field))

const scaled = (candle: ClosedCandle, factor: number): ClosedCandle => ({
  ...candle,
  open: candle.open * factor,
  high: candle.high * factor,
  low: candle.low * factor,
  close: candle.close * factor,
})

describe.each(shortCases.map((one) => [one.name, one] as const))('%s', (_, one) => {
  test('peeking gives, to the bit, what closing gives', () => {
    fc.assert(
      fc.property(markets(1, 60), (candles) => {
        const indicator = one.create()
        for (const candle of candles) {
          const peeked = fieldsOf(indicator.peek(forming(candle)))
          indicator.commit(candle)
          expect(fieldsOf(indicator.value)).toStrictEqual(peeked)
        }
      }),
      runs,
    )
  })

  test('peeking changes nothing, now or later', () => {
    fc.assert(
      fc.property(markets(1, 40), markets(3, 3), (candles, others) => {
        const [watched, alone] = [one.create(), one.create()]
        for (const candle of candles) {
          const before = fieldsOf(watched.value)
          for (const other of others) watched.peek(forming(other))
          watched.peek(formingCandle(candle.openTime, { high: candle.high * 1.5, low: candle.low / 1.5 }))
          expect(fieldsOf(watched.value)).toStrictEqual(before)
          watched.commit(candle)
          alone.commit(candle)
          expect(fieldsOf(watched.value)).toStrictEqual(fieldsOf(alone.value))
        }
      }),
      runs,
    )
  })

  test('keeps what is peeked apart from what has closed', () => {
    const indicator = one.create()
    const first = indicator.value
    fc.assert(
      fc.property(markets(1, 5), ([candle]) => {
        const peeked = indicator.peek(forming(candle as Candle))
        indicator.commit(candle as ClosedCandle)
        if (typeof first !== 'object') return
        expect(indicator.value).toBe(first)
        expect(peeked).not.toBe(first)
        expect(indicator.peek(forming(candle as Candle))).toBe(peeked)
      }),
    )
  })

  test('is defined with the candle that it says it needs, and not before', () => {
    fc.assert(
      fc.property(markets(one.create().warmUpCandles + 20, 60), (candles) => {
        const traded = candles.map((candle) => ({ ...candle, volume: candle.volume + 0.01 }))
        const values = valuesOf(one, traded)
        const first = values.findIndex((fields) => missingIn(fields, one.mayBeMissing).length === 0)
        const isNumber = Object.values(values[0] ?? {}).some((field) => typeof field === 'number')
        if (isNumber && one.mayBeMissing === undefined) expect(first).toBe(one.create().warmUpCandles - 1)
        const later = values.slice(one.create().warmUpCandles - 1)
        expect(later.flatMap((fields) => missingIn(fields, one.mayBeMissing))).toEqual([])
        expect(later.flatMap(Object.values).filter((field) => Math.abs(field) === Infinity)).toEqual([])
      }),
      runs,
    )
  })

  test('grows with the prices, or does not care', () => {
    // By powers of two, so that nothing is rounded: the same to the bit.
    fc.assert(
      fc.property(markets(20, 40), fc.integer({ min: -60, max: 60 }), (candles, exponent) => {
        const factor = 2 ** exponent
        const values = valuesOf(one, candles)
        const others = valuesOf(
          one,
          candles.map((candle) => scaled(candle, factor)),
        )
        const expected = values.map((fields) =>
          Object.fromEntries(
            Object.entries(fields).map(([field, value]) => [
              field,
              typeof value === 'number' && isPrice(one, field) ? value * factor : value,
            ]),
          ),
        )
        expect(others).toStrictEqual(expected)
      }),
      runs,
    )
  })

  test('stays what it is while the market stands still', () => {
    fc.assert(
      fc.property(markets(15, 30), (candles) => {
        const { close = 1, openTime = 0 } = candles.at(-1) ?? {}
        const flat = { open: close, high: close, low: close, close, volume: 0 }
        const indicator = one.create()
        for (const candle of candles) indicator.commit(candle)
        for (let index = 1; index < 3_000; index += 1) {
          indicator.commit({ ...flat, openTime: openTime + index, closed: true, provenance: 'synthetic' })
        }
        const still = fieldsOf(indicator.value)
        indicator.commit({ ...flat, openTime: openTime + 3_000, closed: true, provenance: 'synthetic' })
        expect(differences(indicator.value, still.value ?? still, 1e-12, scaleAt(one, close))).toEqual([])
        expect(missingIn(still, one.mayBeMissing)).toEqual([])
      }),
      { numRuns: 5 },
    )
  })
})

const windowed = shortCases.filter(({ forgetsAfter }) => forgetsAfter !== undefined)

test.each(windowed.map((one) => [one.name, one] as const))(
  '%s forgets what has left its window',
  (_, one) => {
    fc.assert(
      fc.property(markets(25, 60), (candles) => {
        const kept = candles.slice(-(one.forgetsAfter ?? 0))
        const [full, recent] = [valuesOf(one, candles).at(-1), valuesOf(one, kept).at(-1)]
        const highest = Math.max(...kept.map(({ high }) => high))
        expect(
          differences(recent?.value ?? recent, full?.value ?? full, 1e-9, scaleAt(one, highest)),
        ).toEqual([])
      }),
      runs,
    )
  },
)

test('every indicator that there is keeps the contract', () => {
  const folder = new URL('../../../../src-main/domain/indicators/', import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'indicator.ts')
  const classes = files.map((name) =>
    name
      .replace('.ts', '')
      .split('-')
      .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
      .join(''),
  )
  const tested = new Set(shortCases.map((one) => one.create().constructor.name))
  expect([...tested].sort()).toEqual(classes.sort())
})
