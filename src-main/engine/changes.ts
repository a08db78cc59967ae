import type { Candle } from '../domain/market/candle.ts'
import type { Timeframe } from '../domain/market/timeframe.ts'
import { isWorthSaying } from './is-worth-saying.ts'
import type { Alert } from './ports/alerts.ts'
import type { Log } from './ports/log.ts'
import type { BookedFill, Decision, EquitySample } from './ports/store.ts'

/** What happened, for whoever shows it. An announcement only: nothing in the engine waits for a listener. */
export type Change =
  | { readonly kind: 'engine' }
  | { readonly kind: 'bot'; readonly id: string }
  | { readonly kind: 'position'; readonly id: string }
  | { readonly kind: 'order'; readonly id: string }
  | { readonly kind: 'balances'; readonly accountId: string }
  /** What reconciliation knows of an account: differences, orders and holdings of others. */
  | { readonly kind: 'reconciliation'; readonly accountId: string }
  | { readonly kind: 'fill'; readonly booked: BookedFill }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'alert'; readonly alert: Alert }
  /** Some were seen, or settled. */
  | { readonly kind: 'alerts-changed' }
  /** Limits or breakers. */
  | { readonly kind: 'risk' }
  | { readonly kind: 'kill' }
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
  readonly #log: Log
  readonly #listeners = new Set<(change: Change) => void>()
  #failures = 0

  constructor(log: Log) {
    this.#log = log
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Never throws: who only listens cannot stop what is under way. */
  announce(change: Change): void {
    for (const listener of this.#listeners) {
      try {
        listener(change)
      } catch (error) {
        this.#failures += 1
        if (!isWorthSaying(this.#failures)) continue
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
        this.#log.error('changes.listener-failed', { kind: change.kind, message, count: this.#failures })
      }
    }
  }
}
