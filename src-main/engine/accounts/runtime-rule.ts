import type { VenueConfig } from '../ports/venue.ts'

const isLoopback = (url: string | null): boolean =>
  url !== null && /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(new URL(url).hostname)

/**
 * A runtime without security updates must never hold keys to money that is real: it may hold those of an exchange on
 * this computer, which is a simulator's.
 */
export const mayHoldKeys = ({ restUrl, wsUrl }: VenueConfig, isRuntimeSupported: boolean): boolean =>
  isRuntimeSupported || (isLoopback(restUrl) && isLoopback(wsUrl))
