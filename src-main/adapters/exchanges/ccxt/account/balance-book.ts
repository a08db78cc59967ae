import { isZero } from '../../../../domain/money/decimal.ts'
import type { Balance } from '../../../../engine/ports/exchange.ts'

const triesToSettle = 3

/** The balances of an account: streams tell what has changed, the engine wants all that there is. */
export class BalanceBook {
  #all: Map<string, Balance> | null = null
  /** Goes up with every change that a stream tells. */
  #changes = 0

  /** All balances after this change; null while the ones before it are not known. */
  change(balances: readonly Balance[]): readonly Balance[] | null {
    this.#changes += 1
    for (const balance of balances) this.#all?.set(balance.asset, balance)
    return this.#all === null ? null : listed(this.#all)
  }

  /**
   * Takes over what the exchange answers. While a change is told during the asking nobody can say which of both is
   * newer: it is asked again.
   */
  async ask(balances: () => Promise<readonly Balance[]>): Promise<readonly Balance[]> {
    let answered = new Map<string, Balance>()
    for (let tries = 0; tries < triesToSettle; tries += 1) {
      const before = this.#changes
      answered = new Map((await balances()).map((balance) => [balance.asset, balance]))
      if (this.#changes !== before) continue
      this.#all = answered
      break
    }
    return listed(answered)
  }
}

const listed = (balances: ReadonlyMap<string, Balance>): readonly Balance[] =>
  [...balances.values()].filter(({ total }) => !isZero(total)).sort((a, b) => (a.asset < b.asset ? -1 : 1))
