import {
  addCash,
  addQuantity,
  type Cash,
  negateCash,
  noCash,
  type Quantity,
  subtractQuantity,
  zeroQuantity,
} from '../../domain/money/decimal.ts'

/** Exact amounts by key and currency, kept as they change, so that asking for one costs a look. */
export class CashSums {
  readonly #sums = new Map<string, Map<string, Cash>>()

  add(key: string, amount: Cash): void {
    const { currency } = amount
    const sums = this.#sums.get(currency)
    if (sums === undefined) this.#sums.set(currency, new Map([[key, amount]]))
    else {
      const sum = sums.get(key)
      sums.set(key, sum === undefined ? amount : addCash(sum, amount))
    }
  }
  subtract(key: string, amount: Cash): void {
    this.add(key, negateCash(amount))
  }
  of(key: string, currency: string): Cash {
    return this.#sums.get(currency)?.get(key) ?? noCash(currency)
  }
}

/** The same for units of an asset. */
export class QuantitySums {
  readonly #sums = new Map<string, Quantity>()

  add(key: string, size: Quantity): void {
    this.#sums.set(key, addQuantity(this.of(key), size))
  }
  /** @throws RangeError when more is taken than was added */
  subtract(key: string, size: Quantity): void {
    this.#sums.set(key, subtractQuantity(this.of(key), size))
  }
  of(key: string): Quantity {
    return this.#sums.get(key) ?? zeroQuantity
  }
}

export class Counts {
  readonly #counts = new Map<string, number>()

  add(key: string, change: number): void {
    this.#counts.set(key, this.of(key) + change)
  }
  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }
}

/** Lists by key, in the order in which their members came. */
export class Index<T> {
  readonly #members = new Map<string, Map<string, T>>()

  set(key: string, id: string, member: T): void {
    const members = this.#members.get(key)
    if (members === undefined) this.#members.set(key, new Map([[id, member]]))
    else members.set(id, member)
  }
  delete(key: string, id: string): void {
    const members = this.#members.get(key)
    if (members === undefined) return
    members.delete(id)
    if (members.size === 0) this.#members.delete(key)
  }
  at(key: string): Iterable<T> {
    return this.#members.get(key)?.values() ?? []
  }
}
