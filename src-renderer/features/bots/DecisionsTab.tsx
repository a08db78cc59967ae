import { useCallback, useMemo, useState } from 'react'
import type { BotView, DecisionView } from '../../../src-preload/contract/views.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import type { DecisionFilter } from '../../state/decision-groups.ts'
import { useEngine } from '../../state/engine-store.ts'
import { usePages } from '../../state/use-pages.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/States.tsx'
import { DecisionList } from './DecisionList.tsx'
import { DecisionFilterSegments } from './DecisionsPanel.tsx'
import { NextEvaluation } from './NextEvaluation.tsx'

const pageSize = 200

export const DecisionsTab = ({ bot }: { bot: BotView }) => {
  const { t } = useI18n()
  const [filter, setFilter] = useState<DecisionFilter>('all')
  const fresh = useEngine((state) => state.decisions[bot.id])
  const fetchPage = useCallback(
    async (before: number | null) => {
      const reply = await ask('decisions.list', { botId: bot.id, limit: pageSize, before })
      return reply.ok
        ? { ok: true as const, data: { rows: reply.data.decisions, total: reply.data.total } }
        : reply
    },
    [bot.id],
  )
  const pages = usePages<DecisionView>(fetchPage, (row) => row.id)
  const decisions = useMemo(() => {
    const rows = new Map((pages.rows ?? []).map((row) => [row.id, row]))
    for (const row of fresh ?? []) rows.set(row.id, row)
    return [...rows.values()].sort((left, right) => right.id - left.id)
  }, [pages.rows, fresh])
  return (
    <Panel label={t('bot.decisions')} className="flex-1">
      <NextEvaluation bot={bot} />
      <div className="flex h-10 shrink-0 items-center justify-between border-b border-line px-3">
        <span className="text-small text-muted">
          {t('decision.total', { count: Math.max(pages.total, decisions.length) })}
        </span>
        <DecisionFilterSegments filter={filter} setFilter={setFilter} />
      </div>
      {pages.failure !== null && pages.rows === null ? (
        <ErrorState what={t('state.loadFailed')} detail={pages.failure} retry={pages.reload} />
      ) : pages.rows === null ? (
        <LoadingRows rows={8} height={44} />
      ) : (
        <DecisionList
          decisions={decisions}
          filter={filter}
          withSymbol={bot.symbols.length > 1}
          shownAtMost={1000}
        />
      )}
      {(pages.rows?.length ?? 0) < pages.total && (
        <div className="flex h-10 shrink-0 items-center justify-center border-t border-line">
          <Button size="row" onClick={pages.loadMore}>
            {t('action.loadMore')}
          </Button>
        </div>
      )}
    </Panel>
  )
}
