import fc from 'fast-check'

/** Decimals as whole numbers of the last place: what the exact arithmetic is compared with. */
const places = 18

/** Text of `units` / 10^`at`, shortest form. */
export const textOfUnits = (units: bigint, at = places): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(at + 1, '0')
  const whole = digits.slice(0, digits.length - at)
  const fraction = digits.slice(digits.length - at).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** The exact reverse of textOfUnits for texts of at most `at` places. */
export const unitsOfText = (text: string, at = places): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  if (fraction.length > at) throw new RangeError(`${text} has more than ${at} places`)
  const units = BigInt(whole + fraction.padEnd(at, '0'))
  return text.startsWith('-') ? -units : units
}

/** Units of any decimal of up to 18 places below a billion billion. */
export const anyUnits = fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n })
export const notNegativeUnits = fc.bigInt({ min: 0n, max: 10n ** 36n })
export const positiveUnits = fc.bigInt({ min: 1n, max: 10n ** 36n })

/** Amounts as markets have them: from dust to millions, few places. */
export const marketText = (maxPlaces: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 1, max: 2_000_000_000 }), fc.integer({ min: 0, max: maxPlaces }))
    .map(([units, at]) => textOfUnits(BigInt(units), at))

/** Steps that exchanges use: powers of ten, halves and quarters, and an odd one. */
export const stepText = fc.constantFrom(
  '1',
  '0.1',
  '0.01',
  '0.00001',
  '0.00000001',
  '0.5',
  '0.25',
  '10',
  '0.03',
)
