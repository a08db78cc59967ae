import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { SeriesCoverage, VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { type CoverageState, coverageState } from '../../state/coverage.ts'
import type { Column } from '../../ui/Table.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'

const StateCell = ({ state }: { state: CoverageState }) => {
  const { t, format } = useI18n()
  const row = 'inline-flex items-center gap-1.5 align-middle'
  switch (state.kind) {
    case 'empty':
      return <span className="text-faint">–</span>
    case 'loading':
      return (
        <span className={`${row} text-muted`}>
          <LoaderCircle aria-hidden size={13} />
          {t('coverage.loading')}
        </span>
      )
    case 'complete':
      return (
        <span className={row}>
          <CircleCheck aria-hidden size={13} className="text-accent" />
          {t('coverage.complete')}
        </span>
      )
    case 'behind':
      return (
        <span className={`${row} text-warning`} title={t('coverage.behindAbout')}>
          <TriangleAlert aria-hidden size={13} />
          {t('coverage.behind', { span: format.duration(state.byMs) })}
        </span>
      )
  }
}

const counts = ['stream', 'backfilled', 'synthetic', 'holes', 'corrections'] as const

const useColumns = (venue: VenueView, now: number): readonly Column<SeriesCoverage>[] => {
  const { t, format } = useI18n()
  const time = (at: number | null) => (at === null ? '–' : format.dateTime(at))
  return [
    {
      key: 'pair',
      head: t('coverage.pair'),
      cell: (row) => <span className="font-semibold">{row.symbol}</span>,
    },
    { key: 'timeframe', head: t('coverage.timeframe'), cell: (row) => row.timeframe },
    {
      key: 'state',
      head: t('coverage.state'),
      cell: (row) => <StateCell state={coverageState(row, venue, now)} />,
    },
    {
      key: 'from',
      head: t('coverage.from'),
      align: 'right',
      cell: (row) => <span className="text-muted">{time(row.from)}</span>,
    },
    {
      key: 'until',
      head: t('coverage.until'),
      align: 'right',
      cell: (row) => <span className="text-muted">{time(row.until)}</span>,
    },
    ...counts.map(
      (key): Column<SeriesCoverage> => ({
        key,
        head: t(`coverage.${key}`),
        title: t(`coverage.${key}Full`),
        align: 'right',
        cell: (row) => (
          <span className={row[key] === 0 ? 'text-faint' : undefined}>{format.number(row[key])}</span>
        ),
      }),
    ),
    {
      key: 'checked',
      head: t('coverage.checked'),
      title: t('coverage.checkedFull'),
      align: 'right',
      cell: ({ differed, checked }) => (
        <span className={differed === 0 ? 'text-faint' : undefined}>
          {checked === 0 ? '–' : `${format.number(differed)} / ${format.number(checked)}`}
        </span>
      ),
    },
  ]
}

interface CoverageTableProps {
  readonly venue: VenueView
  readonly series: readonly SeriesCoverage[]
  readonly now: number
}

export const CoverageTable = ({ venue, series, now }: CoverageTableProps) => (
  <VirtualTable
    name={stableNames.coverage}
    columns={useColumns(venue, now)}
    rows={series}
    total={series.length}
    rowKey={({ symbol, timeframe }) => `${symbol} ${timeframe}`}
    loadMore={() => {}}
  />
)
