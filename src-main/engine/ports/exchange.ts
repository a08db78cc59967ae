import type { Market } from '../../domain/market/market.ts'
import type { Quantity } from '../../domain/money/decimal.ts'
import type { Fill, OrderRequest, RejectionCode, Side } from '../../domain/orders/order.ts'

/** A timeout says nothing about the order, so "unknown" is an answer of its own and never a rejection. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly exchangeOrderId: string }
  | { readonly kind: 'rejected'; readonly rejection: RejectionCode; readonly message: string }
  | { readonly kind: 'unknown'; readonly cause: string }

/** An answer, or that none could be had: which never means "nothing there". */
export type Asked<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly cause: string }

export interface ExchangeOrder {
  readonly clientOrderId: string
  readonly exchangeOrderId: string
  readonly symbol: string
  readonly side: Side
  readonly quantity: Quantity
  readonly filled: Quantity
  readonly status: 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected'
}

export interface Balance {
  readonly asset: string
  readonly total: Quantity
  /** Total less what open orders hold. */
  readonly free: Quantity
}

export type ExchangeEvent =
  | { readonly kind: 'acknowledged'; readonly clientOrderId: string; readonly exchangeOrderId: string }
  | { readonly kind: 'filled'; readonly fill: Fill }
  | { readonly kind: 'cancelled'; readonly clientOrderId: string }
  | { readonly kind: 'expired'; readonly clientOrderId: string }
  | { readonly kind: 'rejected'; readonly clientOrderId: string; readonly rejection: RejectionCode }
  /** Every asset that the account holds. */
  | { readonly kind: 'balances'; readonly balances: readonly Balance[] }
  /** The exchange was not heard for a while, or was heard and not understood: what happened must be asked for. */
  | { readonly kind: 'resynchronise'; readonly cause: string }

/** The trading side of one account at an exchange, real or simulated. */
export interface Exchange {
  readonly markets: readonly Market[]
  /** Asks for a new order. Events about it may come before the outcome does. */
  submit(order: OrderRequest): Promise<SubmitOutcome>
  /** Asks to end an order; the end itself comes as an event. "not-open": it had ended already, or never was. */
  cancel(clientOrderId: string, symbol: string): Promise<Asked<'accepted' | 'not-open'>>
  /** The exchange's word on one order; null when it knows no such client order id. */
  order(clientOrderId: string, symbol: string): Promise<Asked<ExchangeOrder | null>>
  openOrders(): Promise<Asked<readonly ExchangeOrder[]>>
  /** Fills of one order, oldest first. */
  fills(clientOrderId: string, symbol: string): Promise<Asked<readonly Fill[]>>
  balances(): Promise<Asked<readonly Balance[]>>
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: ExchangeEvent) => void): () => void
}
