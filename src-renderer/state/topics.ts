import type { Topic } from '../../src-preload/contract/feed.ts'

/** Counts who wants what. The engine hears of the union, once per turn of the event loop. */
export class TopicRegistry {
  readonly #wanted = new Map<string, { topic: Topic; holders: number }>()
  readonly #announce: (topics: readonly Topic[]) => void
  #scheduled = false
  #announced: string | null = null

  constructor(announce: (topics: readonly Topic[]) => void) {
    this.#announce = announce
  }

  /** Returns the function that ends the wish. */
  want(topics: readonly Topic[]): () => void {
    for (const topic of topics) {
      const key = JSON.stringify(topic)
      const entry = this.#wanted.get(key) ?? { topic, holders: 0 }
      entry.holders += 1
      this.#wanted.set(key, entry)
    }
    this.#schedule()
    return () => {
      for (const topic of topics) {
        const key = JSON.stringify(topic)
        const entry = this.#wanted.get(key)
        if (entry === undefined) continue
        entry.holders -= 1
        if (entry.holders === 0) this.#wanted.delete(key)
      }
      this.#schedule()
    }
  }

  /** For a new connection, which has heard of nothing yet. */
  announceAgain(): void {
    this.#announced = null
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    // A screen that leaves and the one that follows are one change, not two.
    setTimeout(() => {
      this.#scheduled = false
      const key = [...this.#wanted.keys()].sort().join()
      if (key === this.#announced) return
      this.#announced = key
      this.#announce([...this.#wanted.values()].map((entry) => entry.topic))
    }, 0)
  }
}
