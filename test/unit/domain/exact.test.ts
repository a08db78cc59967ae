import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compare,
  divide,
  type Exact,
  floatOf,
  minus,
  negate,
  ofFloat,
  parse,
  plus,
  round,
  sign,
  textOf,
  times,
  timesIn,
} from '../../../src-main/domain/money/exact.ts'

/** An independent implementation, whose digits are a list. */
const Reference = Big()
Reference.strict = true
Reference.DP = 60

const digitsOf = (bound: bigint) => fc.bigInt({ min: -bound, max: bound })
/** Around where floats stop to count, where prices are, and far beyond both. */
const digits = fc.oneof(
  digitsOf(9n),
  digitsOf(10n ** 6n),
  digitsOf(10n ** 12n),
  fc.bigInt({ min: 2n ** 53n - 40n, max: 2n ** 53n + 40n }),
  fc.bigInt({ min: -(2n ** 53n) - 40n, max: -(2n ** 53n) + 40n }),
  digitsOf(10n ** 17n),
  digitsOf(10n ** 40n),
  fc
    .tuple(digitsOf(999n), fc.integer({ min: 0, max: 30 }))
    .map(([some, zeros]) => some * 10n ** BigInt(zeros)),
)
const places = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 13, max: 40 }))
const decimalText = fc.tuple(digits, places).map(([whole, behind]) => {
  const written = (whole < 0n ? -whole : whole).toString().padStart(behind + 1, '0')
  const point = written.length - behind
  const fraction = behind === 0 ? '' : `.${written.slice(point)}`
  return `${whole < 0n ? '-' : ''}${written.slice(0, point)}${fraction}`
})
const plain = (value: Big): string => value.toFixed().replace(/^-0$/, '0')
const runs = { numRuns: 2_000 }

/** Every result has the one form of its value, so that what is equal looks equal too. */
const expectForm = (value: Exact, expected: string) => {
  expect(textOf(value)).toBe(expected)
  expect(value).toEqual(parse(expected))
  expect(value.wide === null).toBe(Number.isSafeInteger(value.digits))
}

describe('against an independent implementation', () => {
  test('text is read and written in its shortest form', () => {
    fc.assert(
      fc.property(decimalText, (given) => {
        expectForm(parse(given), plain(new Reference(given)))
      }),
      runs,
    )
  })

  test('sums, differences, products and signs lose no digit', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (one, other) => {
        const [a, b, x, y] = [parse(one), parse(other), new Reference(one), new Reference(other)]
        expectForm(plus(a, b), plain(x.plus(y)))
        expectForm(minus(a, b), plain(x.minus(y)))
        expectForm(times(a, b), plain(x.times(y)))
        expectForm(negate(a), plain(x.neg()))
        expect(compare(a, b)).toBe(x.cmp(y))
        expect(sign(a)).toBe(x.cmp('0'))
        expect(compare(a, parse(one))).toBe(0)
      }),
      runs,
    )
  })

  test.each([
    ['down', Reference.roundDown],
    ['up', Reference.roundUp],
    ['half-even', Reference.roundHalfEven],
  ] as const)('a quotient is rounded %s at the place that is asked for', (rounding, mode) => {
    fc.assert(
      fc.property(decimalText, decimalText, fc.integer({ min: 0, max: 20 }), (one, other, at) => {
        const rounded = new Reference(one).round(at, mode)
        expectForm(round(parse(one), at, rounding), plain(rounded))
        if (Number(other) === 0) return
        const Quotient = Big()
        Quotient.strict = true
        Quotient.DP = at
        Quotient.RM = mode
        const quotient = new Quotient(one).div(other)
        expectForm(divide(parse(one), parse(other), at, rounding), plain(quotient))
      }),
      runs,
    )
  })

  test('how often a unit goes into a value is cut, never rounded', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (one, other) => {
        if (Number(other) === 0) return
        const Quotient = Big()
        Quotient.strict = true
        Quotient.DP = 0
        Quotient.RM = Reference.roundDown
        expectForm(timesIn(parse(one), parse(other)), plain(new Quotient(one).div(other)))
      }),
      runs,
    )
  })

  test('a float is the one that the text would be read as, and back', () => {
    fc.assert(
      fc.property(decimalText, (given) => {
        expect(floatOf(parse(given))).toBe(Number(given) + 0)
      }),
      runs,
    )
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (given) => {
        expectForm(ofFloat(given), plain(new Reference(String(given))))
        expect(floatOf(ofFloat(given))).toBe(given + 0)
      }),
      runs,
    )
  })
})

test.each(['', '-', '.5', '5.', '1e3', '0x1', ' 1', '1 ', '1,5', 'NaN', 'Infinity', '--1'])(
  '%j is no decimal',
  (given) => {
    expect(() => parse(given)).toThrow(RangeError)
  },
)

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is no decimal', (given) => {
  expect(() => ofFloat(given)).toThrow(RangeError)
})

test('nothing is divided by nothing', () => {
  expect(() => divide(parse('1'), parse('0'), 2, 'down')).toThrow(RangeError)
  expect(() => timesIn(parse('1'), parse('0'))).toThrow(RangeError)
})
