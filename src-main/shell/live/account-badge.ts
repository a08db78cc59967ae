import type { LiveView } from '../../../src-preload/contract/live-views.ts'
import { isOnThisComputer } from '../../engine/accounts/runtime-rule.ts'
import type { VenueConfig } from '../../engine/ports/venue.ts'

/** What the money on a venue is. */
export const badgeOf = (config: VenueConfig | undefined): LiveView['accounts'][number]['badge'] => {
  if (config === undefined) return 'live'
  if (isOnThisComputer(config)) return 'simulator'
  return config.network === 'live' ? 'live' : 'testnet'
}
