/** At most one piece of plain information in this time; the rest waits in the inbox and is counted. */
const quietMs = 10_000

/**
 * Tells plain information once in a while: when that is over, the newest of what came meanwhile, and how many more
 * there are. What was seen elsewhere by then is not told.
 */
export class InfoPace<T extends { readonly id: string }> {
  readonly #show: (newest: T, more: number) => void
  readonly #waiting = new Map<string, T>()
  #next = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(show: (newest: T, more: number) => void) {
    this.#show = show
  }

  take(item: T): void {
    this.#waiting.set(item.id, item)
    const waitMs = this.#next - Date.now()
    if (waitMs <= 0) this.#tell()
    else this.#timer ??= setTimeout(() => this.#tell(), waitMs)
  }

  forget(id: string): void {
    this.#waiting.delete(id)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #tell(): void {
    this.end()
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    const newest = waiting.at(-1)
    if (newest === undefined) return
    this.#next = Date.now() + quietMs
    this.#show(newest, waiting.length - 1)
  }
}
