import type { Lane } from '../lane.ts'
import type { Clock } from '../ports/clock.ts'
import type { Books } from '../state/books.ts'

interface MarketOrderEndsParts {
  readonly lane: Lane
  readonly books: Books
  readonly clock: Clock
  /** The exchange is to be asked what became of the order. */
  readonly onUnknown: (clientOrderId: string) => void
}

/** One that was sent has ended by then, or its end was not told; asked about first, and from then on. */
const firstMs = 2_000
const furtherMs = 10_000

/**
 * Waits for the ends of market orders that were sent. A stream that is down or has fallen silent tells of no fill: the
 * exchange is asked until the order has ended.
 */
export class MarketOrderEnds {
  readonly #parts: MarketOrderEndsParts
  /** What stops the waiting for each. */
  readonly #awaited = new Map<string, () => void>()

  constructor(parts: MarketOrderEndsParts) {
    this.#parts = parts
  }

  onAccepted(clientOrderId: string): void {
    this.#await(clientOrderId, firstMs)
  }

  /** It is being asked about already. */
  onUnknown(clientOrderId: string): void {
    this.#await(clientOrderId, furtherMs)
  }

  /** The order has ended. */
  forget(clientOrderId: string): void {
    this.#awaited.get(clientOrderId)?.()
    this.#awaited.delete(clientOrderId)
  }

  end(): void {
    for (const id of [...this.#awaited.keys()]) this.forget(id)
  }

  #await(clientOrderId: string, withinMs: number): void {
    const { books, clock, lane, onUnknown } = this.#parts
    if (books.orders.get(clientOrderId)?.order.type !== 'market') return
    const ask = () => {
      if (!this.#awaited.delete(clientOrderId)) return
      onUnknown(clientOrderId)
      this.#await(clientOrderId, furtherMs)
    }
    this.#awaited.set(
      clientOrderId,
      clock.after(withinMs, () => lane.post(ask)),
    )
  }
}
