import {
  addCash,
  addQuantity,
  type Cash,
  isZero,
  noCash,
  notional,
  type Price,
  type Quantity,
  type Ratio,
  ratioOfCash,
  scaleCash,
  shareHalfEven,
  subtractCash,
  subtractQuantity,
  zeroQuantity,
} from '../money/decimal.ts'
import type { Fill, Mode, Side } from '../orders/order.ts'
import type { Sentence } from '../sentence.ts'

/** A long holding of one bot in one pair, from its first fill until it is flat again. */
export interface Position {
  readonly id: string
  readonly botId: string
  readonly accountId: string
  readonly mode: Mode
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly quantity: Quantity
  /** What the quantity still held cost, without fees. */
  readonly cost: Cash
  /** Entry fees, in quote, of the quantity still held. */
  readonly openFees: Cash
  /** Profit of what was sold, all fees taken off. */
  readonly realized: Cash
  /** All fees in quote so far. */
  readonly fees: Cash
  readonly bought: { readonly quantity: Quantity; readonly cost: Cash }
  readonly sold: { readonly quantity: Quantity; readonly proceeds: Cash }
  readonly openedAt: number
  readonly closedAt: number | null
  readonly entryReason: Sentence
  readonly exitReason: Sentence | null
}

export type NewPosition = Pick<
  Position,
  'id' | 'botId' | 'accountId' | 'mode' | 'symbol' | 'base' | 'quote' | 'openedAt' | 'entryReason'
>

export const openPosition = (given: NewPosition): Position => ({
  ...given,
  quantity: zeroQuantity,
  cost: noCash(given.quote),
  openFees: noCash(given.quote),
  realized: noCash(given.quote),
  fees: noCash(given.quote),
  bought: { quantity: zeroQuantity, cost: noCash(given.quote) },
  sold: { quantity: zeroQuantity, proceeds: noCash(given.quote) },
  closedAt: null,
  exitReason: null,
})

export interface PositionChange {
  readonly position: Position
  /** What this fill realised, fees of both ends included; null for a fill that opens. */
  readonly realized: Cash | null
}

/** What a fill comes to, whatever coin its fee was taken in. */
export interface FillWorth {
  /** What it adds to the holding of what is received. */
  readonly received: Quantity
  /** The fee as a cost in quote; nothing where it shows in what was received. */
  readonly fee: Cash
}

/**
 * Takes a fill into the position. A sale takes its share of cost and entry fees with it; shares are rounded at
 * 18 places and the rest stays, so that nothing is lost over all sales.
 * @throws RangeError when more is sold than held: whoever books it covers that first
 */
export const applyFill = (
  position: Position,
  side: Side,
  fill: Fill,
  { received, fee }: FillWorth,
  reason: Sentence,
): PositionChange => {
  const value = notional(fill.price, fill.quantity, position.quote)
  const fees = addCash(position.fees, fee)
  if (side === 'buy') {
    return {
      position: {
        ...position,
        quantity: addQuantity(position.quantity, received),
        cost: addCash(position.cost, value),
        openFees: addCash(position.openFees, fee),
        fees,
        bought: {
          quantity: addQuantity(position.bought.quantity, fill.quantity),
          cost: addCash(position.bought.cost, value),
        },
        // An entry can fill after all was sold: something is held again.
        closedAt: null,
        exitReason: null,
      },
      realized: null,
    }
  }
  const quantity = subtractQuantity(position.quantity, fill.quantity)
  const costShare = shareHalfEven(position.cost, fill.quantity, position.quantity)
  const feeShare = shareHalfEven(position.openFees, fill.quantity, position.quantity)
  const realized = subtractCash(subtractCash(subtractCash(value, fee), costShare), feeShare)
  return {
    position: {
      ...position,
      quantity,
      cost: subtractCash(position.cost, costShare),
      openFees: subtractCash(position.openFees, feeShare),
      realized: addCash(position.realized, realized),
      fees,
      sold: {
        quantity: addQuantity(position.sold.quantity, fill.quantity),
        proceeds: addCash(position.sold.proceeds, value),
      },
      closedAt: isZero(quantity) ? fill.marketTime : null,
      exitReason: reason,
    },
    realized,
  }
}

/** What is still held brings in at a price, fees of both ends taken off. */
export const resultAt = (position: Position, at: Price, feeRate: Ratio): Cash =>
  subtractCash(
    unrealizedAt(position, at),
    scaleCash(notional(at, position.quantity, position.quote), feeRate),
  )

/** Value at the mark less cost and entry fees of what is held. */
export const unrealizedAt = (position: Position, mark: Price): Cash =>
  subtractCash(
    subtractCash(notional(mark, position.quantity, position.quote), position.cost),
    position.openFees,
  )

/** What the position has brought over what was paid for it, net of fees; 0 before anything was. */
export const returnOf = (position: Position): Ratio => ratioOfCash(position.realized, position.bought.cost)
