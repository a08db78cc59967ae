import { ChartLine } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { type EquityRange, equityRanges, equitySeries } from '../../charts/equity-series.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { moneyKey, moneyOf } from '../../state/selectors.ts'
import { useView } from '../../state/view-store.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'

/** The first run shows no chart and must not wait for one. */
const EquityChart = lazy(async () => ({
  default: (await import('../../charts/EquityChart.tsx')).EquityChart,
}))

const Legend = ({ own, benchmark }: { own: string; benchmark: string }) => (
  <span className="flex min-w-0 items-center gap-3 text-small text-muted">
    <span className="flex min-w-0 items-center gap-1.5">
      <span aria-hidden className="w-3 shrink-0 border-t-2 border-accent" />
      <span className="truncate">{own}</span>
    </span>
    <span className="flex min-w-0 items-center gap-1.5">
      <span aria-hidden className="w-3 shrink-0 border-t-2 border-dashed border-faint" />
      <span className="truncate">{benchmark}</span>
    </span>
  </span>
)

export const EquityPanel = () => {
  const { t } = useI18n()
  const [range, setRange] = useState<EquityRange>('All')
  const chosen = useView((view) => view.money)
  const currency = useEngine((state) => moneyOf(state.engine, chosen)?.currency ?? null)
  const accountId = useEngine((state) => moneyOf(state.engine, chosen)?.accountId ?? null)
  const mode = useEngine((state) => moneyOf(state.engine, chosen)?.mode ?? 'paper')
  const shown = currency === null || accountId === null ? null : { accountId, currency }
  useTopics(shown === null ? [] : [{ topic: 'equity', ...shown }])
  const points = useEngine((state) => (shown === null ? undefined : state.equity[moneyKey(shown)]))
  const series = useMemo(() => equitySeries(points ?? [], range), [points, range])
  return (
    <Panel
      title={t('overview.chart')}
      count={
        <Legend
          own={t('overview.chartOwn', { mode: t(`mode.${mode}.word`) })}
          benchmark={t('overview.chartBenchmark')}
        />
      }
      aside={
        <Segments
          label={t('overview.range')}
          value={range}
          onChange={setRange}
          choices={equityRanges.map((value) => ({ value, label: t(`overview.range${value}`) }))}
        />
      }
    >
      {points === undefined || currency === null ? (
        <LoadingRows rows={6} />
      ) : series.length < 2 ? (
        <Empty icon={<ChartLine />} why={t('overview.chartEmpty')} />
      ) : (
        <Suspense fallback={<LoadingRows rows={6} />}>
          <EquityChart series={series} currency={currency} />
        </Suspense>
      )}
    </Panel>
  )
}
