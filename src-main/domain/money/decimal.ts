import Big from 'big.js'

/**
 * Exact decimals. The only module that imports the decimal library: sums, differences and products are exact,
 * every rounding says its direction in its name, and text is the only way in and out.
 */
const Exact = Big()
Exact.strict = true
Exact.PE = 1_000_000
Exact.NE = -1_000_000

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

const big = (value: Any): Big => value as unknown as Big
const as = <K extends string>(value: Big): Decimal<K> => value as unknown as Decimal<K>

const parse = (text: string): Big => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError(`not a decimal: "${text}"`)
  return new Exact(text)
}

export const isDecimalText = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text)

/** @throws RangeError when the text is no decimal or not above zero */
export const price = (text: string): Price => {
  const value = parse(text)
  if (value.lte('0')) throw new RangeError(`a price must be above zero: ${text}`)
  return as(value)
}

/** @throws RangeError when the text is no decimal or below zero */
export const quantity = (text: string): Quantity => {
  const value = parse(text)
  if (value.lt('0')) throw new RangeError(`a quantity must not be negative: ${text}`)
  return as(value)
}

export const ratio = (text: string): Ratio => as(parse(text))
export const cash = (text: string, currency: string): Cash => ({ currency, amount: as(parse(text)) })
/** So much of a currency that is named only now. */
export const cashOf = (amount: Ratio, currency: string): Cash => ({ currency, amount: as(big(amount)) })
export const zeroQuantity: Quantity = quantity('0')

const sameCurrency = (a: Cash, b: Cash): string => {
  if (a.currency !== b.currency) throw new TypeError(`cannot combine ${a.currency} with ${b.currency}`)
  return a.currency
}
const inCurrency = (currency: string, value: Big): Cash => ({ currency, amount: as(value) })
const nothing = new Exact('0')
export const noCash = (currency: string): Cash => inCurrency(currency, nothing)

export const addCash = (a: Cash, b: Cash): Cash =>
  inCurrency(sameCurrency(a, b), big(a.amount).plus(big(b.amount)))
export const subtractCash = (a: Cash, b: Cash): Cash =>
  inCurrency(sameCurrency(a, b), big(a.amount).minus(big(b.amount)))
export const negateCash = (a: Cash): Cash => inCurrency(a.currency, big(a.amount).neg())
export const sumCash = (currency: string, parts: Iterable<Cash>): Cash => {
  let sum = noCash(currency)
  for (const part of parts) sum = addCash(sum, part)
  return sum
}
export const compareCash = (a: Cash, b: Cash): -1 | 0 | 1 => {
  sameCurrency(a, b)
  return big(a.amount).cmp(big(b.amount))
}
export const minCash = (a: Cash, b: Cash): Cash => (compareCash(a, b) <= 0 ? a : b)
export const maxCash = (a: Cash, b: Cash): Cash => (compareCash(a, b) >= 0 ? a : b)
export const signOfCash = (a: Cash): -1 | 0 | 1 => big(a.amount).cmp('0')

export const addQuantity = (a: Quantity, b: Quantity): Quantity => as(big(a).plus(big(b)))
/** @throws RangeError when b exceeds a: nobody owns less than nothing */
export const subtractQuantity = (a: Quantity, b: Quantity): Quantity => {
  const value = big(a).minus(big(b))
  if (value.lt('0')) throw new RangeError(`${b} exceeds ${a}`)
  return as(value)
}
export const minQuantity = (a: Quantity, b: Quantity): Quantity => (compare(a, b) <= 0 ? a : b)
export const isZero = (a: Quantity): boolean => big(a).eq('0')

export const compare = <K extends string>(a: Decimal<K>, b: Decimal<K>): -1 | 0 | 1 => big(a).cmp(big(b))

/** Price × quantity, exact. */
export const notional = (at: Price, size: Quantity, currency: string): Cash =>
  inCurrency(currency, big(at).times(big(size)))
/** Cash × ratio, exact. */
export const scaleCash = (amount: Cash, by: Ratio): Cash =>
  inCurrency(amount.currency, big(amount.amount).times(big(by)))
export const scalePrice = (amount: Price, by: Ratio): Price => {
  const value = big(amount).times(big(by))
  if (value.lte('0')) throw new RangeError(`a price must be above zero: ${value}`)
  return as(value)
}
export const addRatio = (a: Ratio, b: Ratio): Ratio => as(big(a).plus(big(b)))
export const negateRatio = (a: Ratio): Ratio => as(big(a).neg())

const divide = (a: Big, b: Big, decimals: number, mode: number): Big => {
  const savedPlaces = Exact.DP
  const savedMode = Exact.RM
  Exact.DP = decimals
  Exact.RM = mode
  const result = a.div(b)
  Exact.DP = savedPlaces
  Exact.RM = savedMode
  return result
}

/** Digits, and powers of ten, that floats hold exactly: one division or multiplication of two such rounds right. */
const [mostDigits, mostPower] = [15, 22]
const powers = Array.from({ length: mostPower + 1 }, (_, power) => Number(`1e${power}`))

