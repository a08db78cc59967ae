import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCash,
  addQuantity,
  cash,
  cashText,
  compare,
  compareCash,
  floorAffordable,
  isOnStep,
  isZero,
  meanPrice,
  notional,
  price,
  quantity,
  ratioOfCash,
  shareHalfEven,
  subtractCash,
  subtractQuantity,
  text,
} from '../../../src-main/domain/money/decimal.ts'
import {
  anyUnits,
  marketText,
  positiveUnits,
  stepText,
  textOfUnits,
  unitsOfText,
} from '../../support/scaled.ts'

describe('what a budget buys', () => {
  test('never costs more than the budget, and one step more would', () => {
    fc.assert(
      fc.property(marketText(8), marketText(4), stepText, (budgetText, priceText, step) => {
        const [budget, at] = [cash(budgetText, 'USDT'), price(priceText)]
        const bought = floorAffordable(budget, at, quantity(step))
        expect(isOnStep(bought, quantity(step))).toBe(true)
        expect(compareCash(notional(at, bought, 'USDT'), budget)).toBeLessThanOrEqual(0)
        const oneMore = addQuantity(bought, quantity(step))
        expect(compareCash(notional(at, oneMore, 'USDT'), budget)).toBe(1)
      }),
      { numRuns: 500 },
    )
  })

  test('is all of it at the exact amount and a step less one unit below', () => {
    const bought = (budget: string) =>
      text(floorAffordable(cash(budget, 'USDT'), price('3'), quantity('0.01')))
    expect(bought('3.03')).toBe('1.01')
    expect(bought('3.029999999999999999999999999999999999999')).toBe('1')
  })

  test('is nothing without money', () => {
    expect(isZero(floorAffordable(cash('0', 'USDT'), price('3'), quantity('0.01')))).toBe(true)
    expect(isZero(floorAffordable(cash('-5', 'USDT'), price('3'), quantity('0.01')))).toBe(true)
  })
})

describe('shares of an amount', () => {
  test('add up to it over any partition, whatever was rounded on the way', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(anyUnits, parts, (units, sizes) => {
        let rest = cash(textOfUnits(units), 'USDT')
        let held = quantity(String(sizes.reduce((sum, size) => sum + size, 0)))
        let given = cash('0', 'USDT')
        for (const size of sizes) {
          const share = shareHalfEven(rest, quantity(String(size)), held)
          given = addCash(given, share)
          rest = subtractCash(rest, share)
          held = subtractQuantity(held, quantity(String(size)))
        }
        expect(cashText(rest)).toBe('0')
        expect(cashText(given)).toBe(textOfUnits(units))
      }),
    )
  })

  test('are within half of the last place of the true share', () => {
    fc.assert(
      fc.property(positiveUnits, fc.integer({ min: 1, max: 999 }), (units, part) => {
        const share = shareHalfEven(
          cash(textOfUnits(units), 'USDT'),
          quantity(String(part)),
          quantity('1000'),
        )
        const off = unitsOfText(cashText(share)) * 1000n - units * BigInt(part)
        const distance = off < 0n ? -off : off
        expect(distance <= 500n).toBe(true)
      }),
    )
  })

  test('of the whole are all of it, digits beyond the eighteenth place too', () => {
    const odd = '1.000000000000000000000000000000000001'
    const share = (part: string) => cashText(shareHalfEven(cash(odd, 'USDT'), quantity(part), quantity('3')))
    expect(share('3')).toBe(odd)
    expect(share('1')).toBe('0.333333333333333333')
  })

  test('round half to even at the eighteenth place', () => {
    const half = (units: string) => cashText(shareHalfEven(cash(units, 'USDT'), quantity('1'), quantity('2')))
    expect(half('0.000000000000000001')).toBe('0')
    expect(half('0.000000000000000003')).toBe('0.000000000000000002')
  })
})

describe('ratios and means for people', () => {
  test('nothing over nothing is nothing, and currencies must agree', () => {
    expect(text(ratioOfCash(cash('5', 'USDT'), cash('0', 'USDT')))).toBe('0')
    expect(text(ratioOfCash(cash('1', 'USDT'), cash('3', 'USDT')))).toBe('0.333333333333')
    expect(text(ratioOfCash(cash('-1', 'USDT'), cash('8', 'USDT')))).toBe('-0.125')
    expect(() => ratioOfCash(cash('1', 'USDT'), cash('3', 'USD'))).toThrow('cannot combine')
  })

  test('a mean price lies between the prices it is made of', () => {
    fc.assert(
      fc.property(marketText(2), marketText(2), (a, b) => {
        const size = quantity('1')
        const cost = addCash(notional(price(a), size, 'USDT'), notional(price(b), size, 'USDT'))
        const mean = meanPrice(cost, quantity('2'))
        const [low, high] = compare(price(a), price(b)) < 0 ? [price(a), price(b)] : [price(b), price(a)]
        expect(compare(mean, low)).toBeGreaterThanOrEqual(0)
        expect(compare(mean, high)).toBeLessThanOrEqual(0)
      }),
    )
  })
})
