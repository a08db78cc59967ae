import { setTimeout } from 'node:timers/promises'
import type { ClosingSent } from './load-exchange.ts'

/** What has not come of a message by then was lost. */
const limitMs = 5_000

const keyOf = (symbol: string, openTime: number): string => `${symbol.replace('/', '')} ${openTime}`

/** When the news of each closed candle arrived on this thread: ns of the clock that all processes share. */
export class Arrivals {
  readonly #at = new Map<string, bigint>()

  note(symbol: string, openTime: number): void {
    this.#at.set(keyOf(symbol, openTime), process.hrtime.bigint())
  }

  /** Milliseconds from writing each message to the arrival of what came of it. */
  async since(closings: readonly ClosingSent[]): Promise<readonly number[]> {
    const isThere = ({ symbol, openTime }: ClosingSent) => this.#at.has(keyOf(symbol, openTime))
    // The last ones may still be on their way.
    for (let waitedMs = 0; waitedMs < limitMs && !closings.every(isThere); waitedMs += 100) {
      await setTimeout(100)
    }
    return closings.map(({ symbol, openTime, sentAt }) => {
      const at = this.#at.get(keyOf(symbol, openTime))
      if (at === undefined) throw new Error(`nothing came of the candle of ${symbol} at ${openTime}`)
      return Number(at - sentAt) / 1e6
    })
  }
}
