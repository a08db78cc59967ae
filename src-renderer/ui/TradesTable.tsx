import { ListChecks } from 'lucide-react'
import { useCallback } from 'react'
import type { TradeView } from '../../src-preload/contract/views.ts'
import { ask } from '../bridge/bridge.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { usePages } from '../state/use-pages.ts'
import { MoneyChange, RatioChange } from './Change.tsx'
import { ExitCounts } from './ExitCounts.tsx'
import { Empty, ErrorState, LoadingRows } from './States.tsx'
import type { Column } from './Table.tsx'
import { VirtualTable } from './VirtualTable.tsx'

type Row = TradeView & { readonly row: number }
const pageSize = 100

interface TradesTableProps {
  readonly botId: string | null
  /** Changes when a trade was closed. */
  readonly freshness: number
  readonly empty: string
}

const useColumns = (withBot: boolean): readonly Column<Row>[] => {
  const { t, say, format } = useI18n()
  const muted = (text: string) => <span className="text-muted">{text}</span>
  const time = (at: number) => muted(`${format.day(at)} ${format.clock(at)}`)
  return [
    { key: 'closed', head: t('history.closed'), cell: (row) => time(row.closedAt) },
    ...(withBot
      ? [
          {
            key: 'bot',
            head: t('history.bot'),
            cell: (row: Row) => <span className="font-medium">{row.botName}</span>,
          },
        ]
      : []),
    { key: 'pair', head: t('positions.pair'), cell: (row) => row.symbol },
    { key: 'mode', head: t('positions.mode'), cell: (row) => muted(t(`mode.${row.mode}.word`)) },
    // What it came to is in sight also where the rest has to be scrolled to.
    {
      key: 'pnl',
      head: t('history.pnl'),
      align: 'right',
      cell: (row) => (
        <>
          <MoneyChange amount={row.realizedPnl} currency={row.quote} />{' '}
          <span className="text-meta text-muted">{row.quote}</span>
        </>
      ),
    },
    { key: 'ratio', head: '%', align: 'right', cell: (row) => <RatioChange ratio={row.realizedRatio} /> },
    {
      key: 'reason',
      head: t('history.exitReason'),
      className: 'max-w-60',
      cell: (row) => (
        <span title={say(row.exitReason)} className="selectable block truncate text-muted">
          {say(row.exitReason)}
        </span>
      ),
    },
    { key: 'opened', head: t('history.opened'), cell: (row) => time(row.openedAt) },
    {
      key: 'duration',
      head: t('history.duration'),
      align: 'right',
      cell: (row) => muted(format.duration(row.closedAt - row.openedAt)),
    },
    {
      key: 'size',
      head: t('history.size'),
      align: 'right',
      cell: (row) => (
        <>
          {format.quantity(row.quantity)} <span className="text-meta text-muted">{row.base}</span>
        </>
      ),
    },
    { key: 'entry', head: t('history.entry'), align: 'right', cell: (row) => format.price(row.entryPrice) },
    { key: 'exit', head: t('history.exit'), align: 'right', cell: (row) => format.price(row.exitPrice) },
    {
      key: 'fees',
      head: t('history.fees'),
      align: 'right',
      cell: (row) => muted(format.money(row.fees, row.quote)),
    },
  ]
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
  const pages = usePages<Row>(fetchPage, (row) => row.row, freshness)
  const columns = useColumns(botId === null)
  if (pages.failure !== null && pages.rows === null) {
    return <ErrorState what={t('state.loadFailed')} detail={pages.failure} retry={pages.reload} />
  }
  if (pages.rows === null) return <LoadingRows rows={8} />
  if (pages.rows.length === 0) return <Empty icon={<ListChecks />} why={empty} />
  return (
    <>
      <VirtualTable
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
