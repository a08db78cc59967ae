import { useCallback, useEffect, useState } from 'react'
import type { ReplyError } from '../../src-preload/contract/replies.ts'
import type { SeriesCoverage } from '../../src-preload/contract/venue-views.ts'
import { ask } from '../bridge/bridge.ts'
import { useVisible } from './use-visible.ts'

export const coverageEveryMs = 5_000

interface Known {
  readonly venueId: string
  /** Null before the first answer. */
  readonly series: readonly SeriesCoverage[] | null
  /** By this computer's clock. */
  readonly answeredAt: number
  readonly failure: ReplyError | null
}
const nothing = (venueId: string): Known => ({ venueId, series: null, answeredAt: 0, failure: null })

/** What is held of a venue's series: asked for every few seconds while somebody can see the answer. */
export const useCoverage = (venueId: string) => {
  const visible = useVisible()
  const [turn, setTurn] = useState(0)
  const [kept, setKept] = useState(() => nothing(venueId))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks at once
  useEffect(() => {
    if (!visible) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let current = true
    const look = async (): Promise<void> => {
      const reply = await ask('venues.coverage', { id: venueId })
      if (!current) return
      if (reply.ok) {
        setKept({ venueId, series: reply.data.series, answeredAt: Date.now(), failure: null })
      } else {
        setKept((before) => ({
          ...(before.venueId === venueId ? before : nothing(venueId)),
          failure: reply.error,
        }))
      }
      timer = setTimeout(() => void look(), coverageEveryMs)
    }
    void look()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [venueId, visible, turn])
  const retry = useCallback(() => setTurn((before) => before + 1), [])
  return { ...(kept.venueId === venueId ? kept : nothing(venueId)), retry }
}
