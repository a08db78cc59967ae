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
import { useLevelLines, usePositionColumns } from '../../ui/position-columns.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { type Column, Table, under } from '../../ui/Table.tsx'

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
  const fees = (row: PositionView) => format.money(row.fees, row.quote)
  const sideAndSize = (row: PositionView) => (
    <>
      {of.side.cell(row)} {format.quantity(row.quantity)}
    </>
  )
  return [
    {
      ...under(
        named,
        (row) => (
          <span className="block truncate" title={say(row.entryReason)}>
            {say(row.entryReason)}
          </span>
        ),
        `${t('positions.bot')} · ${t('positions.reason')}`,
      ),
      className: 'w-full max-w-0 min-w-40',
    },
    under(of.pair, sideAndSize, `${t('positions.pair')} · ${t('positions.size')}`),
    under(of.mark, of.entry.cell, `${t('positions.mark')} · ${t('positions.entry')}`),
    under(levels.stop, levels.stopDetail),
    under(of.pnl, of.ratio.cell),
    under(levels.takeProfit, levels.takeProfitDetail),
    under(of.age, fees, `${t('positions.age')} · ${t('positions.fees')}`),
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
