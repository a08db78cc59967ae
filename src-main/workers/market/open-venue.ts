import type { MarketFeed } from '../../engine/ports/market-feed.ts'
import type { VenueConfig, VenueInfo } from '../../engine/ports/venue.ts'

export interface ShardVenue {
  readonly info: Omit<VenueInfo, 'markets'>
  readonly feed: MarketFeed
}

/** Makes the feed of a venue; @throws Error when there is none like it */
export type OpenVenue = (config: VenueConfig) => Promise<ShardVenue>
