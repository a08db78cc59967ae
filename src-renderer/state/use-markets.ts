import { useEffect, useState } from 'react'
import type { MarketView } from '../../src-preload/contract/bot-settings.ts'
import { ask } from '../bridge/bridge.ts'
import { useEngine } from './engine-store.ts'

export interface Markets {
  readonly state: 'loading' | 'failed' | 'ready'
  readonly markets: readonly MarketView[]
}

/** Every pair of every connected venue; asked again when a venue comes, goes or has connected. */
export const useMarkets = (): Markets => {
  const key = useEngine((state) =>
    (state.engine?.venues ?? [])
      .map((venue) => `${venue.id} ${venue.state === 'connecting' ? 'soon' : 'there'}`)
      .join(),
  )
  const [known, setKnown] = useState<Markets>({ state: 'loading', markets: [] })
  // biome-ignore lint/correctness/useExhaustiveDependencies: other venues have other pairs
  useEffect(() => {
    let current = true
    void ask('bots.form', {}).then((reply) => {
      if (!current) return
      if (reply.ok) setKnown({ state: 'ready', markets: reply.data.markets })
      else setKnown((before) => ({ ...before, state: 'failed' }))
    })
    return () => {
      current = false
    }
  }, [key])
  return known
}
