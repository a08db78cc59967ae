import {
  compare as compareExact,
  decimalPattern,
  divide,
  type Exact,
  floatOf,
  minus,
  negate,
  ofFloat,
  ofWhole,
  parse,
  plus,
  round,
  sign,
  textOf,
  times,
  timesIn,
  zero,
} from './exact.ts'

/**
 * Exact decimals with distinct types: sums, differences and products are exact, every rounding says its direction in
 * its name, and text is the only way in and out.
 */
declare const kind: unique symbol

interface Decimal<K extends string> {
  readonly [kind]: K
  toString(): string
}

/** Quote currency per one unit of base. Positive. */
export type Price = Decimal<'price'>
/** Units of the base asset. Zero or positive. */
export type Quantity = Decimal<'quantity'>
/** A plain number without a unit, such as 0.001 for a fee of 0.1 %. */
export type Ratio = Decimal<'ratio'>
/** An amount of one currency; may be negative. */
export interface Cash {
  readonly currency: string
  readonly amount: Decimal<'amount'>
}

type Any = Decimal<string>

const exact = (value: Any): Exact => value as unknown as Exact
const as = <K extends string>(value: Exact): Decimal<K> => value as unknown as Decimal<K>

export const isDecimalText = (text: string): boolean => decimalPattern.test(text)

/** @throws RangeError when the text is no decimal or not above zero */
export const price = (text: string): Price => {
  const value = parse(text)
  if (sign(value) <= 0) throw new RangeError(`a price must be above zero: ${text}`)
  return as(value)
}

/** @throws RangeError when the text is no decimal or below zero */
export const quantity = (text: string): Quantity => {
  const value = parse(text)
  if (sign(value) < 0) throw new RangeError(`a quantity must not be negative: ${text}`)
  return as(value)
}

export const ratio = (text: string): Ratio => as(parse(text))
export const cash = (text: string, currency: string): Cash => ({ currency, amount: as(parse(text)) })
/** So much of a currency that is named only now. */
export const cashOf = (amount: Ratio, currency: string): Cash => ({ currency, amount: as(exact(amount)) })
export const zeroQuantity: Quantity = quantity('0')

const sameCurrency = (a: Cash, b: Cash): string => {
  if (a.currency !== b.currency) throw new TypeError(`cannot combine ${a.currency} with ${b.currency}`)
  return a.currency
}
const inCurrency = (currency: string, value: Exact): Cash => ({ currency, amount: as(value) })
export const noCash = (currency: string): Cash => inCurrency(currency, zero)

export const addCash = (a: Cash, b: Cash): Cash =>
  inCurrency(sameCurrency(a, b), plus(exact(a.amount), exact(b.amount)))
export const subtractCash = (a: Cash, b: Cash): Cash =>
  inCurrency(sameCurrency(a, b), minus(exact(a.amount), exact(b.amount)))
export const negateCash = (a: Cash): Cash => inCurrency(a.currency, negate(exact(a.amount)))
export const sumCash = (currency: string, parts: Iterable<Cash>): Cash => {
  let sum = noCash(currency)
  for (const part of parts) sum = addCash(sum, part)
  return sum
}
export const compareCash = (a: Cash, b: Cash): -1 | 0 | 1 => {
  sameCurrency(a, b)
  return compareExact(exact(a.amount), exact(b.amount))
}
export const minCash = (a: Cash, b: Cash): Cash => (compareCash(a, b) <= 0 ? a : b)
export const maxCash = (a: Cash, b: Cash): Cash => (compareCash(a, b) >= 0 ? a : b)
export const signOfCash = (a: Cash): -1 | 0 | 1 => sign(exact(a.amount))

export const addQuantity = (a: Quantity, b: Quantity): Quantity => as(plus(exact(a), exact(b)))
/** @throws RangeError when b exceeds a: nobody owns less than nothing */
export const subtractQuantity = (a: Quantity, b: Quantity): Quantity => {
  const value = minus(exact(a), exact(b))
  if (sign(value) < 0) throw new RangeError(`${b} exceeds ${a}`)
  return as(value)
}
export const minQuantity = (a: Quantity, b: Quantity): Quantity => (compare(a, b) <= 0 ? a : b)
export const isZero = (a: Quantity): boolean => sign(exact(a)) === 0

export const compare = <K extends string>(a: Decimal<K>, b: Decimal<K>): -1 | 0 | 1 =>
  compareExact(exact(a), exact(b))

/** Price × quantity, exact. */
export const notional = (at: Price, size: Quantity, currency: string): Cash =>
  inCurrency(currency, times(exact(at), exact(size)))
/** Cash × ratio, exact. */
export const scaleCash = (amount: Cash, by: Ratio): Cash =>
  inCurrency(amount.currency, times(exact(amount.amount), exact(by)))
