import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Clock } from '../../../engine/ports/clock.ts'
import type { Log } from '../../../engine/ports/log.ts'
import type { VenueConfig } from '../../../engine/ports/venue.ts'
import { addressesFor } from './addresses.ts'
import type { CcxtClass } from './ccxt-exchange.ts'
import { CcxtFeed } from './ccxt-feed.ts'
import { dialects, isDialectId } from './dialects.ts'
import { unifiedDialect } from './unified/unified-dialect.ts'

interface ExchangeFeedOptions {
  readonly config: VenueConfig
  readonly exchangeId: string
  /** Where each exchange's ccxt class is, in a module named after it: the package's own entry would load all of them. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  readonly seed: number
}

/** Loads one exchange and opens its public side; nothing is sent before someone asks. */
export const openExchangeFeed = async (options: ExchangeFeedOptions): Promise<CcxtFeed> => {
  const { config, exchangeId, clock, log, seed } = options
  const module = pathToFileURL(join(options.folder, `${exchangeId}.js`)).href
  const loaded = (await import(/* @vite-ignore */ module)) as { readonly default: CcxtClass }
  const exchangeClass = loaded.default
  return new CcxtFeed({
    dialect: isDialectId(exchangeId) ? dialects[exchangeId] : unifiedDialect(exchangeClass),
    exchangeClass,
    network: config.network,
    addresses: isDialectId(exchangeId) ? addressesFor(exchangeId, config.restUrl, config.wsUrl) : null,
    clock,
    log,
    seed,
  })
}
