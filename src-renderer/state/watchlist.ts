import { useEffect, useRef } from 'react'
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
  const { send } = useCommand()
  // What was asked for last, so that a second change before the first is told does not undo it.
  const asked = useRef<readonly WatchedPair[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the engine tells is what holds
  useEffect(() => {
    asked.current = null
  }, [pairs])
  const change = async (next: (known: readonly WatchedPair[]) => readonly WatchedPair[]): Promise<void> => {
    const watchlist = next(asked.current ?? pairs ?? [])
    asked.current = watchlist
    if ((await send('settings.update', { watchlist: [...watchlist] })) === null) asked.current = null
  }
  const without = (known: readonly WatchedPair[], pair: WatchedPair) =>
    known.filter((each) => pairKey(each) !== pairKey(pair))
  return {
    pairs,
    full: (pairs?.length ?? 0) >= watchlistBound,
    has: (pair: WatchedPair): boolean => pairs?.some((each) => pairKey(each) === pairKey(pair)) ?? false,
    add: ({ venueId, symbol }: WatchedPair) =>
      change((known) => [...without(known, { venueId, symbol }), { venueId, symbol }]),
    remove: (pair: WatchedPair) => change((known) => without(known, pair)),
  }
}
