import { type Case, type Fields, fieldsOf, isPrice } from './every-indicator.ts'

/** NaN is like NaN; a difference is relative to the larger of both, or to the scale if that is larger. */
const differ = (a: unknown, b: unknown, tolerance: number, scale: number): boolean => {
  if (typeof a !== 'number' || typeof b !== 'number') return a !== b
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) !== Number.isNaN(b)
  return Math.abs(a - b) > tolerance * Math.max(Math.abs(a), Math.abs(b), scale)
}

/**
 * Says which of the expected fields differ, with both values.
 * @param scaleOf what a field is measured against where it is next to nothing itself
 */
export const differences = (
  made: unknown,
  expected: unknown,
  tolerance: number,
  scaleOf: (field: string) => number = () => 0,
): readonly string[] => {
  const ours: Fields = fieldsOf(made)
  return Object.entries(fieldsOf(expected))
    .filter(([field, value]) => differ(ours[field], value, tolerance, scaleOf(field)))
    .map(([field, value]) => `${field}: ${ours[field]}, expected ${value}`)
}

/** Of a stochastic oscillator of the RSI: it enlarges the rounding of what may hardly have moved. */
const ofStochastic: ReadonlySet<string> = new Set(['raw', 'k', 'd'])

/** A millionth of the price: what is smaller is what is left when prices cancel, and carries their rounding. */
export const scaleAt =
  (one: Case, price: number) =>
  (field: string): number => {
    if (isPrice(one, field)) return price * 1e-6
    return ofStochastic.has(field) ? 1e-2 : 1e-4
  }
