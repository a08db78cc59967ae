import type { OrderPurpose, OrderType, RejectionCode, Side, TimeInForce } from './order.ts'

/*
 * The closed lists of what an order can say, for whoever reads one from outside of the program. A word that is missing
 * here does not compile.
 */

export const sides: Readonly<Record<Side, true>> = { buy: true, sell: true }
export const orderTypes: Readonly<Record<OrderType, true>> = {
  market: true,
  limit: true,
  'stop-market': true,
  'stop-limit': true,
  'take-profit-market': true,
  'take-profit-limit': true,
}
export const timesInForce: Readonly<Record<TimeInForce, true>> = { GTC: true, IOC: true, FOK: true }
export const purposes: Readonly<Record<OrderPurpose, true>> = { entry: true, exit: true, protection: true }
export const rejectionCodes: Readonly<Record<RejectionCode, true>> = {
  INSUFFICIENT_FUNDS: true,
  BELOW_MINIMUM: true,
  BAD_STEP: true,
  UNKNOWN_MARKET: true,
  DUPLICATE_CLIENT_ID: true,
  MARKET_CLOSED: true,
  WOULD_TAKE: true,
  WOULD_TRIGGER: true,
  RATE_LIMITED: true,
  MAINTENANCE: true,
  CREDENTIALS: true,
  UNSUPPORTED: true,
  MALFORMED: true,
  OTHER: true,
}
