/** How much of a budget was used in the current fixed window, on the machine's clock. */
export class RateWindow {
  limit: number
  readonly windowMs: number
  readonly #used = new Map<string, { window: number; used: number }>()

  constructor(limit: number, windowMs: number) {
    this.limit = limit
    this.windowMs = windowMs
  }

  /** Spends and says whether the budget allowed it. A refused request counts as well. */
  spend(
    key: string,
    weight: number,
  ): { readonly allowed: boolean; readonly used: number; readonly resetMs: number } {
    const now = Date.now()
    const window = Math.floor(now / this.windowMs)
    const known = this.#used.get(key)
    const entry = known?.window === window ? known : { window, used: 0 }
    entry.used += weight
    this.#used.set(key, entry)
    return {
      allowed: entry.used <= this.limit,
      used: entry.used,
      resetMs: (window + 1) * this.windowMs - now,
    }
  }

  clear(): void {
    this.#used.clear()
  }
}
