/**
 * The arithmetic behind the decimals: whole digits and the number of those that stand behind the point. Nearly every
 * amount has digits that a float counts exactly; where a result does not, it is kept in a bigint instead, so that no
 * operation ever loses one. Values have one form each: no zeros at the end behind the point, no zero below zero.
 */
export interface Exact {
  /** Whole; not a number where only `wide` holds it. */
  readonly digits: number
  readonly places: number
  readonly wide: bigint | null
  toString(): string
}

class Value implements Exact {
  readonly digits: number
  readonly places: number
  readonly wide: bigint | null

  constructor(digits: number, places: number, wide: bigint | null) {
    this.digits = digits
    this.places = places
    this.wide = wide
  }

  toString(): string {
    return textOf(this)
  }
}

const most = Number.MAX_SAFE_INTEGER
const widest = BigInt(most)
/** Not a number is not safe, so that what is wide, or beyond the table, goes on in bigints. */
const isSafe = (digits: number): boolean => digits <= most && digits >= -most

/** Powers of ten that a float holds exactly. */
const powers = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))
const powerOf = (places: number): number => powers[places] ?? Number.NaN
const wide = (value: Exact): bigint => value.wide ?? BigInt(value.digits)
const widePowers: readonly bigint[] = Array.from({ length: 64 }, (_, power) => 10n ** BigInt(power))
const widePower = (places: number): bigint => widePowers[places] ?? 10n ** BigInt(places)
const wideAt = (value: Exact, places: number): bigint => wide(value) * widePower(places - value.places)

const narrow = (digits: number, places: number): Exact => {
  let [whole, left] = [digits, places]
  while (left > 0) {
    // Of a number below 2 ** 53, a tenth that is not whole lies nearer to itself than to any whole one.
    const tenth = whole / 10
    if (Math.floor(tenth) !== tenth) break
    whole = tenth
    left -= 1
  }
  return new Value(whole + 0, left, null)
}

const fromWide = (digits: bigint, places: number): Exact => {
  let [whole, left] = [digits, places]
  while (left > 0 && whole % 10n === 0n) {
    whole /= 10n
    left -= 1
  }
  return whole <= widest && whole >= -widest
    ? new Value(Number(whole), left, null)
    : new Value(Number.NaN, left, whole)
}

export const decimalPattern = /^-?\d+(\.\d+)?$/

/** @throws RangeError when the text is no plain decimal */
export const parse = (text: string): Exact => {
  if (!decimalPattern.test(text)) throw new RangeError(`not a decimal: "${text}"`)
  const point = text.indexOf('.')
  const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1)
  const places = point < 0 ? 0 : text.length - point - 1
  const read = Number(digits)
  return isSafe(read) ? narrow(read, places) : fromWide(BigInt(digits), places)
}

/** As the shortest text that is read as this float. @throws RangeError when it is not finite */
export const ofFloat = (value: number): Exact => {
  const [digits = '', exponent = '0'] = String(value).split('e')
  const power = Number(exponent)
  const read = parse(digits)
  if (power === 0) return read
  return power < 0
    ? fromWide(wide(read), read.places - power)
    : fromWide(wide(read) * widePower(power), read.places)
}

/** @param whole a whole number that floats count exactly */
export const ofWhole = (whole: number): Exact => new Value(whole + 0, 0, null)

export const zero: Exact = parse('0')
export const one: Exact = parse('1')

export const plus = (a: Exact, b: Exact): Exact => {
  const places = Math.max(a.places, b.places)
  const x = a.digits * powerOf(places - a.places)
  const y = b.digits * powerOf(places - b.places)
  const sum = x + y
  return isSafe(x) && isSafe(y) && isSafe(sum)
    ? narrow(sum, places)
    : fromWide(wideAt(a, places) + wideAt(b, places), places)
}

export const negate = (a: Exact): Exact =>
  a.wide === null ? new Value(0 - a.digits, a.places, null) : new Value(Number.NaN, a.places, -a.wide)

export const minus = (a: Exact, b: Exact): Exact => {
  const places = Math.max(a.places, b.places)
  const x = a.digits * powerOf(places - a.places)
  const y = b.digits * powerOf(places - b.places)
  const difference = x - y
  return isSafe(x) && isSafe(y) && isSafe(difference)
    ? narrow(difference, places)
    : fromWide(wideAt(a, places) - wideAt(b, places), places)
}

export const times = (a: Exact, b: Exact): Exact => {
  const product = a.digits * b.digits
  const places = a.places + b.places
  return isSafe(product) ? narrow(product, places) : fromWide(wide(a) * wide(b), places)
}

export const sign = ({ digits, wide: beyond }: Exact): -1 | 0 | 1 => order(beyond ?? digits, 0)

export const compare = (a: Exact, b: Exact): -1 | 0 | 1 => {
  const places = Math.max(a.places, b.places)
  const x = a.digits * powerOf(places - a.places)
  const y = b.digits * powerOf(places - b.places)
  return isSafe(x) && isSafe(y) ? order(x, y) : order(wideAt(a, places), wideAt(b, places))
}

const order = (x: number | bigint, y: number | bigint): -1 | 0 | 1 => {
  if (x === y) return 0
  return x < y ? -1 : 1
}

/**
 * - down: towards zero
 * - up: away from zero
 * - half-even: to the nearest; from the middle, to the even one
 */
export type Rounding = 'down' | 'up' | 'half-even'

/** @throws RangeError when b is zero */
export const divide = (a: Exact, b: Exact, places: number, rounding: Rounding): Exact => {
  const dividend = wide(a) * widePower(places + b.places)
  const divisor = wide(b) * widePower(a.places)
  const quotient = dividend / divisor
  const rest = dividend % divisor
  if (rest === 0n || rounding === 'down') return fromWide(quotient, places)
  const twice = magnitude(rest) * 2n
  const half = magnitude(divisor)
  const away = rounding === 'up' || twice > half || (twice === half && quotient % 2n !== 0n)
  if (!away) return fromWide(quotient, places)
  return fromWide(dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n, places)
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

export const round = (a: Exact, places: number, rounding: Rounding): Exact =>
  a.places <= places ? a : divide(a, one, places, rounding)

/** How often the unit goes into the value, cut towards zero. @throws RangeError when the unit is zero */
export const timesIn = (value: Exact, unit: Exact): Exact => {
  const places = Math.max(value.places, unit.places)
  const x = value.digits * powerOf(places - value.places)
  const y = unit.digits * powerOf(places - unit.places)
  // The rest of a division of floats is exact, and so is a division that leaves none.
  return isSafe(x) && isSafe(y) && y !== 0
    ? new Value((x - (x % y)) / y + 0, 0, null)
    : divide(value, unit, 0, 'down')
}

/** The nearest float, as reading its text would give. */
export const floatOf = (value: Exact): number => {
  // One division of two numbers that floats hold exactly rounds right.
  const read = value.digits / powerOf(value.places)
  return Number.isNaN(read) ? Number(textOf(value)) : read
}

/** Shortest exact text without an exponent. */
export const textOf = ({ digits, places, wide: beyond }: Exact): string => {
  const whole = String(beyond ?? digits)
  if (places === 0) return whole
  const minusSign = whole.startsWith('-') ? '-' : ''
  const padded = whole.slice(minusSign.length).padStart(places + 1, '0')
  return `${minusSign}${padded.slice(0, -places)}.${padded.slice(-places)}`
}
