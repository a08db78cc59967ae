import type { Cash } from '../../src-main/domain/money/decimal.ts'
import type { BookedFill } from '../../src-main/engine/ports/store.ts'

const places = 40

/** Decimal text as a whole number of 10^-40. */
const units = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const value = BigInt(whole + fraction.padEnd(places, '0'))
  return text.startsWith('-') ? -value : value
}

const product = (a: string, b: string): bigint => {
  const scale = 10n ** BigInt(places)
  const exact = units(a) * units(b)
  if (exact % scale !== 0n) throw new Error(`${a} × ${b} needs more than ${places} places`)
  return exact / scale
}

const written = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`
}

/** Balances that starting amounts, fills and fees add up to, without the app's decimals: asset → text. */
export const exactSums = (
  start: readonly Cash[],
  fills: readonly BookedFill[],
): ReadonlyMap<string, string> => {
  const sums = new Map<string, bigint>()
  const add = (asset: string, value: bigint) => sums.set(asset, (sums.get(asset) ?? 0n) + value)
  for (const { currency, amount } of start) add(currency, units(amount.toString()))
  for (const { fill, order } of fills) {
    const [base = '', quote = ''] = order.symbol.split('/')
    const sign = order.side === 'buy' ? 1n : -1n
    add(base, sign * units(fill.quantity.toString()))
    add(quote, -sign * product(fill.price.toString(), fill.quantity.toString()))
    add(fill.fee.currency, -units(fill.fee.amount.toString()))
  }
  return new Map([...sums].map(([asset, value]) => [asset, written(value)]))
}
