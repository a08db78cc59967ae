import type { Market, Trade } from '../../../domain/market/market.ts'
import {
  addRatio,
  ceilPriceToStep,
  compare,
  floorPriceToStep,
  negateRatio,
  type Price,
  priceFromNumber,
  type Ratio,
  ratio,
  scalePrice,
} from '../../../domain/money/decimal.ts'
import type { Side } from '../../../domain/orders/order.ts'

/** How the simulated market treats orders. All ratios of 1. */
export interface PaperConditions {
  /** Ask less bid, over the last price. */
  readonly spread: string
  /** Most that a market order slips beyond bid or ask; each fill draws its own part of it. */
  readonly slippage: string
  /** Part of each trade's amount that orders here can take. */
  readonly participation: string
}

export const usualConditions: PaperConditions = { spread: '0.0002', slippage: '0.0002', participation: '0.5' }

const one = ratio('1')
const half = (value: string): Ratio => ratio((Number(value) / 2).toFixed(12))

/** Best ask (for a buy) or bid (for a sale) around a last price, rounded against the order. */
export const touchPrice = (market: Market, last: number, side: Side, conditions: PaperConditions): Price => {
  const mid = priceFromNumber(last, market.priceStep)
  const away = half(conditions.spread)
  return side === 'buy'
    ? ceilPriceToStep(scalePrice(mid, addRatio(one, away)), market.priceStep)
    : floorPriceToStep(scalePrice(mid, addRatio(one, negateRatio(away))), market.priceStep)
}

/** What a market order pays beyond the touch, by a draw in [0, 1). */
export const slippedPrice = (
  market: Market,
  touch: Price,
  side: Side,
  conditions: PaperConditions,
  draw: number,
): Price => {
  const slip = ratio((Number(conditions.slippage) * draw).toFixed(12))
  return side === 'buy'
    ? ceilPriceToStep(scalePrice(touch, addRatio(one, slip)), market.priceStep)
    : floorPriceToStep(scalePrice(touch, addRatio(one, negateRatio(slip))), market.priceStep)
}

/** A resting order fills only when the market trades beyond its price: at the price others stand before it. */
export const tradesThrough = (
  market: Market,
  trade: Pick<Trade, 'price'>,
  side: Side,
  limit: Price,
): boolean => {
  const at = priceFromNumber(trade.price, market.priceStep)
  return side === 'buy' ? compare(at, limit) < 0 : compare(at, limit) > 0
}
