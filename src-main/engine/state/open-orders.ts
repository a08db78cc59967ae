import type { Market } from '../../domain/market/market.ts'
import {
  addRatio,
  type Cash,
  minCash,
  noCash,
  notional,
  type Price,
  type Quantity,
  ratio,
  scaleCash,
  subtractQuantity,
} from '../../domain/money/decimal.ts'
import type { Order } from '../../domain/orders/order.ts'
import { type Prices, stopValue } from './open-positions.ts'
import { ofAccount, ofAccountOnPair, ofAsset, ofBot, ofBotOnPair, ofMode } from './scopes.ts'
import { CashSums, Index, QuantitySums } from './sums.ts'

/** An order that is not final, as it is now. */
export interface PendingOrder {
  readonly order: Order
}

const ofPosition = (positionId: string): string => `position ${positionId}`

/** What an entry may still cost, by its expected price and with the highest fee, and what it may still buy. */
interface Reserved {
  readonly order: Order
  readonly base: string
  readonly cost: Cash
  readonly size: Quantity
  /** What its stop would leave of the cost; nothing while it has none. */
  readonly atStop: Cash
}

const one = ratio('1')

const owners = ({ botId, accountId, mode }: Order): readonly string[] => [
  ofBot(botId),
  ofAccount(accountId),
  ofMode(mode),
]

/** Orders that are not final by client order id, with what the entries among them reserve. */
export class OpenOrders extends Map<string, PendingOrder> {
  readonly #prices: Prices
  readonly #stopOf: (positionId: string, market: Market) => Price | null
  readonly #index = new Index<PendingOrder>()
  readonly #reserved = new Map<string, Reserved>()
  readonly #costs = new CashSums()
  readonly #atStops = new CashSums()
  readonly #unheard = new CashSums()
  readonly #sizes = new QuantitySums()
  readonly #entries = new Index<Order>()

  constructor(prices: Prices, stopOf: (positionId: string, market: Market) => Price | null) {
    super()
    this.#prices = prices
    this.#stopOf = stopOf
  }

  override set(id: string, pending: PendingOrder): this {
    this.#drop(id)
    const { order } = pending
    for (const key of this.#keysOf(order)) this.#index.set(key, id, pending)
    const reserved = this.#reservedBy(order)
    if (reserved !== null) this.#count(id, reserved)
    return super.set(id, pending)
  }
  override delete(id: string): boolean {
    this.#drop(id)
    return super.delete(id)
  }
  override clear(): void {
    for (const id of [...this.keys()]) this.delete(id)
  }

  /** The stop of a position was planned or moved: entries into it would lose something else. */
  onStop(positionId: string): void {
    for (const pending of [...this.#index.at(ofPosition(positionId))])
      this.set(pending.order.clientOrderId, pending)
  }

  /** Orders under way of the scope: a bot, a bot on a pair, or an account on a pair. */
  of(scope: string): Iterable<PendingOrder> {
    return this.#index.at(scope)
  }
  /** What the scope's entries may still cost. */
  reserved(scope: string, currency: string): Cash {
    return this.#costs.of(scope, currency)
  }
  /** What would be left of that were every stop hit. */
  reservedAtStops(scope: string, currency: string): Cash {
    return this.#atStops.of(scope, currency)
  }
  /** The part of an account's that its exchange has not acknowledged, so that its free balance knows nothing of it. */
  unheard(accountId: string, currency: string): Cash {
    return this.#unheard.of(ofAccount(accountId), currency)
  }
  /** Units of an asset that entries of a mode may still buy. */
  incoming(scope: string): Quantity {
    return this.#sizes.of(scope)
  }
  /** Positions that entries under way buy into, open already or not. */
  entering(scope: string): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const { positionId } of this.#entries.at(scope)) ids.add(positionId)
    return ids
  }

  #keysOf({ botId, accountId, symbol, positionId }: Order): readonly string[] {
    return [
      ofBot(botId),
      ofBotOnPair(botId, symbol),
      ofAccountOnPair(accountId, symbol),
      ofPosition(positionId),
    ]
  }

  #reservedBy(order: Order): Reserved | null {
    if (order.purpose !== 'entry' || order.side !== 'buy') return null
    const market = this.#prices.market(this.#prices.venueOf(order.accountId), order.symbol)
    if (market === undefined) return null
    const size = subtractQuantity(order.quantity, order.filled)
    const value = notional(order.expected, size, market.quote)
    const cost = scaleCash(value, addRatio(one, market.takerFee))
    const stop = this.#stopOf(order.positionId, market)
    const atStop = stop === null ? noCash(market.quote) : minCash(cost, stopValue(stop, size, market))
    return { order, base: market.base, cost, size, atStop }
  }

  #count(id: string, reserved: Reserved): void {
    const { order, base, cost, size, atStop } = reserved
    this.#reserved.set(id, reserved)
    for (const scope of [...owners(order), ofAccountOnPair(order.accountId, order.symbol)])
      this.#costs.add(scope, cost)
    for (const scope of owners(order)) this.#atStops.add(scope, atStop)
    if (!order.facts.acknowledged) this.#unheard.add(ofAccount(order.accountId), cost)
    this.#sizes.add(ofAsset(order.mode, base), size)
    for (const scope of owners(order)) this.#entries.set(scope, id, order)
  }

  #drop(id: string): void {
    const known = this.get(id)
    if (known === undefined) return
    for (const key of this.#keysOf(known.order)) this.#index.delete(key, id)
    const reserved = this.#reserved.get(id)
    if (reserved === undefined) return
    this.#reserved.delete(id)
    const { order, base, cost, size, atStop } = reserved
    for (const scope of [...owners(order), ofAccountOnPair(order.accountId, order.symbol)])
      this.#costs.subtract(scope, cost)
    for (const scope of owners(order)) this.#atStops.subtract(scope, atStop)
    if (!order.facts.acknowledged) this.#unheard.subtract(ofAccount(order.accountId), cost)
    this.#sizes.subtract(ofAsset(order.mode, base), size)
    for (const scope of owners(order)) this.#entries.delete(scope, id)
  }
}
