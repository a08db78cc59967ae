import { Crosshair } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Button } from '../../ui/Button.tsx'
import { ClosePositionDialog } from '../../ui/ClosePositionDialog.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { usePositionColumns } from '../../ui/position-columns.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

const useColumns = (close: (id: string) => void): readonly Column<PositionView>[] => {
  const { t, say, format } = useI18n()
  const of = usePositionColumns()
  return [
    of.bot,
    { key: 'mode', head: t('positions.mode'), cell: (row) => <ModePill mode={row.mode} small /> },
    of.pair,
    // The first to go where the window is narrow: the stop matters more.
    { ...of.side, className: 'max-[1199px]:hidden' },
    of.size,
    of.entry,
    of.mark,
    of.stop,
    of.pnl,
    of.ratio,
    of.takeProfit,
    {
      key: 'fees',
      head: t('positions.fees'),
      align: 'right',
      cell: (row) => <span className="text-muted">{format.money(row.fees, row.quote)}</span>,
    },
    of.age,
    {
      key: 'reason',
      head: t('positions.reason'),
      className: 'w-full max-w-0 min-w-24',
      cell: (row) => (
        <span className="block truncate text-muted" title={say(row.entryReason)}>
          {say(row.entryReason)}
        </span>
      ),
    },
    {
      key: 'close',
      head: <span className="sr-only">{t('positions.close')}</span>,
      align: 'right',
      // In reach without scrolling, however wide the rest is.
      className: 'sticky right-0 bg-panel',
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
