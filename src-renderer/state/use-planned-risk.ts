import { useEffect, useState } from 'react'
import type { PlannedRisk } from '../../src-preload/contract/risk-views.ts'
import { ask } from '../bridge/bridge.ts'

/** So long nothing has to be typed before it is asked for. */
const calmMs = 150

interface Wanted {
  readonly venueId: string
  readonly symbol: string | undefined
  readonly limits: Readonly<Record<string, string>>
  /** The bot that is being changed; null for a new one. */
  readonly botId: string | null
}

/** What the settings let a bot lose at most, by the engine's word; null while they cannot be valid. */
export const usePlannedRisk = ({ venueId, symbol, limits, botId }: Wanted): PlannedRisk | null => {
  const [risk, setRisk] = useState<PlannedRisk | null>(null)
  // The values are made anew at every render; only what they say counts.
  const wanted = JSON.stringify(limits)
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      if (symbol === undefined) return setRisk(null)
      void ask('risk.planned', { venueId, symbol, limits: JSON.parse(wanted), botId }).then((reply) => {
        if (current) setRisk(reply.ok ? reply.data.risk : null)
      })
    }, calmMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [venueId, symbol, wanted, botId])
  return risk
}
