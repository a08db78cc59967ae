import type { Market } from '../../domain/market/market.ts'

/**
 * Which of an exchange's networks: the market itself, a network for tests with prices of its own, or the exchange's
 * own practice trading.
 */
export type Network = 'live' | 'testnet' | 'demo'

/** A market to be opened: recorded prices, or an exchange at its usual addresses or others. */
export interface VenueConfig {
  readonly id: string
  readonly name: string
  readonly kind: 'replay' | 'exchange'
  /** Which exchange it is; null for a replay. */
  readonly exchangeId: string | null
  /** "live" for a replay, which has no other. */
  readonly network: Network
  readonly restUrl: string | null
  readonly wsUrl: string | null
}

/** How well an exchange is heard, counted since it was opened. */
export interface VenueHealth {
  /** Round trip of the latest REST requests, ms; null before the first. */
  readonly latencyP50: number | null
  readonly latencyP95: number | null
  readonly reconnects: number
  readonly weightUsed: number
  readonly weightLimit: number
  readonly requests: number
  /** Requests that had to wait for the budget. */
  readonly waits: number
  /** Answers given from memory, or shared with another who asked at the same time; and those that were not. */
  readonly cacheHits: number
  readonly cacheMisses: number
  /** Trades and messages of the stream that could not be true and were left out. */
  readonly dropped: number
  /** Nothing is sent before this time, epoch ms; null when free. */
  readonly pausedUntil: number | null
  /** Exchange's clock less ours, ms; null before it was measured. */
  readonly clockOffsetMs: number | null
  readonly error: string | null
}

export interface VenueInfo {
  readonly id: string
  readonly name: string
  readonly kind: 'replay' | 'exchange'
  readonly exchangeId: string | null
  /** Market time over wall time; 1 for a real exchange. */
  readonly speed: number
  readonly markets: readonly Market[]
}
