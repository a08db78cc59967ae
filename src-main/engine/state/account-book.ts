import type { Market } from '../../domain/market/market.ts'
import {
  addCash,
  addQuantity,
  type Cash,
  cash,
  cashText,
  compare,
  isZero,
  noCash,
  notional,
  type Quantity,
  quantity,
  subtractQuantity,
  text,
  zeroQuantity,
} from '../../domain/money/decimal.ts'
import type { Fill, Side } from '../../domain/orders/order.ts'
import type { Balance } from '../ports/exchange.ts'
import type { Account } from '../ports/store.ts'

/** What a fill adds to the holding of the asset that is received: less its fee when that is taken in it. */
export const receivedOf = (market: Market, side: Side, fill: Fill): Quantity =>
  side === 'buy' && fill.fee.currency === market.base
    ? subtractQuantity(fill.quantity, quantity(text(fill.fee.amount)))
    : fill.quantity

/**
 * One account's holdings by our own books: its starting balances and every fill since, to the last decimal.
 * The exchange's word on balances is kept beside them: funds that are free come from it, differences show.
 */
export class AccountBook {
  readonly account: Account
  readonly #holdings = new Map<string, Quantity>()
  readonly #fees = new Map<string, Cash>()
  #balances = new Map<string, Balance>()

  constructor(account: Account) {
    this.account = account
    for (const amount of account.start) this.#holdings.set(amount.currency, quantity(cashText(amount)))
  }

  /** @throws RangeError when a holding would fall below zero: the books are wrong */
  book(market: Market, side: Side, fill: Fill): void {
    const value = quantity(text(notional(fill.price, fill.quantity, market.quote).amount))
    if (side === 'buy') {
      this.#holdings.set(market.quote, subtractQuantity(this.holding(market.quote), value))
      this.#holdings.set(market.base, addQuantity(this.holding(market.base), fill.quantity))
    } else {
      this.#holdings.set(market.base, subtractQuantity(this.holding(market.base), fill.quantity))
      this.#holdings.set(market.quote, addQuantity(this.holding(market.quote), value))
    }
    this.#fees.set(fill.fee.currency, addCash(this.feesPaid(fill.fee.currency), fill.fee))
    const fee = quantity(text(fill.fee.amount))
    this.#holdings.set(fill.fee.currency, subtractQuantity(this.holding(fill.fee.currency), fee))
  }

  feesPaid(currency: string): Cash {
    return this.#fees.get(currency) ?? noCash(currency)
  }

  setBalances(balances: readonly Balance[]): void {
    this.#balances = new Map(balances.map((balance) => [balance.asset, balance]))
  }

  holding(asset: string): Quantity {
    return this.#holdings.get(asset) ?? zeroQuantity
  }

  /** Cash not held by orders, by the exchange's last word. */
  free(currency: string): Cash {
    return cash(text(this.#balances.get(currency)?.free ?? zeroQuantity), currency)
  }

  balances(): readonly Balance[] {
    return [...this.#balances.values()].filter((balance) => !isZero(balance.total))
  }

  /** Assets on which our books and the exchange's word differ; empty while all is well. */
  differences(): readonly string[] {
    const assets = new Set([...this.#holdings.keys(), ...this.#balances.keys()])
    return [...assets].filter(
      (asset) => compare(this.holding(asset), this.#balances.get(asset)?.total ?? zeroQuantity) !== 0,
    )
  }
}