export const scalePrice = (amount: Price, by: Ratio): Price => {
  const value = times(exact(amount), exact(by))
  if (sign(value) <= 0) throw new RangeError(`a price must be above zero: ${value}`)
  return as(value)
}
export const addRatio = (a: Ratio, b: Ratio): Ratio => as(plus(exact(a), exact(b)))
export const negateRatio = (a: Ratio): Ratio => as(negate(exact(a)))

const steps = (value: Exact, step: Exact, rounding: 'down' | 'up' | 'half-up'): Exact => {
  if (sign(step) <= 0) throw new RangeError(`a step must be above zero: ${step}`)
  // Cut, never rounded: a quotient that was rounded first could land on the next step.
  const below = times(timesIn(value, step), step)
  if (rounding === 'down' || compareExact(below, value) === 0) return below
  const above = plus(below, step)
  if (rounding === 'up') return above
  return compareExact(minus(value, below), minus(above, value)) < 0 ? below : above
}

/** Rounds toward zero to the exchange's step: rounding up could spend money the account lacks. */
export const floorQuantityToStep = (size: Quantity, step: Quantity): Quantity =>
  as(steps(exact(size), exact(step), 'down'))
export const floorPriceToStep = (at: Price, step: Price): Price => as(steps(exact(at), exact(step), 'down'))
export const ceilPriceToStep = (at: Price, step: Price): Price => as(steps(exact(at), exact(step), 'up'))
export const isOnStep = <K extends string>(value: Decimal<K>, step: Decimal<K>): boolean =>
  compareExact(steps(exact(value), exact(step), 'down'), exact(value)) === 0

/** Up to here a quotient of floats misses by less than the doubt, within which the middle between two steps may lie. */
const [surelyCounted, doubt] = [1e9, 1e-6]

/** The price nearest to a market's float on the exchange's step; half goes up. The one door from float to price. */
export const priceFromNumber = (value: number, step: Price): Price => {
  if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`not a price: ${value}`)
  const count = value / floatOf(exact(step))
  const below = Math.floor(count)
  const isClear = count < surelyCounted && Math.abs(count - below - 0.5) > doubt
  const rounded = isClear
    ? times(ofWhole(count - below < 0.5 ? below : below + 1), exact(step))
    : steps(ofFloat(value), exact(step), 'half-up')
  return sign(rounded) <= 0 ? step : as(rounded)
}
/** The quantity at or below a market's float on the exchange's step. */
export const floorQuantityFromNumber = (value: number, step: Quantity): Quantity => {
  if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`not a quantity: ${value}`)
  return as(steps(ofFloat(value), exact(step), 'down'))
}

/** A share that was measured or computed as a float, cut to 12 places: never more than it was. */
export const floorRatioFromNumber = (value: number): Ratio => {
  if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`not a share: ${value}`)
  return as(round(ofFloat(value), 12, 'down'))
}

/** How much of the asset the cash buys at the price, rounded down to the step. */
export const floorAffordable = (budget: Cash, at: Price, step: Quantity): Quantity => {
  const amount = exact(budget.amount)
  if (sign(amount) <= 0) return zeroQuantity
  // Whole steps at once: a quotient that was rounded first could land on another.
  return as(times(timesIn(amount, times(exact(at), exact(step))), exact(step)))
}

/** The share of `amount` that belongs to `part` of `whole`, rounded half even at 18 places. */
export const shareHalfEven = (amount: Cash, part: Quantity, whole: Quantity): Cash =>
  compare(part, whole) === 0
    ? amount
    : inCurrency(
        amount.currency,
        divide(times(exact(amount.amount), exact(part)), exact(whole), 18, 'half-even'),
      )

/** a / b half even at 12 places, for shares and returns that people read; 0 when b is 0. */
export const ratioOfCash = (a: Cash, b: Cash): Ratio => {
  sameCurrency(a, b)
  return sign(exact(b.amount)) === 0
    ? ratio('0')
    : as(divide(exact(a.amount), exact(b.amount), 12, 'half-even'))
}
/** Mean price of a holding, half even at 12 places: for display, never for accounts. */
export const meanPrice = (cost: Cash, size: Quantity): Price =>
  as(divide(exact(cost.amount), exact(size), 12, 'half-even'))

/** Fees are charged to eight places, rounded up as exchanges do: against the payer. */
export const ceilCashTo8 = (amount: Cash): Cash =>
  inCurrency(amount.currency, round(exact(amount.amount), 8, 'up'))

export const cashText = (amount: Cash): string => text(amount.amount)
/** Shortest exact text without an exponent. */
export const text = (value: Any): string => textOf(exact(value))
/** For statistics and charts only: loses digits. */
export const toNumber = (value: Any): number => floatOf(exact(value))
