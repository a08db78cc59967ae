import type { Units } from '../units.ts'

export type Side = 'buy' | 'sell'

export interface OrderRequest {
  readonly symbol: string
  readonly side: Side
  readonly kind: 'limit' | 'market'
  /** Base to trade; for a market buy by cost, null. */
  readonly amount: Units | null
  /** Quote to spend: market buys only. */
  readonly cost: Units | null
  readonly price: Units | null
  /** A stop waits until the last price has come there. */
  readonly trigger: Trigger | null
  readonly postOnly: boolean
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK'
  readonly clientId: string
  /** The exchange's own word for the order's type, kept for its replies. */
  readonly label: string
  /** Its word for what to do when the order meets another of its account; kept, and not acted on. */
  readonly selfTrade: string
}

export interface Trigger {
  readonly price: Units
  /** 'rises': fires at or above the price; 'falls': at or below. */
  readonly when: 'rises' | 'falls'
}

export interface Fill {
  readonly id: number
  readonly price: Units
  readonly amount: Units
  readonly quote: Units
  readonly fee: Units
  readonly feeCurrency: string
  readonly maker: boolean
  readonly time: number
}

export type OrderStatus =
  | 'waiting'
  | 'open'
  | 'partly-filled'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'rejected'

/** What may change in an order that lives on. */
export interface Amendable {
  amount: Units | null
  price: Units | null
  trigger: Trigger | null
}

export interface SimulatedOrder extends Omit<OrderRequest, keyof Amendable>, Amendable {
  readonly id: string
  readonly accountId: string
  readonly createdAt: number
  updatedAt: number
  status: OrderStatus
  filled: Units
  filledQuote: Units
  /** True once a stop has fired. */
  triggered: boolean
  /** The id of the order that a stop has placed, where that is another one; empty before, and where it is the same. */
  placedId: string
  /** What the account cannot spend elsewhere because of this order. */
  locked: { readonly currency: string; readonly amount: Units } | null
  readonly fills: Fill[]
  /** Why it ended, in words: 'user', 'post-only', 'no-liquidity', 'funds', 'self-trade', 'delisted'. */
  endedBy: string
}

export const isLive = (order: SimulatedOrder): boolean =>
  order.status === 'waiting' || order.status === 'open' || order.status === 'partly-filled'

export const remainingOf = (order: SimulatedOrder): Units => (order.amount ?? 0n) - order.filled

/** Why an order is not taken; each dialect has its own code and words for these. */
export type Refusal =
  | 'unknown-symbol'
  | 'halted'
  | 'price-step'
  | 'amount-step'
  | 'below-min-amount'
  | 'below-min-notional'
  | 'bad-figure'
  | 'insufficient-funds'
  | 'duplicate-client-id'
  | 'bad-client-id'
  | 'would-take'
  | 'would-trigger'
  | 'unknown-order'
  | 'already-ended'

export type Placed =
  | { readonly kind: 'placed'; readonly order: SimulatedOrder }
  | { readonly kind: 'refused'; readonly why: Refusal }

/** What happened to an order, for the account's own stream. */
export interface OrderEvent {
  readonly kind: 'new' | 'amended' | 'triggered' | 'trade' | 'cancelled' | 'expired'
  readonly order: SimulatedOrder
  readonly fill: Fill | null
}
