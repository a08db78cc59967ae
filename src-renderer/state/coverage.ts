import type { SeriesCoverage, VenueView } from '../../src-preload/contract/venue-views.ts'
import { timeframeMs } from '../format/choices.ts'
import { marketNow } from './selectors.ts'

/** A closed candle is told, or asked for, within this time on this computer's clock. */
const closingMs = 10_000

export type CoverageState =
  | { readonly kind: 'loading' | 'complete' | 'empty' }
  /** Nothing is held of what the market has done in this time, market ms. */
  | { readonly kind: 'behind'; readonly byMs: number }

/** A series without a hole can still end too early. */
export const coverageState = (series: SeriesCoverage, venue: VenueView, now: number): CoverageState => {
  if (!series.ready) return { kind: 'loading' }
  if (series.until === null) return { kind: 'empty' }
  const span = timeframeMs[series.timeframe]
  const byMs = marketNow(venue, now) - (series.until + span)
  return byMs > span + closingMs * venue.speed ? { kind: 'behind', byMs } : { kind: 'complete' }
}

export const bySeriesName = (left: SeriesCoverage, right: SeriesCoverage): number =>
  left.symbol.localeCompare(right.symbol) || timeframeMs[left.timeframe] - timeframeMs[right.timeframe]
