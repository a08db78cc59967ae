import type { Pair } from '../../domain/market/pair.ts'
import {
  addCash,
  addQuantity,
  type Cash,
  cash,
  compareCash,
  isZero,
  negateCash,
  noCash,
  notional,
  type Quantity,
  quantity,
  signOfCash,
  subtractCash,
  subtractQuantity,
  text,
  zeroQuantity,
} from '../../domain/money/decimal.ts'
import type { Fill, Side } from '../../domain/orders/order.ts'
import type { Adjustment } from '../ports/account-store.ts'
import type { Balance } from '../ports/exchange.ts'
import type { Account } from '../ports/store.ts'

/** Why coins were moved into a position that had sold more than it held. */
export const oversoldReason = 'order.oversold'

/** An asset of which our books and the exchange's word differ. Ours is below zero when coins came that we missed. */
export interface BalanceDifference {
  readonly asset: string
  readonly ours: Cash
  readonly theirs: Cash
}

/** What a fill adds to the holding of the asset that is received: less its fee when that is taken in it. */
export const receivedOf = (market: Pair, side: Side, fill: Fill): Quantity => {
  if (side !== 'buy' || fill.fee.currency !== market.base) return fill.quantity
  const fee = quantity(text((signOfCash(fill.fee) < 0 ? negateCash(fill.fee) : fill.fee).amount))
  return signOfCash(fill.fee) < 0 ? addQuantity(fill.quantity, fee) : subtractQuantity(fill.quantity, fee)
}

/**
 * One account's holdings by our own books: what it began with, every fill since and what the user said of the rest,
 * to the last decimal. The exchange's word on balances is kept beside them: funds that are free come from it,
 * differences show.
 */
export class AccountBook {
  readonly account: Account
  readonly #holdings = new Map<string, Cash>()
  readonly #fees = new Map<string, Cash>()
  readonly #adjustments: Adjustment[] = []
  #balances = new Map<string, Balance>()

  constructor(account: Account) {
    this.account = account
    for (const amount of account.start) this.#add(amount)
  }

  book({ base, quote }: Pair, side: Side, fill: Fill): void {
    const value = notional(fill.price, fill.quantity, quote)
    const size = cash(text(fill.quantity), base)
    this.#add(side === 'buy' ? size : negateCash(size))
    this.#add(side === 'buy' ? negateCash(value) : value)
    this.#fees.set(fill.fee.currency, addCash(this.feesPaid(fill.fee.currency), fill.fee))
    this.#add(negateCash(fill.fee))
  }

  /** Takes in what came or went without an order of ours. */
  adjust(adjustment: Adjustment): void {
    this.#adjustments.push(adjustment)
    this.#add(adjustment.amount)
  }

  feesPaid(currency: string): Cash {
    return this.#fees.get(currency) ?? noCash(currency)
  }

  setBalances(balances: readonly Balance[]): void {
    this.#balances = new Map(balances.map((balance) => [balance.asset, balance]))
  }

  /** May be below zero while the books are wrong. */
  holding(asset: string): Cash {
    return this.#holdings.get(asset) ?? noCash(asset)
  }

  /** What was put into the account and not earned with it: what it began with and all adjustments. */
  capital(currency: string): Cash {
    const start = this.account.start.find((amount) => amount.currency === currency) ?? noCash(currency)
    return addCash(start, this.adjustedSince(currency, Number.NEGATIVE_INFINITY))
  }

  /** @param time of the market's clock */
  adjustedSince(currency: string, time: number): Cash {
    return this.#adjustments
      .filter(({ amount, marketTime }) => amount.currency === currency && marketTime >= time)
      .reduce((sum, { amount }) => addCash(sum, amount), noCash(currency))
  }

  /** Sold beyond what positions held, by asset, since the user last accepted what the account holds of it. */
  oversold(): readonly Cash[] {
    const sums = new Map<string, Cash>()
    for (const { kind, reason, amount } of this.#adjustments) {
      if (kind === 'accepted') sums.delete(amount.currency)
      // The other side of the coins that were moved: what they are worth comes along as money.
      else if (reason === oversoldReason && signOfCash(amount) < 0)
        sums.set(amount.currency, subtractCash(sums.get(amount.currency) ?? noCash(amount.currency), amount))
    }
    return [...sums.values()]
  }

  /** Everything that the books know a holding of, or knew one. */
  get assets(): readonly string[] {
    return [...this.#holdings.keys()].sort()
  }

  /** Assets that were put into the account. */
  get funded(): readonly string[] {
    return [
      ...new Set([...this.account.start, ...this.#adjustments.map(({ amount }) => amount)].map(currencyOf)),
    ]
  }

  /** Cash not held by orders, by the exchange's last word. */
  free(currency: string): Cash {
    return cash(text(this.#balances.get(currency)?.free ?? zeroQuantity), currency)
  }

  balances(): readonly Balance[] {
    return [...this.#balances.values()].filter((balance) => !isZero(balance.total))
  }

  /** Assets on which our books and the exchange's word differ; empty while all is well. */
  differences(): readonly BalanceDifference[] {
    const assets = new Set([...this.#holdings.keys(), ...this.#balances.keys()])
    return [...assets]
      .map((asset) => {
        const theirs = cash(text(this.#balances.get(asset)?.total ?? zeroQuantity), asset)
        return { asset, ours: this.holding(asset), theirs }
      })
      .filter(({ ours, theirs }) => compareCash(ours, theirs) !== 0)
  }

  #add(amount: Cash): void {
    this.#holdings.set(amount.currency, addCash(this.holding(amount.currency), amount))
  }
}

const currencyOf = ({ currency }: Cash): string => currency

/** What the books lack of the exchange's word; below zero what they have too much. */
export const missingOf = ({ ours, theirs }: BalanceDifference): Cash => subtractCash(theirs, ours)
