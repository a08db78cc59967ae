/** Row counts by key that are asked for once and kept up from then on, so that showing them costs nothing. */
export class CachedCount {
  readonly #ask: (key: string | null) => number
  readonly #counts = new Map<string | null, number>()

  /** @param ask counts in the database; null for all rows */
  constructor(ask: (key: string | null) => number) {
    this.#ask = ask
  }

  of(key: string | null): number {
    const known = this.#counts.get(key)
    if (known !== undefined) return known
    const asked = this.#ask(key)
    this.#counts.set(key, asked)
    return asked
  }

  /** Counts changed rows of the key, which belong to the count of all as well. */
  add(key: string | null, change: number): void {
    for (const each of key === null ? [null] : [null, key]) {
      const known = this.#counts.get(each)
      if (known !== undefined) this.#counts.set(each, known + change)
    }
  }

  forget(): void {
    this.#counts.clear()
  }
}
