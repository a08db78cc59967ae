import { PaperExchange } from '../../src-main/adapters/exchanges/paper/paper-exchange.ts'
import { usualConditions } from '../../src-main/adapters/exchanges/paper/paper-fills.ts'
import { demoStart, demoVenue } from '../../src-main/adapters/exchanges/replay/demo-market.ts'
import { Keychain } from '../../src-main/adapters/keychain/keychain.ts'
import { MarketPool } from '../../src-main/adapters/market-pool/market-pool.ts'
import { marketToText } from '../../src-main/domain/market/market-text.ts'
import { Engine } from '../../src-main/engine/engine.ts'
import type { Store } from '../../src-main/engine/ports/store.ts'
import type { VenueConfig } from '../../src-main/engine/ports/venue.ts'
import type { FakeClock } from './fake-clock.ts'
import { inProcessMarket } from './in-process-market.ts'
import type { MemoryVault } from './memory-vault.ts'
import type { ScriptedAccounts } from './scripted-accounts.ts'
import { sampleMarket } from './store/samples.ts'
import { countingIds, memoryLog } from './test-engine.ts'

/** An exchange on this computer. */
export const localVenue: VenueConfig = {
  id: 'binance',
  name: 'Binance',
  kind: 'exchange',
  exchangeId: 'binance',
  network: 'live',
  restUrl: 'http://127.0.0.1:1',
  wsUrl: 'ws://127.0.0.1:1',
}

interface LiveEngineParts {
  readonly store: Store
  readonly clock: FakeClock
  readonly accounts: ScriptedAccounts
  readonly vault: MemoryVault
  readonly venue?: VenueConfig
  readonly isRuntimeSupported?: boolean
  readonly ids?: string
}

/** An engine with one exchange connected, whose accounts are scripted and whose keychain is in memory. */
export const startLiveEngine = async (parts: LiveEngineParts) => {
  const { store, clock, accounts, vault, venue = localVenue, isRuntimeSupported = true, ids = '' } = parts
  const log = memoryLog()
  store.settings.set('venues', JSON.stringify([venue]))
  store.settings.set(`venue.${venue.id}.markets`, JSON.stringify([marketToText(sampleMarket)]))
  const analysis = new MarketPool({ start: () => inProcessMarket(demoStart, clock), clock, log })
  const secrets = new Keychain({ open: async () => vault, clock })
  const engine = new Engine({
    store,
    analysis,
    clock,
    ids: countingIds(ids),
    log,
    live: { accounts, secrets, isRuntimeSupported },
    venues: [demoVenue],
    firstAccounts: [],
    openExchange: (account, { info }) => {
      if (account.mode === 'live') return accounts.account(account.id)
      const { markets } = info
      const paper = new PaperExchange({
        account,
        markets,
        store,
        conditions: usualConditions,
        clock,
        seed: 1,
      })
      return { exchange: paper, close: () => {} }
    },
  })
  await engine.start()
  await clock.advance(0)
  return { engine, log }
}
