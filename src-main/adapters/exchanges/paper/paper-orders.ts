import type { Market } from '../../../domain/market/market.ts'
import { everyTrade, type TradeFilter, widestOf } from '../../../domain/market/trade-filter.ts'
import { type Price, toNumber } from '../../../domain/money/decimal.ts'
import { triggersWhen } from '../../../domain/orders/trigger.ts'
import type { PaperOrder, PaperStore } from '../../../engine/ports/store.ts'

export const isWaiting = (order: PaperOrder): boolean => order.triggerPrice !== null && !order.triggered

/** A step more than what concerns the order: a trade's price is put on the pair's step before it is compared. */
const filterOf = (order: PaperOrder, market: Market): TradeFilter => {
  const step = toNumber(market.priceStep)
  const falling = (to: Price): TradeFilter => ({ ...nothing, atOrBelow: toNumber(to) + step })
  const rising = (to: Price): TradeFilter => ({ ...nothing, atOrAbove: toNumber(to) - step })
  if (order.triggerPrice !== null && isWaiting(order))
    return triggersWhen(order) === 'falls' ? falling(order.triggerPrice) : rising(order.triggerPrice)
  if (order.limitPrice === null) return everyTrade
  return order.side === 'buy' ? falling(order.limitPrice) : rising(order.limitPrice)
}
const nothing = widestOf([])

/** The open orders of one account. */
export class PaperOrders {
  readonly #store: PaperStore
  readonly #accountId: string

  constructor(store: PaperStore, accountId: string) {
    this.#store = store
    this.#accountId = accountId
  }

  /** Oldest first. */
  openOn(symbol: string): readonly PaperOrder[] {
    return this.#store.openOrders(this.#accountId, symbol)
  }

  /** null when it is not open any more, or never was. */
  open(clientOrderId: string): PaperOrder | null {
    const order = this.#store.order(this.#accountId, clientOrderId)
    return order?.status === 'open' ? order : null
  }

  /** The trades of the pair by which any of them could be filled or triggered; null when there is none. */
  tradesWanted(market: Market): TradeFilter | null {
    const open = this.openOn(market.symbol)
    return open.length === 0 ? null : widestOf(open.map((order) => filterOf(order, market)))
  }

  save(order: PaperOrder): void {
    this.#store.saveOrder(order)
  }
}
