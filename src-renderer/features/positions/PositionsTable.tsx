import { Crosshair } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Button } from '../../ui/Button.tsx'
import { ClosePositionDialog } from '../../ui/ClosePositionDialog.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { useLevelLines, usePositionColumns } from '../../ui/position-columns.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

/** Two lines of one cell: what it is, and what belongs to it, so that every column is in sight. */
const under = (
  above: Column<PositionView>,
  below: (row: PositionView) => ReactNode,
): Column<PositionView> => ({
  ...above,
  cell: (row) => (
    <>
      <span className="block leading-5">{above.cell(row)}</span>{' '}
      <span className="block text-meta leading-4 text-muted">{below(row)}</span>
    </>
  ),
})

const useColumns = (close: (id: string) => void): readonly Column<PositionView>[] => {
  const { t, say, format } = useI18n()
  const of = usePositionColumns()
  const levels = useLevelLines()
  const named: Column<PositionView> = {
    ...of.bot,
    cell: (row) => (
      <span className="flex items-center gap-1.5">
        <span className="truncate">{of.bot.cell(row)}</span>
        <ModePill mode={row.mode} small />
      </span>
    ),
  }
  return [
    {
      ...under(named, (row) => (
        <span className="block truncate" title={say(row.entryReason)}>
          {say(row.entryReason)}
        </span>
      )),
      head: `${t('positions.bot')} · ${t('positions.reason')}`,
      className: 'w-full max-w-0 min-w-40',
    },
    under(of.pair, of.side.cell),
    of.size,
    of.entry,
    of.mark,
    under(levels.stop, levels.stopDetail),
    under(of.pnl, of.ratio.cell),
    under(levels.takeProfit, levels.takeProfitDetail),
    {
      key: 'fees',
      head: t('positions.fees'),
      align: 'right',
      cell: (row) => <span className="text-muted">{format.money(row.fees, row.quote)}</span>,
    },
    of.age,
    {
      key: 'close',
      head: <span className="sr-only">{t('positions.close')}</span>,
      align: 'right',
      // In reach without scrolling, however wide the rest is.
      pinned: true,
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
