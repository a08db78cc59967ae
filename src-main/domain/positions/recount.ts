import { compare, compareCash } from '../money/decimal.ts'
import type { Fill, Side } from '../orders/order.ts'
import { applyFill, type FillWorth, openPosition, type Position } from './position.ts'

/** A fill of a position as it was booked. */
export interface CountedFill extends FillWorth {
  readonly fill: Fill
  readonly side: Side
}

const sums = ['quantity', 'cost', 'openFees', 'realized', 'fees'] as const
export type Miscount = (typeof sums)[number] | 'oversold'

/** The sums of a position that are not what its fills, in the order in which they were booked, add up to. */
export const miscounts = (position: Position, fills: readonly CountedFill[]): readonly Miscount[] => {
  const { id, botId, accountId, mode, symbol, base, quote, openedAt, entryReason } = position
  let counted = openPosition({ id, botId, accountId, mode, symbol, base, quote, openedAt, entryReason })
  try {
    for (const { fill, side, ...worth } of fills)
      counted = applyFill(counted, side, fill, worth, entryReason).position
  } catch {
    return ['oversold']
  }
  return sums.filter((sum) =>
    sum === 'quantity'
      ? compare(counted.quantity, position.quantity) !== 0
      : compareCash(counted[sum], position[sum]) !== 0,
  )
}
