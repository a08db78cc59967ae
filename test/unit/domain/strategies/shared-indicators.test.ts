import { expect, test } from 'vitest'
import { Ema } from '../../../../src-main/domain/indicators/ema.ts'
import type { Candle, ClosedCandle } from '../../../../src-main/domain/market/candle.ts'
import {
  type IndicatorWish,
  SharedIndicators,
} from '../../../../src-main/domain/strategies/shared-indicators.ts'
import { wanderingCandles } from '../../../support/wandering.ts'

const candles = wanderingCandles({ count: 60, seed: 5 })

/** A wish that counts how often it was made, and peeked. */
const counted = (period: number) => {
  const counts = { made: 0, peeked: 0 }
  const wish: IndicatorWish<number> = {
    key: `ema ${period}`,
    make: () => {
      counts.made += 1
      const ema = new Ema(period)
      return {
        warmUpCandles: period,
        get value() {
          return ema.value
        },
        commit: (candle) => ema.commit(candle),
        peek: (forming) => {
          counts.peeked += 1
          return ema.peek(forming)
        },
      }
    },
  }
  return { wish, counts }
}

const emaOf = (period: number, given: readonly ClosedCandle[]): number => {
  const ema = new Ema(period)
  for (const candle of given) ema.commit(candle)
  return ema.value
}

test('a hundred readers of the same make one, which is freed with the last of them', () => {
  const set = new SharedIndicators(() => [])
  const { wish, counts } = counted(9)
  const readers = Array.from({ length: 100 }, () => set.use(wish))
  set.use(counted(21).wish)
  for (const candle of candles) set.commit(candle)
  expect(counts.made).toBe(1)
  expect(readers.map(({ now }) => now)).toEqual(readers.map(() => emaOf(9, candles)))
  for (let reader = 0; reader < 99; reader += 1) set.release(wish.key)
  expect(set.size).toBe(2)
  set.release(wish.key)
  expect(set.size).toBe(1)
})

test('one that is wanted late knows what the series holds', () => {
  const taken: ClosedCandle[] = []
  const set = new SharedIndicators(() => taken)
  for (const candle of candles.slice(0, 40)) {
    taken.push(candle)
    set.commit(candle)
  }
  expect(set.use(counted(9).wish).closed).toBe(emaOf(9, candles.slice(0, 40)))
})

test('what is peeked is worked out once per tick, however many read it, and only if someone does', () => {
  const set = new SharedIndicators(() => [])
  const { wish, counts } = counted(9)
  const [one, other] = [set.use(wish), set.use(wish)]
  for (const candle of candles.slice(0, 20)) set.commit(candle)
  const [next] = candles.slice(20)
  if (next === undefined) throw new Error('too few candles')
  for (let tick = 0; tick < 5; tick += 1) set.form({ ...next, closed: false })
  expect(counts.peeked).toBe(0)
  expect(one.now).toBe(emaOf(9, candles.slice(0, 21)))
  expect(other.now).toBe(one.now)
  expect(counts.peeked).toBe(1)
  expect(one.closed).toBe(emaOf(9, candles.slice(0, 20)))
  set.commit(next)
  expect(one.now).toBe(one.closed)
})

test('a series that begins anew forgets everything', () => {
  const set = new SharedIndicators(() => [])
  const reader = set.use(counted(9).wish)
  for (const candle of candles) set.commit(candle)
  set.restart()
  expect([reader.closed, set.candles]).toEqual([Number.NaN, 0])
  for (const candle of candles.slice(30)) set.commit(candle)
  expect(reader.closed).toBe(emaOf(9, candles.slice(30)))
})

test('every indicator reads copies in the same two objects, wherever the candles were made', () => {
  const read: { readonly candle: Candle; readonly values: Candle }[] = []
  const note = (candle: Candle): number => read.push({ candle, values: { ...candle } })
  const wish: IndicatorWish<number> = {
    key: 'note',
    make: () => ({ warmUpCandles: 1, value: 0, commit: note, peek: note }),
  }
  const [first, second, third, ...others] = candles
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few candles')
  const set = new SharedIndicators(() => [first])
  const reader = set.use(wish)
  const forming = [third, ...others].map((candle) => ({
    ...candle,
    closed: false as const,
    provenance: 'synthetic',
  }))
  set.commit(second)
  for (const candle of forming) {
    set.form(candle)
    expect(reader.now).toBe(read.length)
  }
  expect(read.map(({ values }) => values)).toEqual([first, second, ...forming])
  expect(new Set(read.map(({ candle }) => candle)).size).toBe(2)
  expect(read.some(({ candle }) => candle === second || candle === forming[0])).toBe(false)
})
