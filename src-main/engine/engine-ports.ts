import type { Analysis } from './ports/analysis.ts'
import type { Clock } from './ports/clock.ts'
import type { Exchange } from './ports/exchange.ts'
import type { Ids } from './ports/ids.ts'
import type { LiveAccounts, SignedSide } from './ports/live-accounts.ts'
import type { Log } from './ports/log.ts'
import type { Secrets } from './ports/secrets.ts'
import type { Account, Store } from './ports/store.ts'
import type { VenueConfig } from './ports/venue.ts'
import type { VenueState } from './state/books.ts'

/** The trading side of an account, and the function that ends what keeps it going. */
export interface OpenedExchange {
  readonly exchange: Exchange
  /** Of an exchange that wants a key first. */
  readonly signed?: SignedSide
  close(): void
}

/** What it takes to trade real money. */
export interface LivePorts {
  readonly accounts: LiveAccounts
  readonly secrets: Secrets
  /** False on a runtime without security updates: it may hold keys of exchanges on this computer alone. */
  readonly isRuntimeSupported: boolean
}

/** What the engine needs from outside. */

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
  readonly live: LivePorts
  /** Markets that are always there; the user's own are remembered. */
  readonly venues: readonly VenueConfig[]
  /** Accounts to open on the first start. */
  readonly firstAccounts: readonly Account[]
}
