import type { Candle } from '../domain/market/candle.ts'
import type { Timeframe } from '../domain/market/timeframe.ts'
import type { Alert, BookedFill, Decision, EquitySample } from './ports/store.ts'

/** What happened, for whoever shows it. An announcement only: nothing in the engine waits for a listener. */
export type Change =
  | { readonly kind: 'engine' }
  | { readonly kind: 'bot'; readonly id: string }
  | { readonly kind: 'position'; readonly id: string }
  | { readonly kind: 'order'; readonly id: string }
  | { readonly kind: 'balances'; readonly accountId: string }
  | { readonly kind: 'fill'; readonly booked: BookedFill }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'alerts-seen' }
  | { readonly kind: 'equity'; readonly sample: EquitySample }
  | { readonly kind: 'mark'; readonly venueId: string; readonly symbol: string }
  | {
      readonly kind: 'candle'
      readonly venueId: string
      readonly symbol: string
      readonly timeframe: Timeframe
      readonly candle: Candle
    }

export class Changes {
  readonly #listeners = new Set<(change: Change) => void>()

  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  announce(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }
}
