const kept = 200

/** Round trips of the newest requests. */
export class Latency {
  readonly #samples: number[] = []

  add(ms: number): void {
    this.#samples.push(ms)
    if (this.#samples.length > kept) this.#samples.shift()
  }

  /** Milliseconds that the given share of requests stayed within; null before the first. */
  percentile(share: number): number | null {
    if (this.#samples.length === 0) return null
    const sorted = [...this.#samples].sort((a, b) => a - b)
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    return Math.round(value * 10) / 10
  }
}
