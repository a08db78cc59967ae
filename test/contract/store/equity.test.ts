import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cash, cashText } from '../../../src-main/domain/money/decimal.ts'
import type { EquitySample } from '../../../src-main/engine/ports/store.ts'
import { openTestStore, type TestStore } from '../../support/store/open-test-store.ts'
import { drivers } from '../../support/store/samples.ts'

const sample = (time: number, equity: string, change: Partial<EquitySample> = {}): EquitySample => ({
  accountId: 'paper-1',
  currency: 'USDT',
  time,
  equity: cash(equity, 'USDT'),
  benchmark: null,
  ...change,
})

const hour = 3_600_000
const quarter = 900_000

describe.each(drivers)('equity with %s', (driver) => {
  let opened: TestStore
  beforeEach(() => {
    opened = openTestStore(driver)
  })
  afterEach(() => opened.close())

  const insertAll = (samples: readonly EquitySample[]): void =>
    opened.store.transaction(() => {
      for (const each of samples) opened.store.equity.insert(each)
    })
  const times = (from: number, limit: number) =>
    opened.store.equity.since('paper-1', 'USDT', from, limit).map((each) => each.time)

  test('knows nothing of an account without samples', () => {
    const { equity } = opened.store
    expect(equity.since('paper-1', 'USDT', 0, 10)).toEqual([])
    expect(equity.highest('paper-1', 'USDT')).toBeNull()
    expect(equity.worstDrawdown('paper-1', 'USDT')).toBe(0)
    expect(equity.firstSince('paper-1', 'USDT', 0)).toBeNull()
  })

  test('samples come back as they were, apart by account and currency', () => {
    const { equity } = opened.store
    const first = sample(10, '10000.000000000000000000000000000001', { benchmark: 50_367.19 })
    equity.insert(first)
    equity.insert(sample(10, '1', { accountId: 'other' }))
    equity.insert(sample(10, '2', { currency: 'BRL', equity: cash('2', 'BRL') }))
    equity.insert(sample(20, '-5'))
    expect(equity.since('paper-1', 'USDT', 0, 10)).toEqual([first, sample(20, '-5')])
    expect(equity.highest('paper-1', 'BRL')).toEqual(cash('2', 'BRL'))
    expect(() => equity.insert(sample(30, '1', { currency: 'BRL' }))).toThrow('another currency')
  })

  test('moves the highest by what was put in or taken out, and leaves the deepest fall as it was', () => {
    const { equity } = opened.store
    equity.moveHighest('paper-1', cash('5', 'USDT'))
    expect(equity.highest('paper-1', 'USDT')).toBeNull()
    insertAll([sample(10, '100'), sample(20, '90')])
    equity.moveHighest('paper-1', cash('-40', 'USDT'))
    expect(equity.highest('paper-1', 'USDT')).toEqual(cash('60', 'USDT'))
    expect(equity.worstDrawdown('paper-1', 'USDT')).toBeCloseTo(-0.1)
    insertAll([sample(30, '54')])
    expect(equity.worstDrawdown('paper-1', 'USDT')).toBeCloseTo(-0.1)
  })

  test('finds the first sample at or after a time', () => {
    insertAll([sample(10, '1'), sample(20, '2'), sample(30, '3')])
    const { equity } = opened.store
    const at = (time: number) => equity.firstSince('paper-1', 'USDT', time)?.time ?? null
    expect([at(0), at(20), at(21), at(31)]).toEqual([10, 20, 30, null])
  })

  test('a second sample of the same time replaces the first', () => {
    insertAll([sample(10, '1'), sample(10, '2')])
    expect(opened.store.equity.since('paper-1', 'USDT', 0, 10)).toEqual([sample(10, '2')])
  })

  test('thins evenly to the limit with the oldest and the newest in it', () => {
    insertAll([...Array(101).keys()].map((time) => sample(time, '1')))
    expect(times(0, 11)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    expect(times(1, 2)).toEqual([1, 100])
    expect(times(0, 1)).toEqual([100])
    expect(times(0, 0)).toEqual([])
    expect(times(95, 6)).toEqual([95, 96, 97, 98, 99, 100])
    expect(times(95, 7)).toHaveLength(6)
    expect(times(101, 7)).toEqual([])
  })

  test('thinning gives exactly the limit, with gaps that differ by one sample at most', () => {
    insertAll([...Array(200).keys()].map((time) => sample(time, '1')))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 199 }), fc.integer({ min: 2, max: 250 }), (from, limit) => {
        const found = times(from, limit)
        expect(found).toHaveLength(Math.min(limit, 200 - from))
        expect([found[0], found.at(-1)]).toEqual([from, 199])
        const gaps = found.slice(1).map((time, index) => time - (found[index] ?? 0))
        if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })

  test('the highest value and the worst fall from it are those of the whole history', () => {
    const values = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 40 })
    let account = 0
    fc.assert(
      fc.property(values, (history) => {
        account += 1
        const accountId = `a${account}`
        insertAll(history.map((value, time) => sample(time, `${value}.5`, { accountId })))
        let [peak, worst] = [0, 0]
        for (const value of history) {
          peak = Math.max(peak, value + 0.5)
          worst = Math.min(worst, (value + 0.5 - peak) / peak)
        }
        const { equity } = opened.store
        expect(cashText(equity.highest(accountId, 'USDT') ?? cash('0', 'USDT'))).toBe(String(peak))
        expect(equity.worstDrawdown(accountId, 'USDT')).toBeCloseTo(worst, 9)
      }),
      { numRuns: 40 },
    )
  })

  test('an account that lost everything fell by all of it, and one in debt does not confuse', () => {
    insertAll([sample(1, '100'), sample(2, '0')])
    expect(opened.store.equity.worstDrawdown('paper-1', 'USDT')).toBe(-1)
    insertAll([sample(1, '-5', { accountId: 'debt' }), sample(2, '-9', { accountId: 'debt' })])
    expect(opened.store.equity.worstDrawdown('debt', 'USDT')).toBe(0)
  })

  test('what is older than two days keeps the first sample of every quarter of an hour', () => {
    const minute = 60_000
    const minutes = 4 * 24 * 60
    const peakAt = 7
    insertAll(
      [...Array(minutes).keys()].map((n) =>
        sample(n * minute, n === peakAt ? '1000' : n === peakAt + 1 ? '1' : '500'),
      ),
    )
    const kept = times(0, 1_000_000)
    const newest = (minutes - 1) * minute
    const recent = kept.filter((time) => time > newest - 48 * hour)
    const old = kept.filter((time) => time < newest - 54 * hour)
    expect(recent).toHaveLength(48 * 60)
    expect(old.length).toBeGreaterThan(160)
    expect(old.every((time, index) => time === index * quarter)).toBe(true)
    // The peak and the fall from it are among what was thrown away.
    expect(kept).not.toContain(peakAt * minute)
    expect(opened.store.equity.highest('paper-1', 'USDT')).toEqual(cash('1000', 'USDT'))
    expect(opened.store.equity.worstDrawdown('paper-1', 'USDT')).toBe(-0.999)
    expect(kept.length).toBeLessThan(48 * 60 + 256 + 2 * 24 * 4 + 20)
  })

  test('every account is thinned, whoever else writes', () => {
    const minute = 60_000
    insertAll(
      [...Array(4 * 24 * 60).keys()].flatMap((n) => [
        sample(n * minute, '1', { accountId: 'even' }),
        sample(n * minute, '1'),
      ]),
    )
    for (const account of ['even', 'paper-1']) {
      const kept = opened.store.equity.since(account, 'USDT', 0, 1_000_000)
      expect(kept.length).toBeLessThan(48 * 60 + 300 + 2 * 24 * 4 + 20)
    }
  })
})
