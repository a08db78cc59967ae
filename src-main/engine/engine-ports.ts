import type { Analysis } from './ports/analysis.ts'
import type { Clock } from './ports/clock.ts'
import type { Exchange } from './ports/exchange.ts'
import type { Ids } from './ports/ids.ts'
import type { Log } from './ports/log.ts'
import type { Account, Store } from './ports/store.ts'
import type { VenueConfig } from './ports/venue.ts'
import type { VenueState } from './state/books.ts'

/** What the engine needs from outside. */
/** The trading side of an account, and the function that ends what keeps it going. */
export interface OpenedExchange {
  readonly exchange: Exchange
  close(): void
}

export interface EnginePorts {
  readonly store: Store
  readonly analysis: Analysis
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /**
   * Opens the trading side of an account on its venue. What it does by itself on market data it does through
   * `asTurn`, so that it takes its place in the lane and its failure halts trading.
   */
  readonly openExchange: (
    account: Account,
    venue: VenueState,
    asTurn: (work: () => void) => void,
  ) => OpenedExchange
  /** Markets that are always there; the user's own are remembered. */
  readonly venues: readonly VenueConfig[]
  /** Accounts to open on the first start. */
  readonly firstAccounts: readonly Account[]
}
