import { plainSpot } from '../../../src-main/domain/orders/capabilities.ts'
import type { Exchange } from '../../../src-main/engine/ports/exchange.ts'

const never = () => new Promise<never>(() => {})

/** An exchange that never answers: what happens before it hears of an order is all that there is. */
export const silentExchange: Exchange = {
  markets: [],
  lateMs: { orders: 0, stops: 0 },
  capabilities: () => plainSpot,
  submit: never,
  cancel: never,
  amend: never,
  order: never,
  openOrders: never,
  fills: never,
  recentFills: never,
  balances: never,
  subscribe: () => () => {},
}
