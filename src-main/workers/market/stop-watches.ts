import type { Trade } from '../../domain/market/market.ts'
import { followPrice, furthest, type Stop } from '../../domain/risk/stop.ts'
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
  #last: Pick<Trade, 'price' | 'time'> | null = null

  constructor(parts: StopWatchesParts) {
    this.#parts = parts
  }

  get size(): number {
    return this.#stops.size
  }

  /** Begins to watch a stop, or replaces it; one that was planned at the same time never comes down by that. */
  watch(stop: Stop): void {
    const known = this.#stops.get(stop.positionId)
    const isSamePlan = known !== undefined && known.plannedAt === stop.plannedAt
    this.#stops.set(stop.positionId, isSamePlan ? furthest(stop, known) : stop)
    this.#touched.delete(stop.positionId)
  }

  end(positionId: string): void {
    this.#stops.delete(positionId)
    this.#touched.delete(positionId)
  }

  onTrade(trade: Trade, receivedAt: number): void {
    // Also while no stop is watched: the next one must not meet the price at which the one before it was touched.
    this.#last = trade
    for (const stop of this.#stops.values()) this.#follow(stop, trade.price, trade.time, receivedAt)
  }

  /** A stop may expire while nothing trades: then the last price since its entry holds. */
  onTime(marketTime: number, receivedAt: number): void {
    if (this.#last === null) return
    const { price, time } = this.#last
    for (const stop of this.#stops.values())
      if (time >= stop.plannedAt) this.#follow(stop, price, marketTime, receivedAt)
  }

  #follow(stop: Stop, price: number, time: number, receivedAt: number): void {
    const { outbox, venueId, symbol } = this.#parts
    const { positionId } = stop
    if (this.#touched.has(positionId)) return
    const followed = followPrice(stop, price, time)
    if (followed.stop !== stop) {
      this.#stops.set(positionId, followed.stop)
      outbox.stopMoved({ kind: 'stop-moved', venueId, stop: followed.stop })
    }
    if (followed.touched === null) return
    // The rest of a position of which a part is sold stays watched.
    if (followed.touched !== 'target') this.#touched.add(positionId)
    const about = { positionId, touched: followed.touched, price, receivedAt }
    outbox.stopTouched({ kind: 'stop-touched', venueId, symbol, ...about })
  }
}
