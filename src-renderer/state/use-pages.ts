import { useCallback, useEffect, useRef, useState } from 'react'
import type { Reply } from '../../src-preload/contract/replies.ts'

export interface Page<T> {
  readonly rows: readonly T[]
  readonly total: number
}

interface PagesState<T> {
  readonly rows: readonly T[] | null
  readonly total: number
  readonly failure: string | null
}

/**
 * Newest first, page by page. `fetchPage` must change when another list is meant; `freshness` when the newest
 * rows may have changed, and then only they are asked for.
 */
export const usePages = <T>(
  fetchPage: (before: number | null) => Promise<Reply<Page<T>>>,
  cursorOf: (row: T) => number,
  freshness: string | number | null = null,
) => {
  const [state, setState] = useState<PagesState<T>>({ rows: null, total: 0, failure: null })
  const turn = useRef(0)
  const busy = useRef(false)
  const cursor = useRef(cursorOf)

  const take = useCallback(
    async (before: number | null, merge: (known: readonly T[], page: readonly T[]) => readonly T[]) => {
      turn.current += 1
      const mine = turn.current
      busy.current = true
      const reply = await fetchPage(before)
      if (mine !== turn.current) return
      busy.current = false
      if (!reply.ok) setState((known) => ({ ...known, failure: reply.error.message || reply.error.code }))
      else {
        const { rows, total } = reply.data
        setState((known) => ({ rows: merge(known.rows ?? [], rows), total, failure: null }))
      }
    },
    [fetchPage],
  )
  const reload = useCallback(() => void take(null, (_, page) => page), [take])

  useEffect(() => {
    setState({ rows: null, total: 0, failure: null })
    reload()
  }, [reload])

  const seen = useRef(freshness)
  useEffect(() => {
    if (seen.current === freshness) return
    seen.current = freshness
    void take(null, (known, page) => {
      const last = page.at(-1)
      if (last === undefined) return page
      return [...page, ...known.filter((row) => cursor.current(row) < cursor.current(last))]
    })
  }, [freshness, take])

  const loadMore = useCallback(() => {
    const last = state.rows?.at(-1)
    if (last === undefined || busy.current || (state.rows?.length ?? 0) >= state.total) return
    void take(cursor.current(last), (known, page) => [...known, ...page])
  }, [state, take])

  return { ...state, loadMore, reload }
}
