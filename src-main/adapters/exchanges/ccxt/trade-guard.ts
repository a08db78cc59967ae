import type { Log } from '../../../engine/ports/log.ts'

/** A price this many times away from the last one is no price. */
const absurd = 10

interface GuardCounts {
  readonly implausible: number
  readonly outOfOrder: number
  readonly malformed: number
}

/** Keeps prices that cannot be out of the engine: counted always, logged once per pair and fault. */
export class TradeGuard {
  readonly #log: Log
  readonly #last = new Map<string, { readonly price: number; readonly time: number }>()
  readonly #logged = new Set<string>()
  #counts: GuardCounts = { implausible: 0, outOfOrder: 0, malformed: 0 }

  constructor(log: Log) {
    this.#log = log
  }

  get counts(): GuardCounts {
    return this.#counts
  }

  accepts(
    symbol: string,
    trade: { readonly price: number; readonly amount: number; readonly time: number },
  ): boolean {
    const last = this.#last.get(symbol)
    const sane =
      Number.isFinite(trade.price) &&
      trade.price > 0 &&
      Number.isFinite(trade.amount) &&
      trade.amount > 0 &&
      (last === undefined || (trade.price < last.price * absurd && trade.price > last.price / absurd))
    if (!sane) {
      this.#counts = { ...this.#counts, implausible: this.#counts.implausible + 1 }
      this.#once('feed.implausible-trade', symbol)
      return false
    }
    if (last !== undefined && trade.time < last.time) {
      this.#counts = { ...this.#counts, outOfOrder: this.#counts.outOfOrder + 1 }
      this.#once('feed.trade-out-of-order', symbol)
      return false
    }
    this.#last.set(symbol, trade)
    return true
  }

  malformed(stream: string, cause: string): void {
    this.#counts = { ...this.#counts, malformed: this.#counts.malformed + 1 }
    if (this.#logged.has(stream)) return
    this.#logged.add(stream)
    this.#log.warn('feed.malformed-message', { stream, cause })
  }

  #once(event: string, symbol: string): void {
    const key = `${event} ${symbol}`
    if (this.#logged.has(key)) return
    this.#logged.add(key)
    this.#log.warn(event, { symbol })
  }
}
