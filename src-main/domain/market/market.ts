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

/** True when it can be a trade at all: a price and an amount above zero and finite, at a whole millisecond since 1970. */
export const isPlausibleTrade = ({ time, price, amount }: Omit<Trade, 'symbol'>): boolean =>
  Number.isSafeInteger(time) &&
  time >= 0 &&
  Number.isFinite(price) &&
  price > 0 &&
  Number.isFinite(amount) &&
  amount > 0
