import { describe, expect, test } from 'vitest'
import { kellyFraction, kellyOf, priorTrades } from '../../../src-main/domain/risk/kelly.ts'

/** Returns of so many wins and losses of one size each. */
const record = (wins: number, win: number, losses: number, loss: number) => ({
  trades: wins + losses,
  wins,
  winReturns: wins * win,
  lossReturns: -losses * loss,
})

describe('the Kelly fraction', () => {
  /**
   * The coin of E. O. Thorp's chapter (section 2 of what `kellyFraction` cites); the even bet at 70 % of Wikipedia,
   * "Kelly criterion" (April 2021); the two strategies at two to one of "The Kelly Criterion", example 1,
   * deltax.trade/academy/lesson/the-kelly-criterion.
   */
  test.each([
    [0.51, 1, 0.02],
    [0.7, 1, 0.4],
    [0.5, 2, 0.25],
    [0.4, 2, 0.1],
  ])('of a chance of %f at %i-1 is as published', (p, odds, published) => {
    expect(kellyFraction(p, odds, 1)).toBeCloseTo(published, 12)
  })

  test('of an even bet is the difference of the chances, as Kelly found', () => {
    for (const p of [0.5, 0.53, 0.6, 0.99]) expect(kellyFraction(p, 1, 1)).toBeCloseTo(p - (1 - p), 12)
  })

  test('of a trade that gains 5 % or loses 30 % is as worked out by hand', () => {
    // 0.91 − 0.09 / (0.05 / 0.30) = 0.91 − 0.54
    expect(kellyFraction(0.91, 0.05, 0.3)).toBeCloseTo(0.37, 12)
  })

  test('depends on the relation of gain and loss, not on their size', () => {
    expect(kellyFraction(0.55, 0.02, 0.01)).toBeCloseTo(kellyFraction(0.55, 2, 1), 12)
  })

  test('is nothing where gains and losses balance, and below it where losses outweigh', () => {
    expect(kellyFraction(1 / 3, 0.02, 0.01)).toBeCloseTo(0, 12)
    expect(kellyFraction(0.33, 0.02, 0.01)).toBeLessThan(0)
    expect(kellyFraction(0.34, 0.02, 0.01)).toBeGreaterThan(0)
  })
})

describe('the Kelly fraction of a bot', () => {
  test('counts the bare record for half once it has as many trades as the prior', () => {
    // 12 of 20 won 3 %, 8 lost 2 %: 0.6 − 0.4 · 2/3 = 1/3, and half of it.
    expect(kellyOf(record(12, 0.03, 8, 0.02))).toBeCloseTo(1 / 6, 12)
    expect(priorTrades).toBe(20)
  })

  test('comes to the bare record as trades grow many', () => {
    const bare = kellyFraction(0.6, 0.03, 0.02)
    for (const trades of [20, 100, 1_000, 100_000]) {
      const own = kellyOf(record(0.6 * trades, 0.03, 0.4 * trades, 0.02))
      expect(own).toBeCloseTo((bare * trades) / (trades + priorTrades), 10)
    }
  })

  test('is nothing for a record at break-even, however short', () => {
    expect(kellyOf(record(1, 0.02, 2, 0.01))).toBeCloseTo(0, 12)
  })

  test('is below nothing for one that loses, or never won', () => {
    expect(kellyOf(record(10, 0.01, 20, 0.01))).toBeLessThan(0)
    expect(kellyOf(record(0, 0, 3, 0.01))).toBe(-1)
    expect(kellyOf(record(0, 0, 0, 0))).toBe(-1)
  })

  test('of one that never lost is its share of all trades, those of the prior included', () => {
    expect(kellyOf(record(20, 0.01, 0, 0))).toBeCloseTo(0.5, 12)
  })

  test('counts a trade that returned nothing with those that did not win', () => {
    const flat = { trades: 4, wins: 2, winReturns: 0.04, lossReturns: -0.01 }
    // W = 2 %, L = 0.5 %, p = 1/2: 0.5 − 0.5 / 4, of which 4 in 24 count.
    expect(kellyOf(flat)).toBeCloseTo((0.375 * 4) / 24, 12)
  })
})
