import { useEffect, useMemo, useRef, useState } from 'react'
import type { CandleRow, FillView } from '../../src-preload/contract/views.ts'
import { ask } from '../bridge/bridge.ts'
import { useEngine, useTopics } from './engine-store.ts'
import { type SeriesName, seriesKey } from './projection.ts'

const pageSize = 500
const none: readonly CandleRow[] = []

interface Earlier {
  readonly key: string
  readonly rows: readonly CandleRow[]
  readonly exhausted: boolean
}

/** Candles from the feed, and before them the earlier pages that were asked for. */
export const useCandles = (series: SeriesName) => {
  const key = seriesKey(series)
  useTopics([{ topic: 'candles', ...series }])
  const live = useEngine((state) => state.candles[key])
  const [stored, setStored] = useState<Earlier>({ key, rows: none, exhausted: false })
  const asking = useRef(false)
  const earlier = stored.key === key ? stored : { key, rows: none, exhausted: false }
  const first = live?.[0]?.[0]
  const rows = useMemo(
    () =>
      live === undefined || first === undefined
        ? none
        : [...earlier.rows.filter((row) => row[0] < first), ...live],
    [live, first, earlier.rows],
  )
  const loadEarlier = async (): Promise<void> => {
    const before = rows[0]?.[0]
    if (before === undefined || earlier.exhausted || asking.current) return
    asking.current = true
    const reply = await ask('candles.earlier', { ...series, before, limit: pageSize })
    asking.current = false
    if (!reply.ok) return
    const fresh = reply.data.rows.filter((row) => row[0] < before)
    setStored({ key, rows: [...fresh, ...earlier.rows], exhausted: fresh.length === 0 })
  }
  return { rows, loading: live === undefined, loadEarlier }
}

/** Fills of one bot and pair: those since a time, then the feed's. */
export const useFills = (botId: string, symbol: string, since: number | undefined): readonly FillView[] => {
  const [known, setKnown] = useState<readonly FillView[]>([])
  const fresh = useEngine((state) => state.fills)
  useEffect(() => {
    if (since === undefined) return
    let current = true
    void ask('fills.list', { botId, symbol, since }).then((reply) => {
      if (current && reply.ok) setKnown(reply.data.fills)
    })
    return () => {
      current = false
    }
  }, [botId, symbol, since])
  return useMemo(() => {
    const rows = new Map(known.map((fill) => [fill.id, fill]))
    for (const fill of fresh ?? []) {
      if (fill.botId === botId && fill.symbol === symbol) rows.set(fill.id, fill)
    }
    return [...rows.values()].filter((fill) => fill.botId === botId && fill.symbol === symbol)
  }, [known, fresh, botId, symbol])
}
