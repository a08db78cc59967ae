import type { Market } from '../../domain/market/market.ts'
import type { Price, Quantity } from '../../domain/money/decimal.ts'
import type { OrderCapabilities } from '../../domain/orders/capabilities.ts'
import type { EndedBy, Fill, OrderRequest, RejectionCode, Side } from '../../domain/orders/order.ts'

/** What became of a submit. Only "retry-later" says that the same may be sent again. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly exchangeOrderId: string }
  | { readonly kind: 'rejected'; readonly rejection: RejectionCode; readonly message: string }
  /** Certainly not done, for a reason that passes: the same client order id is still free. */
  | {
      readonly kind: 'retry-later'
      /** What the order is rejected with once it is no longer worth trying. */
      readonly rejection: RejectionCode
      /** The exchange's own wait, ms; null when it names none. */
      readonly waitMs: number | null
      readonly message: string
    }
  /** Also of a timeout, which says nothing about the order: never taken for a rejection. */
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
  /** Of one that waits for a price, or did, where the exchange still tells it; null for others. */
  readonly triggerPrice: Price | null
  /** Where the exchange ended it and says why. */
  readonly endedBy?: EndedBy | undefined
}

/** What a stop that waits is to be from now on. */
export interface StopChange {
  readonly triggerPrice: Price
  readonly quantity: Quantity
}

export type AmendOutcome =
  | { readonly kind: 'amended' }
  /** The stop waits on as it was. */
  | { readonly kind: 'refused'; readonly rejection: RejectionCode; readonly message: string }
  /** It has triggered or ended meanwhile, or never was. */
  | { readonly kind: 'not-open' }
  /** It is as it was or as it was to be: `order` tells. */
  | { readonly kind: 'unknown'; readonly cause: string }

/** A stretch of the exchange's time, epoch ms, both ends included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** An order that is open, of ours or of someone else. */
export interface OpenOrder extends ExchangeOrder {
  /** Null for one that takes any price, and for a stop that waits. */
  readonly limitPrice: Price | null
}

/** A fill with what it takes to find whose it is. */
export interface ExchangeFill extends Fill {
  /** One that no order of ours can have, where the exchange tells no client order id with its fills. */
  readonly clientOrderId: string
  readonly exchangeOrderId: string
  readonly symbol: string
  readonly side: Side
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
  /** `filled`: how much of the order had been, whether or not its fills were told. */
  | {
      readonly kind: 'cancelled' | 'expired'
      readonly clientOrderId: string
      readonly filled: Quantity
      readonly endedBy?: EndedBy | undefined
    }
  | { readonly kind: 'rejected'; readonly clientOrderId: string; readonly rejection: RejectionCode }
  /** Every asset that the account holds. */
  | { readonly kind: 'balances'; readonly balances: readonly Balance[] }
  /** The exchange's clock less this computer's was measured anew, ms. */
  | { readonly kind: 'clock'; readonly offsetMs: number }
  /**
   * Whether it tells by itself what happens on the account; what happens while it does not must be asked for. It is
   * taken to tell until it says otherwise, which a new listener hears at once.
   */
  | { readonly kind: 'hearing'; readonly isHeard: boolean }
  /** The exchange was not heard for a while, or was heard and not understood: what happened must be asked for. */
  | { readonly kind: 'resynchronise'; readonly cause: string }

/** So long after it was sent a request can still reach an exchange and be acted upon, ms; stops: what waits for a price. */
export interface Lateness {
  readonly orders: number
  readonly stops: number
}

/** Of an exchange across a network: signatures are valid for half of it, and clocks differ. */
export const usualLateMs: Lateness = { orders: 10_000, stops: 10_000 }

export const lateMsOf = (
  { lateMs }: Pick<Exchange, 'lateMs'>,
  order: Pick<OrderRequest, 'triggerPrice'>,
): number => (order.triggerPrice === null ? lateMs.orders : lateMs.stops)

/** An order of which nothing has left for the exchange yet. Exactly one of these is called, once. */
export interface PreparedOrder {
  /** As `submit`. */
  send(): Promise<SubmitOutcome>
  /** It is not to be sent: the exchange never hears of it. */
  drop(): void
}

/** The trading side of one account at an exchange, real or simulated. What crosses it is data, so that it can be a copy. */
export interface Exchange {
  readonly markets: readonly Market[]
  /** Until then "no such order" is neither a reason to send it again nor its end. */
  readonly lateMs: Lateness
  /** What orders can be here; of a pair that is not traded, nothing. Known from the start. */
  capabilities(symbol: string): OrderCapabilities
  /**
   * Asks for a new order. Events about it may come before the outcome does.
   * @param replaced client order id of a stop on the pair that is to end first, in the same request, where
   * `capabilities` has that. The outcome is the new order's: refused, the other may have ended all the same
   */
  submit(order: OrderRequest, replaced?: string): Promise<SubmitOutcome>
  /** Does beforehand what of a `submit` takes time here, such as signing, while the intent is written to disk. */
  prepare?(order: OrderRequest, replaced?: string): PreparedOrder
  /** Asks to end an order; the end itself comes as an event. "not-open": it had ended already, or never was. */
  cancel(clientOrderId: string, symbol: string): Promise<Asked<'accepted' | 'not-open'>>
  /** Changes a stop or take-profit without a limit price in place, where `capabilities` has that. It keeps its ids. */
  amend(order: OrderRequest, change: StopChange): Promise<AmendOutcome>
  /** The exchange's word on one order; null when it knows no such client order id. An id that `openOrders` told is known. */
  order(clientOrderId: string, symbol: string): Promise<Asked<ExchangeOrder | null>>
  /** All of the account, also those that others placed; oldest first. */
  openOrders(): Promise<Asked<readonly OpenOrder[]>>
  /** Fills of one order, oldest first. */
  fills(clientOrderId: string, symbol: string): Promise<Asked<readonly Fill[]>>
  /** All of the account on these pairs within the span and perhaps after it, whoever's order; oldest first. */
  recentFills(symbols: readonly string[], span: Span): Promise<Asked<readonly ExchangeFill[]>>
  balances(): Promise<Asked<readonly Balance[]>>
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: ExchangeEvent) => void): () => void
}
