import type { Cash, Price, Quantity, Ratio } from '../money/decimal.ts'

/** A tradable pair and the exchange's rules for it. */
export interface Market {
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly priceStep: Price
  readonly amountStep: Quantity
  readonly minAmount: Quantity
  readonly minNotional: Cash
  readonly makerFee: Ratio
  readonly takerFee: Ratio
}

/** One trade on the market as the feed reports it. Statistics: floats. */
export interface Trade {
  readonly symbol: string
  /** Exchange's time, epoch ms. */
  readonly time: number
  readonly price: number
  /** Units of base. */
  readonly amount: number
}
