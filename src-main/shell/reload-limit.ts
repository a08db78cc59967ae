const spanMs = 60_000
const most = 3

/** Bounds how often a window that crashes is loaded again: a page that crashes at once would do so for ever. */
export class ReloadLimit {
  #times: readonly number[] = []

  /** @param now monotonic ms. @returns true when it may be loaded again, which counts as done */
  take(now: number): boolean {
    const recent = this.#times.filter((time) => now - time < spanMs)
    const allowed = recent.length < most
    this.#times = allowed ? [...recent, now] : recent
    return allowed
  }

  /** The user asks for it: counting begins anew. */
  reset(): void {
    this.#times = []
  }
}
