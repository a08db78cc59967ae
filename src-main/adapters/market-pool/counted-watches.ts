/** Counts users of things and says when the first comes and the last goes. */
export class CountedWatches {
  readonly #users = new Map<string, number>()
  readonly #turn: (key: string, on: boolean) => void

  constructor(turn: (key: string, on: boolean) => void) {
    this.#turn = turn
  }

  /** Everything that has a user now. */
  keys(): readonly string[] {
    return [...this.#users.keys()]
  }

  /** Returns the function that ends this use; a second call of it does nothing. */
  begin(key: string): () => void {
    const before = this.#users.get(key) ?? 0
    this.#users.set(key, before + 1)
    if (before === 0) this.#turn(key, true)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      const left = (this.#users.get(key) ?? 1) - 1
      if (left > 0) this.#users.set(key, left)
      else {
        this.#users.delete(key)
        this.#turn(key, false)
      }
    }
  }
}
