/** An amount or price as a whole number of 1e-18: sums and products of exchange figures are exact. */
export type Units = bigint

const places = 18
const one = 10n ** BigInt(places)

/** Null when the text is no plain decimal of at most 18 places. */
export const parseUnits = (text: string | undefined): Units | null => {
  const match = /^(-?)(\d+)(?:\.(\d{1,18}))?$/.exec(text ?? '')
  if (match === null) return null
  const value = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(places, '0'))
  return match[1] === '-' ? -value : value
}

/** @throws RangeError when the text is no decimal */
export const units = (text: string): Units => {
  const value = parseUnits(text)
  if (value === null) throw new RangeError(`not a decimal: "${text}"`)
  return value
}

/** Shortest text, or with exactly `decimals` places (cut, not rounded). */
export const unitsText = (value: Units, decimals?: number): string => {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, -places)
  const fraction = digits.slice(-places)
  const shown = decimals === undefined ? fraction.replace(/0+$/, '') : fraction.slice(0, decimals)
  return shown === '' ? sign + whole : `${sign}${whole}.${shown}`
}

export const times = (a: Units, b: Units): Units => (a * b) / one
export const dividedBy = (a: Units, b: Units): Units => (a * one) / b
export const smaller = (a: Units, b: Units): Units => (a < b ? a : b)
export const floorTo = (value: Units, step: Units): Units => value - (value % step)

const eighth = 10n ** BigInt(places - 8)
/** Fees have eight places, rounded against the payer. */
export const ceilTo8 = (value: Units): Units => ((value + eighth - 1n) / eighth) * eighth
