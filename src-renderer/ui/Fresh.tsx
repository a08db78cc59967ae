import type { ReactNode } from 'react'
import { isOld, pairData, useVenue } from '../state/pair-data.ts'
import { useNow } from '../state/use-now.ts'

interface FreshProps {
  readonly venueId: string
  /** The pairs whose prices the value lives by. */
  readonly symbols: readonly string[]
  readonly children: ReactNode
}

/** A value that lives by prices: dimmed while one of them is old, "–" while there is no connection. */
export const Fresh = ({ venueId, symbols, children }: FreshProps) => {
  const venue = useVenue(venueId)
  const now = useNow()
  const pairs = symbols.map((symbol) => pairData(venue, symbol, now))
  if (pairs.some(({ state }) => state === 'down')) return <span className="text-faint">–</span>
  return pairs.some(isOld) ? <span className="text-faint *:text-faint">{children}</span> : children
}
