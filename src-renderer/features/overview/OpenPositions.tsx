import { Crosshair } from 'lucide-react'
import { Link } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useLevelLines, usePositionColumns } from '../../ui/position-columns.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { Table, under } from '../../ui/Table.tsx'

const shownAtMost = 4

export const OpenPositions = () => {
  const { t } = useI18n()
  const positions = useEngine((state) => state.positions)
  const of = usePositionColumns()
  const levels = useLevelLines()
  const columns = [
    of.bot,
    of.pair,
    of.size,
    of.entry,
    of.mark,
    under(of.pnl, of.ratio.cell),
    under(levels.stop, levels.stopDetail),
    of.age,
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
