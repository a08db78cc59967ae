import type { ReactNode } from 'react'
import { useEngine } from '../state/engine-store.ts'

/** A value that lives by the market's prices: dimmed while they are stale, "–" while there are none. */
export const Fresh = ({ venueId, children }: { venueId: string; children: ReactNode }) => {
  const state = useEngine((each) => each.engine?.venues.find((venue) => venue.id === venueId)?.state)
  if (state === 'down') return <span className="text-faint">–</span>
  if (state === 'stale') return <span className="text-faint *:text-faint">{children}</span>
  return children
}
