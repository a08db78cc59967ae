import { venueOf } from '../../../src-preload/contract/exchanges.ts'
import type { VenuePlace } from '../../../src-preload/contract/venue-place.ts'
import type { VenueConfig } from '../../engine/ports/venue.ts'

/** The venue that the window means. */
export const configFor = (place: VenuePlace): VenueConfig => ({
  ...venueOf(place.exchangeId, place.network),
  kind: 'exchange',
  ...place,
})
