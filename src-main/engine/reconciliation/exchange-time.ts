import type { VenueState } from '../state/books.ts'

/** The time that the venue's exchange stamps on its fills; a replay's, before its first price, is its beginning. */
export const exchangeTime = (venue: VenueState | undefined, now: number): number =>
  venue?.info.kind === 'replay' ? (venue.marketTime ?? 0) : now
