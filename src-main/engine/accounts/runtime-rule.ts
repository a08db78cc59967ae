import type { VenueConfig } from '../ports/venue.ts'

const isLoopback = (url: string | null): boolean =>
  url !== null && /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(new URL(url).hostname)

/** An exchange on this computer is a simulator's. */
export const isOnThisComputer = ({ restUrl, wsUrl }: VenueConfig): boolean =>
  isLoopback(restUrl) && isLoopback(wsUrl)

/**
 * A runtime without security updates must never hold keys to money that is real: it may hold those of an exchange on
 * this computer.
 */
export const mayHoldKeys = (venue: VenueConfig, isRuntimeSupported: boolean): boolean =>
  isRuntimeSupported || isOnThisComputer(venue)
