import type { Account } from './account.ts'
import type { OrderEvent } from './order.ts'

export interface TradingListener {
  order(account: Account, event: OrderEvent): void
  /** Free or locked amounts of these coins have changed. */
  balances(account: Account, currencies: readonly string[]): void
}

/** Tells what happens to orders and balances, at once and in order. */
export class TradingNews {
  readonly #listeners: TradingListener[] = []

  listen(listener: TradingListener): void {
    this.#listeners.push(listener)
  }

  order(account: Account, event: OrderEvent): void {
    for (const listener of this.#listeners) listener.order(account, event)
  }

  /** The end of an operation: every coin that it touched is told of once. */
  settled(account: Account, time: number): void {
    if (account.touched.size === 0) return
    const currencies = [...account.touched]
    account.touched.clear()
    account.updatedAt = time
    for (const listener of this.#listeners) listener.balances(account, currencies)
  }
}
