import type { Price, Quantity } from '../../../../../domain/money/decimal.ts'
import type { OrderCapabilities } from '../../../../../domain/orders/capabilities.ts'
import type { EndedBy, Fill, OrderRequest, RejectionCode, Side } from '../../../../../domain/orders/order.ts'
import type { Balance, ExchangeOrder, Lateness, Span } from '../../../../../engine/ports/exchange.ts'
import type { ClientIds } from '../client-ids.ts'
import type { RefusalWire } from '../refusal.ts'
import type { RequestExpiry, SigningExchange } from '../signing-exchange.ts'
import type { Params } from './fields.ts'

/** One signed request in an exchange's words. */
interface Call<T> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Binance has a second address for what is not trading. */
  readonly api?: 'private' | 'sapi'
  readonly path: string
  /** A list where the exchange takes several orders at once. */
  readonly params?: Params | readonly Params[]
  readonly weight: number
  /** Reads the answer, and throws when it is no such answer. */
  readonly answer: { parse(reply: unknown): T }
}

export type Ask = <T>(call: Call<T>) => Promise<T>

/** An order as the exchange names it: pair and client id are in its words. */
export interface WireOrder {
  readonly clientId: string
  readonly exchangeOrderId: string
  readonly marketId: string
  readonly side: Side
  readonly quantity: Quantity
  readonly filled: Quantity
  readonly status: ExchangeOrder['status']
  readonly createdAt: number
  readonly limitPrice: Price | null
  readonly triggerPrice: Price | null
  readonly endedBy?: EndedBy | undefined
  /** The id that its fills carry, where that is not its own; null while it waits and can have none. */
  readonly executionId?: string | null
}

/** What an exchange knows an order by. */
export type OrderKey = { readonly clientId: string } | { readonly exchangeOrderId: string }

export interface WireFill {
  readonly clientId: string
  readonly exchangeOrderId: string
  readonly marketId: string
  readonly tradeId: string
  readonly price: Price
  readonly quantity: Quantity
  /** What was paid; below zero for a rebate. */
  readonly fee: string
  /** The coin it was taken in; null for the pair's quote. */
  readonly feeCurrency: string | null
  readonly liquidity: Fill['liquidity']
  readonly marketTime: number
}

/** A fill of any order of the account. */
export interface AccountFill extends WireFill {
  readonly side: Side
}

/** What a private stream says about one order. */
export interface OrderNews {
  readonly clientId: string
  readonly exchangeOrderId: string
  readonly status: ExchangeOrder['status']
  /** In all so far. */
  readonly filled: Quantity
  readonly rejection: RejectionCode
  readonly endedBy?: EndedBy | undefined
}

export type WireNews =
  | { readonly kind: 'order'; readonly order: OrderNews }
  | { readonly kind: 'fill'; readonly fill: WireFill }
  /** Of the assets that have changed. */
  | { readonly kind: 'balances'; readonly balances: readonly Balance[] }

export type StreamMessage =
  /** The request that was sent last has been granted. */
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly cause: string }
  /** Nothing more will come. */
  | { readonly kind: 'ended'; readonly cause: string }
  | { readonly kind: 'news'; readonly news: readonly WireNews[] }
  | { readonly kind: 'pong' }
  | { readonly kind: 'other' }

/** How a private stream of an account is opened and read. */
export interface StreamWire {
  /** What it tells of. */
  readonly name: string
  url(exchange: SigningExchange): string
  /** Requests that open it, each sent when the one before was granted and signed when it is sent. */
  readonly opening: readonly ((exchange: SigningExchange) => object)[]
  /** Throws when the message is malformed. */
  read(message: unknown): StreamMessage
}

export interface NewOrder extends Omit<OrderRequest, 'clientOrderId' | 'symbol' | 'purpose' | 'reduceOnly'> {
  readonly clientId: string
  readonly marketId: string
}

/** What an account asks for in one exchange's words. Each throws what `ask` throws. */
export interface AccountRequests {
  /** Returns the exchange's id of the order. */
  submit(ask: Ask, order: NewOrder): Promise<string>
  /** As `submit`, once the stop of that client id has ended; absent where one request cannot do both. */
  replace?(ask: Ask, order: NewOrder, replaced: string): Promise<string>
  cancel(ask: Ask, key: OrderKey, marketId: string): Promise<void>
  /** Makes a stop without a limit that waits what this order is; absent where it cannot be changed in place. */
  amend?(ask: Ask, order: NewOrder): Promise<void>
  /** Null when the exchange says that it knows no such order. */
  order(ask: Ask, key: OrderKey, marketId: string): Promise<WireOrder | null>
  openOrders(ask: Ask): Promise<readonly WireOrder[]>
  /** All of them; in any order. */
  fills(ask: Ask, order: WireOrder): Promise<readonly WireFill[]>
  /** Of all orders on one pair; in any order. */
  recentFills(ask: Ask, marketId: string, span: Span): Promise<readonly AccountFill[]>
  balances(ask: Ask): Promise<readonly Balance[]>
}

export interface AccountWire extends AccountRequests, RefusalWire {
  /** See `Exchange`. */
  readonly lateMs: Lateness
  /** A header that has the exchange do nothing once a time has passed, and the requests that heed it. */
  readonly expiry?: RequestExpiry
  readonly clientIds: ClientIds
  /** What orders a pair takes, by what the exchange told of it when its pairs were listed. */
  capabilities(market: unknown): OrderCapabilities
  /** Each on a connection of its own: only all together tell everything. */
  readonly streams: readonly StreamWire[]
}
