import type { PaperOrder, PaperStore } from '../../../engine/ports/store.ts'

/** The open orders of one account by pair, as on disk: every trade asks for them, and few change anything. */
export class PaperOrders {
  readonly #store: PaperStore
  readonly #accountId: string
  readonly #bySymbol = new Map<string, readonly PaperOrder[]>()

  constructor(store: PaperStore, accountId: string) {
    this.#store = store
    this.#accountId = accountId
  }

  /** Oldest first. */
  openOn(symbol: string): readonly PaperOrder[] {
    const known = this.#bySymbol.get(symbol)
    if (known !== undefined) return known
    const open = this.#store.openOrders(this.#accountId, symbol)
    this.#bySymbol.set(symbol, open)
    return open
  }

  /** As the disk has it now; null when it is not open any more, or never was. */
  open(clientOrderId: string): PaperOrder | null {
    const order = this.#store.order(this.#accountId, clientOrderId)
    return order?.status === 'open' ? order : null
  }

  /** Read again when asked for next: a transaction around this may still be undone. */
  save(order: PaperOrder): void {
    this.#store.saveOrder(order)
    this.#bySymbol.delete(order.symbol)
  }
}
