import { ArrowLeftRight } from 'lucide-react'
import { Link } from 'react-router'
import type { FillView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { MoneyChange, SideText } from '../../ui/Change.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

const shownAtMost = 4

export const RecentFills = () => {
  const { t, say, format } = useI18n()
  const fills = useEngine((state) => state.fills)
  const columns: readonly Column<FillView>[] = [
    {
      key: 'time',
      head: t('history.time'),
      cell: (row) => (
        <span className="text-muted">{`${format.day(row.marketTime)} ${format.clock(row.marketTime)}`}</span>
      ),
    },
    {
      key: 'bot',
      head: t('positions.bot'),
      cell: (row) => <span className="font-medium">{row.botName}</span>,
    },
    { key: 'pair', head: t('positions.pair'), cell: (row) => row.symbol },
    { key: 'side', head: t('positions.side'), cell: (row) => <SideText side={row.side} /> },
    {
      key: 'pnl',
      head: t('history.pnl'),
      align: 'right',
      cell: (row) =>
        row.realizedPnl === null ? (
          <span className="text-faint">–</span>
        ) : (
          <MoneyChange amount={row.realizedPnl} currency={row.quote} code />
        ),
    },
    {
      key: 'size',
      head: t('positions.size'),
      align: 'right',
      cell: (row) => (
        <>
          {format.quantity(row.quantity)} <span className="text-meta text-muted">{row.base}</span>
        </>
      ),
    },
    { key: 'price', head: t('history.price'), align: 'right', cell: (row) => format.price(row.price) },
    {
      key: 'reason',
      head: t('history.reason'),
      className: 'w-full max-w-0 min-w-40',
      cell: (row) => (
        <span title={say(row.reason)} className="block truncate text-muted">
          {say(row.reason)}
        </span>
      ),
    },
  ]
  return (
    <Panel
      title={t('overview.recentFills')}
      aside={
        <Link to="/history" className="text-small text-accent hover:underline">
          {t('overview.history')}
        </Link>
      }
    >
      {fills === null ? (
        <LoadingRows rows={shownAtMost} />
      ) : fills.length === 0 ? (
        <Empty icon={<ArrowLeftRight />} why={t('overview.noFills')} />
      ) : (
        <Table
          name={stableNames.recentFills}
          columns={columns}
          rows={fills.slice(0, shownAtMost)}
          rowKey={(row) => row.id}
        />
      )}
    </Panel>
  )
}
