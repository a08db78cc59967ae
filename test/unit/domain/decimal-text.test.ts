import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCash,
  addQuantity,
  cash,
  cashText,
  compareCash,
  isDecimalText,
  isZero,
  maxCash,
  minCash,
  negateCash,
  notional,
  price,
  quantity,
  ratio,
  scaleCash,
  scalePrice,
  signOfCash,
  subtractCash,
  subtractQuantity,
  sumCash,
  text,
  toNumber,
} from '../../../src-main/domain/money/decimal.ts'
import { anyUnits, notNegativeUnits, positiveUnits, textOfUnits } from '../../support/scaled.ts'

const noDecimals = [
  '',
  ' ',
  '1 ',
  '+1',
  '.5',
  '1.',
  '1e5',
  '1E-7',
  'NaN',
  'Infinity',
  '0x1',
  '1,5',
  '--1',
  '1\n',
]

describe('decimals as text', () => {
  test('every decimal comes back as it went in', () => {
    fc.assert(
      fc.property(positiveUnits, anyUnits, (positive, any) => {
        expect(text(price(textOfUnits(positive)))).toBe(textOfUnits(positive))
        expect(text(quantity(textOfUnits(positive)))).toBe(textOfUnits(positive))
        expect(text(ratio(textOfUnits(any)))).toBe(textOfUnits(any))
        expect(cashText(cash(textOfUnits(any), 'USDT'))).toBe(textOfUnits(any))
      }),
    )
  })

  test('the float of a decimal is the one nearest to it, as its text is read', () => {
    const short = fc
      .tuple(fc.integer({ min: -(10 ** 15), max: 10 ** 15 }), fc.integer({ min: -25, max: 25 }))
      .map(([digits, power]) => ratio(BigInt(digits).toString() + '0'.repeat(Math.max(0, power))))
    const placed = fc
      .tuple(anyUnits, fc.integer({ min: 0, max: 30 }))
      .map(([units, at]) => ratio(textOfUnits(units, at)))
    fc.assert(
      fc.property(fc.oneof(short, placed), (value) => {
        expect(toNumber(value)).toBe(Number(text(value)))
      }),
      { numRuns: 2_000 },
    )
    for (const exact of [
      '0',
      '-0.1',
      '9007199254740993',
      '0.30000000000000004',
      '2',
      '123456789012345',
      '1000000000000000000000000',
    ])
      expect(toNumber(ratio(exact))).toBe(Number(exact))
  })

  test('is never written with an exponent, however small or large', () => {
    const tiny = `0.${'0'.repeat(60)}1`
    const huge = `1${'0'.repeat(60)}`
    expect(text(quantity(tiny))).toBe(tiny)
    expect(text(quantity(huge))).toBe(huge)
    expect(String(quantity(tiny))).toBe(tiny)
    expect(String(quantity(huge))).toBe(huge)
  })

  test.each(noDecimals)('refuses %j', (given) => {
    expect(isDecimalText(given)).toBe(false)
    for (const make of [price, quantity, ratio]) expect(() => make(given)).toThrow(RangeError)
    expect(() => cash(given, 'USDT')).toThrow(RangeError)
  })

  test('a price is above zero, a quantity is not below', () => {
    expect(text(price('0.000000000000000001'))).toBe('0.000000000000000001')
    expect(() => price('0')).toThrow('above zero')
    expect(() => price('-1')).toThrow('above zero')
    expect(isZero(quantity('0'))).toBe(true)
    expect(() => quantity('-0.000000000000000001')).toThrow('negative')
  })

  test('zero has one face', () => {
    expect(cashText(negateCash(cash('0', 'USDT')))).toBe('0')
    expect(cashText(cash('-0.00', 'USDT'))).toBe('0')
    expect(text(quantity('0.000'))).toBe('0')
  })
})

describe('sums, differences and products', () => {
  test('a long sum is exact to the last of 18 places', () => {
    fc.assert(
      fc.property(fc.array(anyUnits, { minLength: 200, maxLength: 400 }), (all) => {
        const sum = sumCash(
          'USDT',
          all.map((units) => cash(textOfUnits(units), 'USDT')),
        )
        expect(cashText(sum)).toBe(textOfUnits(all.reduce((total, units) => total + units, 0n)))
      }),
      { numRuns: 30 },
    )
  })

  test('a product is exact to the last of 36 places', () => {
    fc.assert(
      fc.property(positiveUnits, notNegativeUnits, anyUnits, (at, size, any) => {
        const value = notional(price(textOfUnits(at)), quantity(textOfUnits(size)), 'USDT')
        expect(cashText(value)).toBe(textOfUnits(at * size, 36))
        const scaled = scaleCash(cash(textOfUnits(any), 'USDT'), ratio(textOfUnits(size)))
        expect(cashText(scaled)).toBe(textOfUnits(any * size, 36))
      }),
    )
  })

  test('what is added and taken off again leaves no trace', () => {
    fc.assert(
      fc.property(notNegativeUnits, notNegativeUnits, (a, b) => {
        const [first, second] = [quantity(textOfUnits(a)), quantity(textOfUnits(b))]
        expect(text(subtractQuantity(addQuantity(first, second), second))).toBe(textOfUnits(a))
        const [one, other] = [cash(textOfUnits(a), 'USDT'), cash(textOfUnits(b), 'USDT')]
        expect(cashText(addCash(subtractCash(one, other), other))).toBe(textOfUnits(a))
      }),
    )
  })

  test('nobody owns less than nothing: all of it can go, one unit more cannot', () => {
    expect(text(subtractQuantity(quantity('1.5'), quantity('1.5')))).toBe('0')
    expect(() => subtractQuantity(quantity('1.5'), quantity('1.500000000000000001'))).toThrow('exceeds')
  })

  test('a price scaled to nothing is refused', () => {
    expect(text(scalePrice(price('2'), ratio('0.000000000000000001')))).toBe('0.000000000000000002')
    expect(() => scalePrice(price('2'), ratio('0'))).toThrow('above zero')
    expect(() => scalePrice(price('2'), ratio('-1'))).toThrow('above zero')
  })

  test('orders amounts and keeps their sign', () => {
    fc.assert(
      fc.property(anyUnits, anyUnits, (a, b) => {
        const [one, other] = [cash(textOfUnits(a), 'USDT'), cash(textOfUnits(b), 'USDT')]
        expect(compareCash(one, other)).toBe(a < b ? -1 : a > b ? 1 : 0)
        const [lesser, greater] = a < b ? [a, b] : [b, a]
        expect(cashText(minCash(one, other))).toBe(textOfUnits(lesser))
        expect(cashText(maxCash(one, other))).toBe(textOfUnits(greater))
        expect(signOfCash(one)).toBe(a < 0n ? -1 : a > 0n ? 1 : 0)
      }),
    )
  })
})

test.each([
  ['add', addCash],
  ['subtract', subtractCash],
  ['compare', compareCash],
  ['take the lesser', minCash],
  ['take the greater', maxCash],
])('two currencies never meet: %s', (_, combine) => {
  expect(() => combine(cash('1', 'USDT'), cash('1', 'USD'))).toThrow('cannot combine USDT with USD')
  expect(() => sumCash('USDT', [cash('1', 'USD')])).toThrow('cannot combine')
})
