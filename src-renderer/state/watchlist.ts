import type { Topic } from '../../src-preload/contract/feed.ts'
import type { AppSettings } from '../../src-preload/contract/views.ts'
import { useCommand } from './commands.ts'
import { useEngine } from './engine-store.ts'

export type WatchedPair = AppSettings['watchlist'][number]

export const watchlistBound = 200

export const pairKey = (pair: WatchedPair): string => `${pair.venueId} ${pair.symbol}`

/** One topic per venue, for the pairs on it; a venue that is not connected has no quotes. */
export const quoteTopics = (pairs: readonly WatchedPair[], venueIds: readonly string[]): readonly Topic[] =>
  venueIds.flatMap((venueId) => {
    const symbols = pairs.filter((pair) => pair.venueId === venueId).map((pair) => pair.symbol)
    return symbols.length === 0 ? [] : [{ topic: 'quotes' as const, venueId, symbols: symbols.sort() }]
  })

/** Null until the engine has told its settings. */
export const useWatchlist = () => {
  const pairs = useEngine((state) => state.settings?.watchlist ?? null)
  const { send, pending } = useCommand()
  const keep = (watchlist: readonly WatchedPair[]) => send('settings.update', { watchlist: [...watchlist] })
  return {
    pairs,
    busy: pending !== null,
    full: (pairs?.length ?? 0) >= watchlistBound,
    add: async (pair: WatchedPair): Promise<void> => {
      const known = pairs ?? []
      if (known.some((each) => pairKey(each) === pairKey(pair))) return
      await keep([...known, { venueId: pair.venueId, symbol: pair.symbol }])
    },
    remove: async (pair: WatchedPair): Promise<void> => {
      await keep((pairs ?? []).filter((each) => pairKey(each) !== pairKey(pair)))
    },
  }
}
