import type { Market } from '../../../domain/market/market.ts'
import {
  addQuantity,
  type Cash,
  compare,
  minQuantity,
  notional,
  type Quantity,
  subtractQuantity,
  zeroQuantity,
} from '../../../domain/money/decimal.ts'
import type { Fill, Side } from '../../../domain/orders/order.ts'
import type { Balance } from '../../../engine/ports/exchange.ts'
import type { PaperStore } from '../../../engine/ports/store.ts'
import { amountOf } from './paper-rules.ts'

/** The simulated exchange's own books: what the account has, what is held, written with each change. */
export class PaperLedger {
  readonly #store: PaperStore
  readonly #accountId: string

  constructor(store: PaperStore, accountId: string, start: readonly Cash[]) {
    this.#store = store
    this.#accountId = accountId
    const known = store.balances(accountId)
    for (const amount of start) {
      if (known.has(amount.currency)) continue
      const total = amountOf(amount)
      store.setBalance(accountId, { asset: amount.currency, total, free: total })
    }
  }

  all(): readonly Balance[] {
    return [...this.#store.balances(this.#accountId).values()]
  }

  of(asset: string): Balance {
    return (
      this.#store.balances(this.#accountId).get(asset) ?? { asset, total: zeroQuantity, free: zeroQuantity }
    )
  }

  /** Takes from free; false when there is not enough. */
  hold(asset: string, amount: Quantity): boolean {
    const balance = this.of(asset)
    if (compare(balance.free, amount) < 0) return false
    this.#set({ ...balance, free: subtractQuantity(balance.free, amount) })
    return true
  }

  release(asset: string, amount: Quantity): void {
    const balance = this.of(asset)
    this.#set({ ...balance, free: addQuantity(balance.free, amount) })
  }

  /**
   * Books a fill against what its order holds.
   * @returns what the order still holds after it
   */
  settle(market: Market, side: Side, fill: Fill, held: Quantity): Quantity {
    const value = amountOf(notional(fill.price, fill.quantity, market.quote))
    const fee = amountOf(fill.fee)
    if (side === 'buy') {
      const paid = addQuantity(value, fee)
      // Slippage can cost more than was held; the difference comes from what is free.
      const fromHold = minQuantity(held, paid)
      const fromFree = subtractQuantity(paid, fromHold)
      const quote = this.of(market.quote)
      this.#set({
        asset: market.quote,
        total: subtractQuantity(quote.total, paid),
        free: subtractQuantity(quote.free, fromFree),
      })
      this.#credit(market.base, fill.quantity)
      return subtractQuantity(held, fromHold)
    }
    const base = this.of(market.base)
    this.#set({ ...base, total: subtractQuantity(base.total, fill.quantity) })
    this.#credit(market.quote, subtractQuantity(value, fee))
    return subtractQuantity(held, fill.quantity)
  }

  #credit(asset: string, amount: Quantity): void {
    const balance = this.of(asset)
    this.#set({ asset, total: addQuantity(balance.total, amount), free: addQuantity(balance.free, amount) })
  }

  #set(balance: Balance): void {
    this.#store.setBalance(this.#accountId, balance)
  }
}
