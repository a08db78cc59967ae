import { demoMarkets, demoStart, demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { MarketPool } from '../../src-main/adapters/market-pool/market-pool.ts'
import { marketToText } from '../../src-main/domain/market/market-text.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import type { Clock } from '../../src-main/engine/ports/clock.ts'
import type { Account, Store } from '../../src-main/engine/ports/store.ts'
import type { HandExchange } from './hand-exchange.ts'
import { noLivePorts } from './no-live-accounts.ts'
import { countingIds, memoryLog } from './test-engine.ts'
import { twoVenueMarket, type VenueBooks } from './two-venue-market.ts'

/** Ids of accounts by mode: the first of each is on the demo's venue, the other on one with the same prices. */
export const routedAccounts = { live: ['live-1', 'live-2'], paper: ['a1', 'a2'] } as const

const accountOn = (id: string, venueId: string, mode: Account['mode']): Account => ({
  ...{ id, venueId, mode, start: [], createdAt: 0 },
})

interface RoutingEngineParts {
  readonly store: Store
  readonly clock: Clock
  /** By account; every one that is here is opened. */
  readonly exchanges: Readonly<Record<string, HandExchange>>
  readonly books: VenueBooks
  readonly ids?: string
}

/** The engine on two venues with the demo's prices and a test's order books, trading at exchanges that it writes by hand. */
export const startRoutingEngine = async (parts: RoutingEngineParts): Promise<Engine> => {
  const { store, clock, exchanges, books, ids = '' } = parts
  const log = memoryLog()
  store.settings.set('venues', JSON.stringify([{ ...demoVenue, id: 'other', name: 'Other' }]))
  store.settings.set('venue.other.markets', JSON.stringify(demoMarkets.map(marketToText)))
  const known = Object.entries(routedAccounts).flatMap(([mode, [first, second]]) => [
    accountOn(first, 'demo', mode as Account['mode']),
    accountOn(second, 'other', mode as Account['mode']),
  ])
  const engine = new Engine({
    live: noLivePorts,
    store,
    analysis: new MarketPool({ start: () => twoVenueMarket(demoStart, clock, books), clock, log }),
    clock,
    ids: countingIds(ids),
    log,
    venues: [demoVenue],
    firstAccounts: known.filter(({ id }) => exchanges[id] !== undefined),
    openExchange: ({ id }) => {
      const exchange = exchanges[id]
      if (exchange === undefined) throw new Error(`no exchange for ${id}`)
      return { exchange, close: () => {} }
    },
  })
  await engine.start()
  return engine
}
