import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cash,
  cashText,
  ceilCashTo8,
  ceilPriceToStep,
  compare,
  floorPriceToStep,
  floorQuantityFromNumber,
  floorQuantityToStep,
  isOnStep,
  price,
  priceFromNumber,
  quantity,
  text,
  toNumber,
} from '../../../src-main/domain/money/decimal.ts'
import { positiveUnits, stepText, textOfUnits, unitsOfText } from '../../support/scaled.ts'

const flooredUnits = (value: bigint, step: string) => value - (value % unitsOfText(step))
const ceiledUnits = (value: bigint, step: string) => {
  const floored = flooredUnits(value, step)
  return floored === value ? value : floored + unitsOfText(step)
}

describe('rounding to a step', () => {
  test('goes the way its name says, to the nearest multiple there', () => {
    fc.assert(
      fc.property(positiveUnits, stepText, (units, step) => {
        const given = textOfUnits(units)
        const floored = textOfUnits(flooredUnits(units, step))
        expect(text(floorQuantityToStep(quantity(given), quantity(step)))).toBe(floored)
        expect(text(floorPriceToStep(price(given), price(step)))).toBe(floored)
        expect(text(ceilPriceToStep(price(given), price(step)))).toBe(textOfUnits(ceiledUnits(units, step)))
      }),
    )
  })

  test('a value that is rounded is on the step, and rounding again changes nothing', () => {
    fc.assert(
      fc.property(positiveUnits, stepText, (units, step) => {
        const [size, of] = [quantity(textOfUnits(units)), quantity(step)]
        const floored = floorQuantityToStep(size, of)
        expect(isOnStep(floored, of)).toBe(true)
        expect(isOnStep(size, of)).toBe(compare(floored, size) === 0)
        expect(text(floorQuantityToStep(floored, of))).toBe(text(floored))
        const ceiled = ceilPriceToStep(price(textOfUnits(units)), price(step))
        expect(text(ceilPriceToStep(ceiled, price(step)))).toBe(text(ceiled))
      }),
    )
  })

  test('one digit below a multiple is below it, however many digits there are', () => {
    const nines = `2.${'9'.repeat(60)}`
    expect(text(floorQuantityToStep(quantity(nines), quantity('1')))).toBe('2')
    expect(text(floorPriceToStep(price(nines), price('1')))).toBe('2')
    expect(text(ceilPriceToStep(price(nines), price('1')))).toBe('3')
    expect(isOnStep(quantity(nines), quantity('1'))).toBe(false)
    const above = `3.${'0'.repeat(60)}1`
    expect(text(floorQuantityToStep(quantity(above), quantity('1')))).toBe('3')
    expect(text(ceilPriceToStep(price(above), price('1')))).toBe('4')
  })

  test.each(['0.00000001', '0.07', '1', '3'])(
    'multiples of %s are told from what is just below them, however many steps they are',
    (step) => {
      const of = unitsOfText(step)
      for (const count of [
        1n,
        7n,
        2n ** 49n - 1n,
        999_999_999_999_999n,
        10n ** 15n,
        10n ** 15n + 1n,
        2n ** 60n + 1n,
      ]) {
        const on = quantity(textOfUnits(count * of))
        expect(text(floorQuantityToStep(on, quantity(step)))).toBe(textOfUnits(count * of))
        // A digit that no float of this size has.
        const below = `${textOfUnits(count * of - 1n)}${textOfUnits(count * of - 1n).includes('.') ? '' : '.'}9999999`
        if (of > 1n)
          expect(text(floorQuantityToStep(quantity(below), quantity(step)))).toBe(
            textOfUnits((count - 1n) * of),
          )
      }
    },
  )

  test('a step must be above zero', () => {
    expect(() => floorQuantityToStep(quantity('1'), quantity('0'))).toThrow('step must be above zero')
  })

  test('fees round up at the eighth place: on it they stay, one digit past it they rise', () => {
    const rounded = (amount: string) => cashText(ceilCashTo8(cash(amount, 'USDT')))
    expect(rounded('0.00000001')).toBe('0.00000001')
    expect(rounded('0.000000010000000001')).toBe('0.00000002')
    expect(rounded('0')).toBe('0')
  })
})

describe('from a market float', () => {
  test('the price is the nearest multiple of the step, half going up', () => {
    expect(text(priceFromNumber(100.005, price('0.01')))).toBe('100.01')
    expect(text(priceFromNumber(100.0049, price('0.01')))).toBe('100')
    expect(text(priceFromNumber(12.5, price('5')))).toBe('15')
    expect(text(priceFromNumber(1e-7, price('0.0000001')))).toBe('0.0000001')
    expect(text(priceFromNumber(1e21, price('1')))).toBe('1000000000000000000000')
  })

  test('is within half a step of the float, and never nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), stepText, (value, step) => {
        const made = priceFromNumber(value, price(step))
        expect(isOnStep(made, price(step))).toBe(true)
        const off = Math.abs(toNumber(made) - value)
        if (compare(made, price(step)) > 0) expect(off).toBeLessThanOrEqual(Number(step) / 2 + value * 1e-15)
      }),
    )
    expect(text(priceFromNumber(0.001, price('0.01')))).toBe('0.01')
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -1])('%s is no price', (value) => {
    expect(() => priceFromNumber(value, price('0.01'))).toThrow('not a price')
  })

  test('a quantity is rounded down, and nothing is a quantity', () => {
    expect(text(floorQuantityFromNumber(0.0299, quantity('0.01')))).toBe('0.02')
    expect(text(floorQuantityFromNumber(0.03, quantity('0.01')))).toBe('0.03')
    expect(text(floorQuantityFromNumber(0, quantity('0.01')))).toBe('0')
    expect(() => floorQuantityFromNumber(-0.01, quantity('0.01'))).toThrow('not a quantity')
    expect(() => floorQuantityFromNumber(Number.NaN, quantity('0.01'))).toThrow('not a quantity')
  })
})
