import type { Market } from '../../domain/market/market.ts'
import {
  floorPriceToStep,
  type Price,
  price,
  priceFromNumber,
  type Quantity,
  ratio,
  scalePrice,
} from '../../domain/money/decimal.ts'
import type { OrderCapabilities } from '../../domain/orders/capabilities.ts'
import type { Position } from '../../domain/positions/position.ts'
import { sellableOf } from '../../domain/positions/sellable.ts'

/** The stop order that a position is to have at its exchange. */
export interface Protection {
  readonly type: 'stop-market' | 'stop-limit'
  readonly quantity: Quantity
  readonly triggerPrice: Price
  readonly limitPrice: Price | null
}

/** Where only stop-limits exist: so far below its trigger a falling market may still sell it. */
const limitBelow = ratio('0.99')

/**
 * What protects a position at its exchange; null where there is no stop, the exchange has no stop orders, or what is
 * held is too little for one.
 */
export const protectionOf = (
  position: Position,
  stop: number | null,
  market: Market,
  capabilities: OrderCapabilities,
): Protection | null => {
  const type = (['stop-market', 'stop-limit'] as const).find((each) => capabilities.types.includes(each))
  if (stop === null || stop <= 0 || type === undefined) return null
  const triggerPrice = priceFromNumber(stop, market.priceStep)
  const limitPrice =
    type === 'stop-market' ? null : lowestStep(scalePrice(triggerPrice, limitBelow), market.priceStep)
  const quantity = sellableOf(market, position.quantity, limitPrice ?? triggerPrice)
  return quantity === null ? null : { type, quantity, triggerPrice, limitPrice }
}

const lowestStep = (at: Price, step: Price): Price => {
  const floored = floorPriceToStep(at, step)
  return floored.toString() === '0' ? price(step.toString()) : floored
}
