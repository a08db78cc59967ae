import { Crosshair } from 'lucide-react'
import { Link } from 'react-router'
import type { PositionView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { marketTimeOf } from '../../state/selectors.ts'
import { MoneyChange, RatioChange, SideText } from '../../ui/Change.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

const shownAtMost = 4

export const OpenPositions = () => {
  const { t, format } = useI18n()
  const positions = useEngine((state) => state.positions)
  const engine = useEngine((state) => state.engine)
  const columns: readonly Column<PositionView>[] = [
    {
      key: 'bot',
      head: t('positions.bot'),
      cell: (row) => (
        <Link to={`/bots/${row.botId}`} className="font-medium hover:text-accent">
          {row.botName}
        </Link>
      ),
    },
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
      key: 'age',
      head: t('positions.age'),
      align: 'right',
      cell: (row) => (
        <span className="text-muted">
          {format.duration((marketTimeOf(engine, row.venueId) ?? row.openedAt) - row.openedAt)}
        </span>
      ),
    },
  ]
  return (
    <Panel
      title={t('overview.openPositions')}
      count={positions === null ? undefined : positions.size}
      aside={
        <Link to="/positions" className="text-small text-accent hover:underline">
          {t('overview.allPositions')}
        </Link>
      }
    >
      {positions === null ? (
        <LoadingRows rows={2} />
      ) : positions.size === 0 ? (
        <Empty icon={<Crosshair />} why={t('overview.noPositions')} />
      ) : (
        <Table
          name={stableNames.openPositions}
          columns={columns}
          rows={[...positions.values()].slice(0, shownAtMost)}
          rowKey={(row) => row.id}
        />
      )}
    </Panel>
  )
}
