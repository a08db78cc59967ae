/** How often something happened within a time, counted as it happens. */
export class EventWindow {
  readonly #lengthMs: number
  #times: number[] = []

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs
  }

  /** @returns how often within the window, this time included */
  add(now: number): number {
    this.#times.push(now)
    return this.count(now)
  }

  count(now: number): number {
    this.#times = this.#times.filter((time) => time > now - this.#lengthMs)
    return this.#times.length
  }
}
