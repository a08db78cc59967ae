import type { Market } from '../../../../domain/market/market.ts'
import { cash } from '../../../../domain/money/decimal.ts'
import type { Fill } from '../../../../domain/orders/order.ts'
import type { ExchangeOrder } from '../../../../engine/ports/exchange.ts'
import type { ClientIds } from './client-ids.ts'
import type { WireFill, WireOrder } from './wire/account-wire.ts'

export interface Listing {
  /** The exchange's name of the pair. */
  readonly id: string
  readonly market: Market
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

  /** Orders that others placed may have no client id: theirs is made of the exchange's, and none of ours reads so. */
  clientOrderId(clientId: string, exchangeOrderId: string): string {
    return clientId === '' ? `#${exchangeOrderId}` : this.#clientIds.fromExchange(clientId)
  }

  order(order: WireOrder): ExchangeOrder {
    const { clientId, exchangeOrderId, marketId, side, quantity, filled, status } = order
    return {
      clientOrderId: this.clientOrderId(clientId, exchangeOrderId),
      exchangeOrderId,
      symbol: this.#byId.get(marketId)?.symbol ?? marketId,
      side,
      quantity,
      filled,
      status,
    }
  }

  fill(fill: WireFill, seenAt: number): Fill {
    const { clientId, exchangeOrderId, marketId, fee, feeCurrency, ...rest } = fill
    return {
      ...rest,
      clientOrderId: this.clientOrderId(clientId, exchangeOrderId),
      fee: cash(fee, feeCurrency ?? this.#byId.get(marketId)?.quote ?? marketId),
      seenAt,
    }
  }
}
