import { cash, cashText, price, quantity, ratio, text } from '../money/decimal.ts'
import type { Market } from './market.ts'

/** A market with its decimals as text: decimals themselves cannot cross threads or be stored. */
export type MarketText = { readonly [K in keyof Market]: string }

export const marketToText = (market: Market): MarketText => ({
  symbol: market.symbol,
  base: market.base,
  quote: market.quote,
  priceStep: text(market.priceStep),
  amountStep: text(market.amountStep),
  minAmount: text(market.minAmount),
  minNotional: cashText(market.minNotional),
  makerFee: text(market.makerFee),
  takerFee: text(market.takerFee),
})

/** @throws RangeError when a text is no decimal of its kind */
export const marketFromText = (market: MarketText): Market => ({
  symbol: market.symbol,
  base: market.base,
  quote: market.quote,
  priceStep: price(market.priceStep),
  amountStep: quantity(market.amountStep),
  minAmount: quantity(market.minAmount),
  minNotional: cash(market.minNotional, market.quote),
  makerFee: ratio(market.makerFee),
  takerFee: ratio(market.takerFee),
})
