import { addQuantity, cashText, compare, type Quantity, text, zeroQuantity } from '../money/decimal.ts'
import type { Fill, Side } from '../orders/order.ts'
import { applyFill, type FillWorth, openPosition, type Position } from './position.ts'

/** A fill of a position as it was booked. */
export interface CountedFill extends FillWorth {
  readonly fill: Fill
  readonly side: Side
}

const sums = ['quantity', 'cost', 'openFees', 'realized', 'fees'] as const
type Sum = (typeof sums)[number]

/** A sum of a position that is not what its fills add up to, both as text. */
export interface Miscount {
  readonly sum: Sum | 'oversold'
  readonly booked: string
  readonly counted: string
}

/** What the fills, in the order in which they were booked, make of the position; null when they sell more than is held. */
export const recounted = (position: Position, fills: readonly CountedFill[]): Position | null => {
  const { id, botId, accountId, mode, symbol, base, quote, openedAt, entryReason } = position
  let counted = openPosition({ id, botId, accountId, mode, symbol, base, quote, openedAt, entryReason })
  for (const { fill, side, ...worth } of fills) {
    if (side === 'sell' && compare(fill.quantity, counted.quantity) > 0) return null
    counted = applyFill(counted, side, fill, worth, position.exitReason ?? entryReason).position
  }
  return counted
}

/** The sums of a position that are not what its fills add up to. */
export const miscounts = (position: Position, fills: readonly CountedFill[]): readonly Miscount[] => {
  const counted = recounted(position, fills)
  if (counted === null) {
    const bought = sumOf(fills.filter(({ side }) => side === 'buy').map(({ received }) => received))
    const sold = sumOf(fills.filter(({ side }) => side === 'sell').map(({ fill }) => fill.quantity))
    return [{ sum: 'oversold', booked: text(bought), counted: text(sold) }]
  }
  return sums
    .map((sum) => ({ sum, booked: textOf(position, sum), counted: textOf(counted, sum) }))
    .filter((each) => each.booked !== each.counted)
}

const textOf = (position: Position, sum: Sum): string =>
  sum === 'quantity' ? text(position.quantity) : cashText(position[sum])

const sumOf = (sizes: readonly Quantity[]): Quantity =>
  sizes.reduce((total, size) => addQuantity(total, size), zeroQuantity)
