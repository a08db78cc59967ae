import type { Trade } from '../../domain/market/market.ts'
import { followPrice, type Stop } from '../../domain/risk/stop.ts'
import type { Outbox } from './outbox.ts'

interface StopWatchesParts {
  readonly venueId: string
  readonly symbol: string
  readonly outbox: Outbox
}

/** The stops of open positions on one pair, held against every trade where the trades come in. */
export class StopWatches {
  readonly #parts: StopWatchesParts
  readonly #stops = new Map<string, Stop>()
  /** Told, and waiting for main to act: once is enough until it says otherwise. */
  readonly #touched = new Set<string>()

  constructor(parts: StopWatchesParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#stops.size
  }

  /** Begins to watch a stop, or replaces it. */
  watch(stop: Stop): void {
    this.#stops.set(stop.positionId, stop)
    this.#touched.delete(stop.positionId)
  }

  end(positionId: string): void {
    this.#stops.delete(positionId)
    this.#touched.delete(positionId)
  }

  onTrade({ price }: Trade, receivedAt: number): void {
    if (this.#stops.size === 0) return
    const { outbox, venueId, symbol } = this.#parts
    for (const [positionId, stop] of this.#stops) {
      if (this.#touched.has(positionId)) continue
      const followed = followPrice(stop, price)
      if (followed.stop !== stop) {
        this.#stops.set(positionId, followed.stop)
        outbox.stopMoved({ kind: 'stop-moved', venueId, stop: followed.stop })
      }
      if (followed.touched === null) continue
      this.#touched.add(positionId)
      const about = { positionId, touched: followed.touched, price, receivedAt }
      outbox.stopTouched({ kind: 'stop-touched', venueId, symbol, ...about })
    }
  }
}
