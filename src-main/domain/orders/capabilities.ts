import type { OrderRequest, OrderType, TimeInForce } from './order.ts'

/** What an exchange takes on one market. Plain data. */
export interface OrderCapabilities {
  readonly types: readonly OrderType[]
  /** Of limit orders. */
  readonly timesInForce: readonly TimeInForce[]
  readonly postOnly: boolean
  readonly reduceOnly: boolean
  /** Whether a stop that waits can be changed in place. */
  readonly amendsStops: boolean
  /** Whether one request can end a stop that waits and place another. */
  readonly replacesStops: boolean
}

/** Of a pair that is not traded. */
export const noOrders: OrderCapabilities = {
  types: [],
  timesInForce: [],
  postOnly: false,
  reduceOnly: false,
  amendsStops: false,
  replacesStops: false,
}

/** What every exchange has. */
export const plainSpot: OrderCapabilities = {
  types: ['market', 'limit'],
  timesInForce: ['GTC'],
  postOnly: false,
  reduceOnly: false,
  amendsStops: false,
  replacesStops: false,
}

/** What coins can be traded with where they are owned: reduce-only means nothing there. */
export const fullSpot: OrderCapabilities = {
  types: ['market', 'limit', 'stop-market', 'stop-limit', 'take-profit-market', 'take-profit-limit'],
  timesInForce: ['GTC', 'IOC', 'FOK'],
  postOnly: true,
  reduceOnly: false,
  amendsStops: false,
  replacesStops: false,
}

/** What the order asks for that the market does not have; null when it has all of it. */
export const lackingFor = (order: OrderRequest, capabilities: OrderCapabilities): string | null => {
  if (!capabilities.types.includes(order.type)) return order.type
  if (!capabilities.timesInForce.includes(order.timeInForce)) return order.timeInForce
  if (order.postOnly && !capabilities.postOnly) return 'post-only'
  return order.reduceOnly && !capabilities.reduceOnly ? 'reduce-only' : null
}
