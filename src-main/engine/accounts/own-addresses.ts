import type { VenueConfig } from '../ports/venue.ts'

/** Where an account is reached when not where its venue's prices come from; null: as the venue. */
export type OwnAddresses = Pick<VenueConfig, 'restUrl' | 'wsUrl'>

/** The venue as an account with addresses of its own reaches it. */
export const reachedAt = (venue: VenueConfig, own: OwnAddresses | undefined): VenueConfig => ({
  ...venue,
  restUrl: own?.restUrl ?? venue.restUrl,
  wsUrl: own?.wsUrl ?? venue.wsUrl,
})

/** Nothing where the account is reached as its venue is. */
export const ownAddresses = (
  venue: VenueConfig,
  { restUrl, wsUrl }: OwnAddresses,
): { readonly addresses?: OwnAddresses } => {
  const own = {
    restUrl: restUrl === venue.restUrl ? null : restUrl,
    wsUrl: wsUrl === venue.wsUrl ? null : wsUrl,
  }
  return own.restUrl === null && own.wsUrl === null ? {} : { addresses: own }
}
