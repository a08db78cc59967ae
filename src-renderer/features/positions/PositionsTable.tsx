import { Crosshair } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { PositionView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { marketTimeOf } from '../../state/selectors.ts'
import { Button } from '../../ui/Button.tsx'
import { MoneyChange, RatioChange, SideText } from '../../ui/Change.tsx'
import { ClosePositionDialog } from '../../ui/ClosePositionDialog.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

const useColumns = (close: (id: string) => void): readonly Column<PositionView>[] => {
  const { t, say, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  return [
    {
      key: 'bot',
      head: t('positions.bot'),
      cell: (row) => (
        <Link to={`/bots/${row.botId}`} className="font-semibold hover:text-accent">
          {row.botName}
        </Link>
      ),
    },
    { key: 'mode', head: t('positions.mode'), cell: (row) => <ModePill mode={row.mode} small /> },
    { key: 'pair', head: t('positions.pair'), cell: (row) => row.symbol },
    { key: 'side', head: t('positions.side'), cell: () => <SideText side="buy" word={t('side.long')} /> },
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
    { key: 'entry', head: t('positions.entry'), align: 'right', cell: (row) => format.price(row.entryPrice) },
    {
      key: 'mark',
      head: t('positions.mark'),
      align: 'right',
      cell: (row) => <Fresh venueId={row.venueId}>{format.price(row.markPrice)}</Fresh>,
    },
    {
      key: 'pnl',
      head: t('positions.unrealized'),
      align: 'right',
      cell: (row) => (
        <Fresh venueId={row.venueId}>
          <MoneyChange amount={row.unrealizedPnl} currency={row.quote} />{' '}
          <span className="text-meta text-muted">{row.quote}</span>
        </Fresh>
      ),
    },
    {
      key: 'ratio',
      head: '%',
      align: 'right',
      cell: (row) => (
        <Fresh venueId={row.venueId}>
          <RatioChange ratio={row.unrealizedRatio} />
        </Fresh>
      ),
    },
    {
      key: 'fees',
      head: t('positions.fees'),
      align: 'right',
      cell: (row) => <span className="text-muted">{format.money(row.fees, row.quote)}</span>,
    },
    {
      key: 'age',
      head: t('positions.age'),
      align: 'right',
      cell: (row) => (
        <span className="text-muted">
          {format.duration((marketTimeOf(engine, row.venueId) ?? row.openedAt) - row.openedAt)}
        </span>
      ),
    },
    {
      key: 'reason',
      head: t('positions.reason'),
      className: 'w-full max-w-0',
      cell: (row) => <span className="block min-w-40 truncate text-muted">{say(row.entryReason)}</span>,
    },
    {
      key: 'close',
      head: <span className="sr-only">{t('positions.close')}</span>,
      align: 'right',
      cell: (row) => (
        <Button size="row" disabled={row.closing} onClick={() => close(row.id)}>
          {row.closing ? t('positions.closing') : t('positions.close')}
        </Button>
      ),
    },
  ]
}

export const PositionsTable = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const positions = useEngine((state) => state.positions)
  const [closing, setClosing] = useState<string | null>(null)
  const columns = useColumns(setClosing)
  if (positions === null) return <LoadingRows rows={4} />
  if (positions.size === 0) {
    return (
      <Empty
        icon={<Crosshair />}
        why={t('positions.empty')}
        action={<Button onClick={() => void navigate('/bots')}>{t('positions.watchBots')}</Button>}
      />
    )
  }
  return (
    <>
      <Table
        name={stableNames.openPositions}
        columns={columns}
        rows={[...positions.values()]}
        rowKey={(row) => row.id}
      />
      <ClosePositionDialog
        position={closing === null ? undefined : positions.get(closing)}
        close={() => setClosing(null)}
      />
    </>
  )
}
