import type { Market } from '../market/market.ts'
import { compare, compareCash, isOnStep, isZero, notional, type Price, text } from '../money/decimal.ts'
import { lackingFor, type OrderCapabilities } from './capabilities.ts'
import type { OrderRequest, OrderType, RejectionCode } from './order.ts'

export interface OrderRefusal {
  readonly rejection: RejectionCode
  readonly message: string
}

export const hasLimit = (type: OrderType): boolean => type === 'limit' || type.endsWith('-limit')
export const hasTrigger = (type: OrderType): boolean => type !== 'market' && type !== 'limit'

const refusal = (rejection: RejectionCode, message: string): OrderRefusal => ({ rejection, message })

/** What of the request contradicts itself; null when nothing does. */
export const checkRequest = (order: OrderRequest): OrderRefusal | null => {
  const { type, limitPrice, triggerPrice, timeInForce, postOnly } = order
  const malformed = (message: string) => refusal('MALFORMED', `${type}: ${message}`)
  if (hasLimit(type) !== (limitPrice !== null)) return malformed('a limit price is for limit orders')
  if (hasTrigger(type) !== (triggerPrice !== null)) return malformed('a trigger price is for stops')
  if (timeInForce !== 'GTC' && type !== 'limit') return malformed(`${timeInForce} is for limit orders`)
  if (postOnly && (type !== 'limit' || timeInForce !== 'GTC')) return malformed('it cannot be post-only')
  return null
}

/**
 * The market's rules on an order, before funds are looked at; null when it keeps them.
 * @param expected what a unit may cost when the order names no price; null when nobody knows: its value is not checked
 */
export const checkOrder = (
  order: OrderRequest,
  market: Market,
  capabilities: OrderCapabilities,
  expected: Price | null,
): OrderRefusal | null => {
  const contradiction = checkRequest(order)
  if (contradiction !== null) return contradiction
  const lacking = lackingFor(order, capabilities)
  if (lacking !== null) return refusal('UNSUPPORTED', `${market.symbol} has no ${lacking} here`)
  const { quantity, limitPrice, triggerPrice } = order
  if (!isOnStep(quantity, market.amountStep))
    return refusal('BAD_STEP', `quantity ${quantity} is not a multiple of ${market.amountStep}`)
  for (const each of [limitPrice, triggerPrice]) {
    if (each !== null && !isOnStep(each, market.priceStep))
      return refusal('BAD_STEP', `price ${each} is not a multiple of ${market.priceStep}`)
  }
  if (isZero(quantity) || compare(quantity, market.minAmount) < 0)
    return refusal('BELOW_MINIMUM', `quantity ${quantity} is below ${market.minAmount}`)
  const at = limitPrice ?? triggerPrice ?? expected
  if (at === null) return null
  const value = notional(at, quantity, market.quote)
  return compareCash(value, market.minNotional) < 0
    ? refusal('BELOW_MINIMUM', `value ${text(value.amount)} is below ${text(market.minNotional.amount)}`)
    : null
}
