import { ListChecks } from 'lucide-react'
import { useCallback } from 'react'
import { ask } from '../bridge/bridge.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { usePages } from '../state/use-pages.ts'
import { ExitCounts } from './ExitCounts.tsx'
import { Empty, ErrorState, LoadingRows } from './States.tsx'
import { type TradeRow, useTradeColumns } from './trade-columns.tsx'
import { VirtualTable } from './VirtualTable.tsx'

const pageSize = 100

interface TradesTableProps {
  readonly botId: string | null
  /** Changes when a trade was closed. */
  readonly freshness: number
  readonly empty: string
}

export const TradesTable = ({ botId, freshness, empty }: TradesTableProps) => {
  const { t } = useI18n()
  const fetchPage = useCallback(
    async (before: number | null) => {
      const reply = await ask('history.trades', { botId, before, limit: pageSize })
      return reply.ok
        ? { ok: true as const, data: { rows: reply.data.trades, total: reply.data.total } }
        : reply
    },
    [botId],
  )
  const pages = usePages<TradeRow>(fetchPage, (row) => row.row, freshness)
  const { columns, isTall } = useTradeColumns(botId === null)
  if (pages.failure !== null && pages.rows === null) {
    return <ErrorState what={t('state.loadFailed')} detail={pages.failure} retry={pages.reload} />
  }
  if (pages.rows === null) return <LoadingRows rows={8} />
  if (pages.rows.length === 0) return <Empty icon={<ListChecks />} why={empty} />
  return (
    <>
      <VirtualTable
        key={String(isTall)}
        tall={isTall}
        name={stableNames.trades}
        columns={columns}
        rows={pages.rows}
        total={pages.total}
        rowKey={(row) => row.id}
        loadMore={pages.loadMore}
      />
      <div className="flex flex-wrap gap-x-6 border-t border-line px-3 py-1.5 text-small text-muted">
        <p>
          {t('history.tradesTotal', { count: pages.total })} · {t('history.marketTimes')}
        </p>
        <ExitCounts key={`${botId} ${pages.total}`} botId={botId} />
      </div>
    </>
  )
}
