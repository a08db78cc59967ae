/** Trades that are remembered of each pair: more than an exchange tells again when a socket is opened anew. */
const remembered = 1_000

/** Knows trades that were told before: some exchanges begin each subscription with the newest ones. */
export class ToldTrades {
  readonly #ids = new Map<string, Set<string>>()

  /** False when the pair's trade was told before; what has no id cannot be told from others. */
  isNew(symbol: string, id: string | undefined): boolean {
    if (id === undefined) return true
    let ids = this.#ids.get(symbol)
    if (ids === undefined) {
      ids = new Set()
      this.#ids.set(symbol, ids)
    }
    if (ids.has(id)) return false
    ids.add(id)
    const oldest = ids.values().next()
    if (ids.size > remembered && oldest.done !== true) ids.delete(oldest.value)
    return true
  }

  forget(symbol: string): void {
    this.#ids.delete(symbol)
  }
}
