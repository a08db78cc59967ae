import type { Market } from '../../../../domain/market/market.ts'
import { cash } from '../../../../domain/money/decimal.ts'
import type { OrderCapabilities } from '../../../../domain/orders/capabilities.ts'
import type { Fill } from '../../../../domain/orders/order.ts'
import type { ExchangeFill, OpenOrder } from '../../../../engine/ports/exchange.ts'
import type { ClientIds } from './client-ids.ts'
import type { AccountFill, OrderKey, WireFill, WireOrder } from './wire/account-wire.ts'

export interface Listing {
  /** The exchange's name of the pair. */
  readonly id: string
  readonly market: Market
  readonly capabilities: OrderCapabilities
}

/** Both ways between our names of pairs and orders and the exchange's. */
export class AccountNames {
  readonly #clientIds: ClientIds
  readonly #bySymbol: ReadonlyMap<string, Listing>
  readonly #byId: ReadonlyMap<string, Market>

  constructor(listings: readonly Listing[], clientIds: ClientIds) {
    this.#clientIds = clientIds
    this.#bySymbol = new Map(listings.map((listing) => [listing.market.symbol, listing]))
    this.#byId = new Map(listings.map(({ id, market }) => [id, market]))
  }

  listing(symbol: string): Listing | undefined {
    return this.#bySymbol.get(symbol)
  }

  /** Null when the exchange could not hold such an id: it never had this order. */
  clientId(clientOrderId: string): string | null {
    return this.#clientIds.toExchange(clientOrderId)
  }

  /** What the exchange knows the order by; null as for `clientId`. */
  orderKey(clientOrderId: string): OrderKey | null {
    if (clientOrderId.startsWith('#')) return { exchangeOrderId: clientOrderId.slice(1) }
    const clientId = this.clientId(clientOrderId)
    return clientId === null ? null : { clientId }
  }

  /** Orders of others may have no client id, or none that could be ours: theirs is made of the exchange's. */
  clientOrderId(clientId: string, exchangeOrderId: string): string {
    return this.#clientIds.fromExchange(clientId) ?? `#${exchangeOrderId}`
  }

  order(order: WireOrder): OpenOrder {
    const {
      clientId,
      exchangeOrderId,
      marketId,
      side,
      quantity,
      filled,
      status,
      limitPrice,
      triggerPrice,
      endedBy,
    } = order
    return {
      clientOrderId: this.clientOrderId(clientId, exchangeOrderId),
      exchangeOrderId,
      symbol: this.#symbolOf(marketId),
      side,
      quantity,
      filled,
      status,
      limitPrice,
      triggerPrice,
      endedBy,
    }
  }

  accountFill(fill: AccountFill, seenAt: number): ExchangeFill {
    const { exchangeOrderId, side, marketId } = fill
    return { ...this.fill(fill, seenAt), exchangeOrderId, side, symbol: this.#symbolOf(marketId) }
  }

  #symbolOf(marketId: string): string {
    return this.#byId.get(marketId)?.symbol ?? marketId
  }

  fill(fill: WireFill, seenAt: number): Fill {
    const { clientId, exchangeOrderId, marketId, fee, feeCurrency, tradeId, price, quantity } = fill
    return {
      tradeId,
      price,
      quantity,
      liquidity: fill.liquidity,
      marketTime: fill.marketTime,
      clientOrderId: this.clientOrderId(clientId, exchangeOrderId),
      fee: cash(fee, feeCurrency ?? this.#byId.get(marketId)?.quote ?? marketId),
      seenAt,
    }
  }
}
