import { AccountPool } from '../adapters/account-pool/account-pool.ts'
import type { AccountLink } from '../adapters/account-pool/protocol.ts'
import { PaperExchange } from '../adapters/exchanges/paper/paper-exchange.ts'
import { usualConditions } from '../adapters/exchanges/paper/paper-fills.ts'
import { demoStart, demoVenue } from '../adapters/exchanges/replay/demo-market.ts'
import { uniqueIds } from '../adapters/ids/unique-ids.ts'
import { MarketPool } from '../adapters/market-pool/market-pool.ts'
import type { WorkerLink } from '../adapters/market-pool/protocol.ts'
import { openTimeOf, timeframeMs } from '../domain/market/timeframe.ts'
import { cash } from '../domain/money/decimal.ts'
import { Engine } from '../engine/engine.ts'
import type { Analysis } from '../engine/ports/analysis.ts'
import type { Clock } from '../engine/ports/clock.ts'
import type { Ids } from '../engine/ports/ids.ts'
import type { Log } from '../engine/ports/log.ts'
import type { Secrets } from '../engine/ports/secrets.ts'
import type { Account, Store } from '../engine/ports/store.ts'
import { marketTimeKey } from '../engine/venues/venue-memory.ts'

/** Where the demo goes on: after all that was seen or traded before, so that its time never turns back. */
export const demoResumesAt = (store: Store): number => {
  const seen = Number(store.settings.get(marketTimeKey(demoVenue.id)) ?? demoStart)
  const traded = store.fills.recent(1)[0]?.fill.marketTime ?? 0
  return openTimeOf(Math.max(seen, traded) + timeframeMs['1m'] - 1, '1m')
}

export interface TradingParts {
  readonly store: Store
  readonly log: Log
  readonly clock: Clock
  readonly ids: Ids
  /** Chance of the simulated exchange. */
  readonly seed: number
  /** Starts the market side; the replay goes on at the given market time. */
  readonly startMarket: (startAt: number) => WorkerLink
  /** Starts the worker that has the signed side of accounts. */
  readonly startAccounts: () => AccountLink
  readonly secrets: Secrets
  /** False on a runtime without security updates. */
  readonly isRuntimeSupported: boolean
}

/** Two currencies, since the recorded perpetual is quoted in dollars; they are never added. */
const practiceMoney = [cash('10000', 'USDT'), cash('10000', 'USD')]

/** Builds the engine and everything it works with, outermost last. */
export const composeTrading = (parts: TradingParts): Engine => {
  const { store, log, clock, ids, seed, secrets, isRuntimeSupported } = parts
  // A worker that is started again goes on where the market stood then.
  const analysis = new MarketPool({ start: () => parts.startMarket(demoResumesAt(store)), clock, log })
  const accounts = new AccountPool({ start: parts.startAccounts, clock, log })
  const practiceAccount: Account = {
    id: 'paper-demo',
    venueId: demoVenue.id,
    mode: 'paper',
    start: practiceMoney,
    createdAt: clock.now(),
  }
  return new Engine({
    store,
    analysis,
    clock,
    ids,
    log,
    live: { accounts, secrets, isRuntimeSupported },
    venues: [demoVenue],
    firstAccounts: [practiceAccount],
    openExchange: (account, venue, asTurn) => {
      const { markets } = venue.info
      if (account.mode === 'live') return accounts.account(account.id, markets)
      const paper = new PaperExchange({ account, markets, store, conditions: usualConditions, clock, seed })
      return { exchange: paper, close: feedPaper(analysis, account, paper, asTurn) }
    },
  })
}

/** The simulated exchange hears the market before the engine does: an order meets the price it was decided on. */
const feedPaper = (
  analysis: Analysis,
  { id, venueId }: Account,
  paper: PaperExchange,
  asTurn: (work: () => void) => void,
): (() => void) => {
  const endListening = analysis.subscribe((message) => {
    if ('venueId' in message && message.venueId !== venueId) return
    if (message.kind === 'quotes') for (const quote of message.quotes) asTurn(() => paper.onQuote(quote))
    if (message.kind === 'trades') for (const trade of message.trades) asTurn(() => paper.onTrade(trade))
  })
  const endTrades = paper.onTradesWanted((symbol, filter) =>
    analysis.watchTrades(venueId, symbol, id, filter),
  )
  return () => {
    endListening()
    endTrades()
  }
}

/** Ids of this process; the salt keeps two that started in the same millisecond apart. */
export const processIds = (clock: Clock): Ids =>
  uniqueIds(
    clock.now(),
    Math.floor(Math.random() * 46_656)
      .toString(36)
      .padStart(3, '0'),
  )