/** The nearest float, as reading its text would give. */
const floatOf = (value: Big): number => {
  const { c, e, s } = value
  const power = e + 1 - c.length
  const scale = powers[Math.abs(power)]
  if (c.length > mostDigits || scale === undefined) return Number(value.toFixed())
  let digits = 0
  for (const digit of c) digits = digits * 10 + digit
  return s * (power < 0 ? digits / scale : digits * scale)
}

/** Whole numbers below this have neighbours that a float tells apart. */
const surelyWhole = 1e15

/** How often the unit goes into the value, cut: guessed by floats, which are at most one off, and set right exactly. */
const timesIn = (value: Big, unit: Big): Big => {
  const guess = Math.floor(floatOf(value) / floatOf(unit))
  if (!(guess >= 0 && guess < surelyWhole)) return divide(value, unit, 0, Exact.roundDown)
  const count = new Exact(String(guess))
  if (count.times(unit).gt(value)) return count.minus('1')
  const next = count.plus('1')
  return next.times(unit).gt(value) ? count : next
}

const steps = (value: Big, step: Big, rounding: 0 | 1 | 2 | 3): Big => {
  if (step.lte('0')) throw new RangeError(`a step must be above zero: ${step}`)
  // Cut, never rounded: a quotient that was rounded first could land on the next step.
  const whole = timesIn(value, step)
  const below = whole.times(step)
  if (below.eq(value) || rounding === 0) return below
  const above = whole.plus('1').times(step)
  if (rounding === 3) return above
  return value.minus(below).lt(above.minus(value)) ? below : above
}

/** Rounds toward zero to the exchange's step: rounding up could spend money the account lacks. */
export const floorQuantityToStep = (size: Quantity, step: Quantity): Quantity =>
  as(steps(big(size), big(step), 0))
export const floorPriceToStep = (at: Price, step: Price): Price => as(steps(big(at), big(step), 0))
export const ceilPriceToStep = (at: Price, step: Price): Price => as(steps(big(at), big(step), 3))
export const isOnStep = <K extends string>(value: Decimal<K>, step: Decimal<K>): boolean =>
  steps(big(value), big(step), 0).eq(big(value))

/** The price nearest to a market's float on the exchange's step; half goes up. The one door from float to price. */
export const priceFromNumber = (value: number, step: Price): Price => {
  if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`not a price: ${value}`)
  const rounded = steps(new Exact(String(value)), big(step), 2)
  return rounded.lte('0') ? step : as(rounded)
}
/** The quantity at or below a market's float on the exchange's step. */
export const floorQuantityFromNumber = (value: number, step: Quantity): Quantity => {
  if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`not a quantity: ${value}`)
  return as(steps(new Exact(String(value)), big(step), 0))
}

/** A share that was measured or computed as a float, cut to 12 places: never more than it was. */
export const floorRatioFromNumber = (value: number): Ratio => {
  if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`not a share: ${value}`)
  return as(new Exact(String(value)).round(12, Exact.roundDown))
}

/** How much of the asset the cash buys at the price, rounded down to the step. */
export const floorAffordable = (budget: Cash, at: Price, step: Quantity): Quantity => {
  const amount = big(budget.amount)
  if (amount.lte('0')) return zeroQuantity
  // Whole steps at once: a quotient that was rounded first could land on another.
  return as(timesIn(amount, big(at).times(big(step))).times(big(step)))
}

/** The share of `amount` that belongs to `part` of `whole`, rounded half even at 18 places. */
export const shareHalfEven = (amount: Cash, part: Quantity, whole: Quantity): Cash =>
  compare(part, whole) === 0
    ? amount
    : inCurrency(
        amount.currency,
        divide(big(amount.amount).times(big(part)), big(whole), 18, Exact.roundHalfEven),
      )

/** a / b half even at 12 places, for shares and returns that people read; 0 when b is 0. */
export const ratioOfCash = (a: Cash, b: Cash): Ratio => {
  sameCurrency(a, b)
  return big(b.amount).eq('0')
    ? ratio('0')
    : as(divide(big(a.amount), big(b.amount), 12, Exact.roundHalfEven))
}
/** Mean price of a holding, half even at 12 places: for display, never for accounts. */
export const meanPrice = (cost: Cash, size: Quantity): Price =>
  as(divide(big(cost.amount), big(size), 12, Exact.roundHalfEven))

/** Fees are charged to eight places, rounded up as exchanges do: against the payer. */
export const ceilCashTo8 = (amount: Cash): Cash =>
  inCurrency(amount.currency, big(amount.amount).round(8, Exact.roundUp))

export const cashText = (amount: Cash): string => text(amount.amount)
/** Shortest exact text without an exponent. */
export const text = (value: Any): string => {
  const written = big(value).toFixed()
  return written === '-0' ? '0' : written
}
/** For statistics and charts only: loses digits. */
export const toNumber = (value: Any): number => floatOf(big(value))
