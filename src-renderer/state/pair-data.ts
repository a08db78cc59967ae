import type { PairTrouble, VenueView } from '../../src-preload/contract/venue-views.ts'
import type { BotView } from '../../src-preload/contract/views.ts'
import { useEngine } from './engine-store.ts'
import { useNow } from './use-now.ts'

/** A reconnect takes a moment: trouble is told once it has lasted this long. */
export const worthTellingMs = 3_000

/**
 * How far a pair's price can be relied on. As the contract's states, and besides: "down" has no connection to
 * its exchange, "gone" has no such exchange.
 */
export interface PairData {
  readonly state: 'live' | PairTrouble['state'] | 'down' | 'gone'
  /** By this computer's clock; null where nobody knows. */
  readonly since: number | null
}

const live: PairData = { state: 'live', since: null }
const lasts = (since: number | null, now: number): boolean => since === null || now - since >= worthTellingMs

/** No prices come from the whole venue, other than for a moment. */
export const isLost = ({ state, lastTickAt }: VenueView, now: number): boolean =>
  (state === 'down' || state === 'stale') && lasts(lastTickAt, now)

export const pairData = (venue: VenueView | undefined, symbol: string, now: number): PairData => {
  if (venue === undefined) return { state: 'gone', since: null }
  const trouble = venue.pairsNotLive.find((pair) => pair.symbol === symbol)
  if (trouble?.state === 'halted' || trouble?.state === 'delisted') return trouble
  const lost = venue.state === 'down' || venue.state === 'stale' ? venue.state : null
  if (lost !== null || trouble?.state === 'stale') {
    const since = trouble?.state === 'stale' ? trouble.since : venue.lastTickAt
    return lasts(since, now) ? { state: lost ?? 'stale', since } : live
  }
  if (venue.state === 'connecting') return { state: 'waiting', since: trouble?.since ?? null }
  return trouble ?? live
}

/** A price that may no longer be the market's, other than one of a market where nobody trades. */
export const isOld = ({ state }: PairData): boolean => state !== 'live' && state !== 'quiet'

export const useVenue = (venueId: string): VenueView | undefined =>
  useEngine((state) => state.engine?.venues.find((venue) => venue.id === venueId))

export const usePairData = (venueId: string, symbol: string): PairData => {
  const venue = useVenue(venueId)
  const traded = useEngine((state) => state.quotes[venueId]?.[symbol]?.time)
  const data = pairData(venue, symbol, useNow())
  if (data.state !== 'quiet' || traded === undefined) return data
  // Nobody has traded since the last trade, and that was before somebody noticed.
  const since = traded - (venue?.health?.clockOffsetMs ?? 0)
  return { state: 'quiet', since: Math.min(since, data.since ?? since) }
}

/** Pairs of a venue that are not simply live, other than for a moment. */
export const pairsNotLive = (venue: VenueView, now: number): readonly PairTrouble[] =>
  venue.pairsNotLive.filter(({ state, since }) => state !== 'stale' || lasts(since, now))

const calm: ReadonlySet<PairTrouble['state']> = new Set(['waiting', 'quiet'])

/** Pairs of a venue whose data bots cannot trade on, other than for a moment. */
export const pairsInTrouble = (venue: VenueView, now: number): readonly PairTrouble[] =>
  pairsNotLive(venue, now).filter(({ state }) => !calm.has(state))

export type DataDoubt = BotView['dataDoubts'][number]

/** Pairs that the bot cannot trade on, other than for a moment. */
export const doubtsOf = (bot: BotView, now: number): readonly DataDoubt[] =>
  bot.dataDoubts.filter(({ since }) => lasts(since ?? bot.stateSince ?? 0, now))
