import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkKey, openCheckedAccount } from '../../adapters/exchanges/ccxt/account/open-ccxt-account.ts'
import type { CcxtAccountOptions } from '../../adapters/exchanges/ccxt/account/signed-session.ts'
import { addressesFor } from '../../adapters/exchanges/ccxt/addresses.ts'
import type { CcxtClass } from '../../adapters/exchanges/ccxt/ccxt-exchange.ts'
import { accountShares, dialects, isDialectId } from '../../adapters/exchanges/ccxt/dialects.ts'
import { type BudgetOptions, RequestBudget } from '../../adapters/exchanges/ccxt/request-budget.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { Log } from '../../engine/ports/log.ts'
import type { Credentials } from '../../engine/ports/secrets.ts'
import type { VenueConfig } from '../../engine/ports/venue.ts'

interface ExchangeDoorParts {
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  readonly seed: number
}

/** The way to real exchanges for all accounts: loads each exchange once, and has one budget for each address. */
export class ExchangeDoor {
  readonly #parts: ExchangeDoorParts
  readonly #budgets = new Map<string, RequestBudget>()

  constructor(parts: ExchangeDoorParts) {
    this.#parts = parts
  }

  async check(venue: VenueConfig, credentials: Credentials): ReturnType<typeof checkKey> {
    return checkKey(await this.#options(venue, credentials))
  }

  async open(venue: VenueConfig, credentials: Credentials): ReturnType<typeof openCheckedAccount> {
    return openCheckedAccount(await this.#options(venue, credentials))
  }

  async #options(venue: VenueConfig, credentials: Credentials): Promise<CcxtAccountOptions> {
    const { exchangeId, network, restUrl, wsUrl } = venue
    if (exchangeId === null || !isDialectId(exchangeId))
      throw new Error(`there is no account at "${venue.name}"`)
    const { folder, ...rest } = this.#parts
    const module = pathToFileURL(join(folder, `${exchangeId}.js`)).href
    const loaded = (await import(/* @vite-ignore */ module)) as { readonly default: CcxtClass }
    const addresses = addressesFor(exchangeId, restUrl, wsUrl)
    const budget = this.#budget(`${exchangeId} ${network} ${restUrl ?? 'usual'}`, () => ({
      ...accountShares[exchangeId],
      windowMs: dialects[exchangeId].windowMs,
    }))
    return { ...rest, exchangeId, exchangeClass: loaded.default, network, addresses, credentials, budget }
  }

  #budget(address: string, limits: () => Omit<BudgetOptions, 'clock'>) {
    const known = this.#budgets.get(address)
    if (known !== undefined) return known
    const budget = new RequestBudget({ clock: this.#parts.clock, ...limits() })
    this.#budgets.set(address, budget)
    return budget
  }
}
