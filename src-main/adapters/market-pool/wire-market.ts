import type { Market } from '../../domain/market/market.ts'
import { cash, cashText, price, quantity, ratio, text } from '../../domain/money/decimal.ts'
import type { VenueInfo } from '../../engine/ports/analysis.ts'

/** A market with its decimals as text: a decimal cannot cross from thread to thread. */
export type WireMarket = { readonly [K in keyof Market]: string }
export type WireVenue = Omit<VenueInfo, 'markets'> & { readonly markets: readonly WireMarket[] }

export const toWire = (market: Market): WireMarket => ({
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

export const fromWire = (market: WireMarket): Market => ({
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
