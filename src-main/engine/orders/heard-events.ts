import type { ExchangeEvent } from '../ports/exchange.ts'

export type FillEvent = Extract<ExchangeEvent, { kind: 'filled' }>

export interface HeardEvent {
  readonly event: ExchangeEvent
  /** The fill that came with an acceptance: booked by itself it would cost one more flush of the disk. */
  readonly fill: FillEvent | null
}

/** What one exchange has said and no turn has taken yet. */
export class HeardEvents {
  readonly #waiting: ExchangeEvent[] = []

  add(event: ExchangeEvent): void {
    this.#waiting.push(event)
  }

  /** The next; null when an earlier turn has taken it along. */
  take(): HeardEvent | null {
    const event = this.#waiting.shift()
    if (event === undefined) return null
    const [next] = this.#waiting
    const accepts = event.kind === 'acknowledged' ? event.clientOrderId : null
    if (next?.kind !== 'filled' || next.fill.clientOrderId !== accepts) return { event, fill: null }
    this.#waiting.shift()
    return { event, fill: next }
  }
}
