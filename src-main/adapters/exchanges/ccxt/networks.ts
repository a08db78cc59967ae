import type { Network } from '../../../engine/ports/venue.ts'
import type { CcxtExchange } from './ccxt-exchange.ts'

/**
 * Moves an instance that has sent nothing yet to another network. ccxt has two switches, of which one refuses after
 * the other, and OKX's demo is behind the one for sandboxes.
 *
 * @throws Error when the exchange has no such network
 */
export const switchNetwork = (exchange: CcxtExchange, network: Network): void => {
  if (network === 'live') return
  const { demo, demotrading, test } = exchange.urls
  if (network === 'demo' && (demo ?? demotrading) !== undefined) exchange.enableDemoTrading(true)
  else if (test !== undefined) exchange.setSandboxMode(true)
  // ccxt itself would take the addresses away and say nothing.
  else throw new Error(`${exchange.id} has no network "${network}"`)
}
