import { useMemo } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useI18n } from '../i18n/i18n.tsx'
import type { ChartPoint } from './equity-series.ts'

const margin = { top: 8, right: 4, bottom: 0, left: 12 }
const axis = { fontSize: 11, fill: 'var(--faint)' }
const axisWidth = 72

interface EquityChartProps {
  readonly series: readonly ChartPoint[]
  readonly currency: string
}

interface HoverProps extends EquityChartProps {
  readonly time: number | undefined
}

const Hover = ({ series, currency, time }: HoverProps) => {
  const { t, format } = useI18n()
  const point = series.find((each) => each.time === time)
  if (point === undefined) return null
  return (
    <div className="rounded-control border border-line-strong bg-raised px-2.5 py-1.5 text-small shadow-float">
      <p className="text-meta text-muted">{format.dateTime(point.time)} UTC</p>
      <p className="font-medium">{`${format.money(point.equity, currency)} ${currency}`}</p>
      {point.benchmark !== null && (
        <p className="text-muted">{`${t('overview.chartBenchmark')} ${format.money(point.benchmark, currency)}`}</p>
      )}
      <p className="text-muted">{`${t('overview.chartDrawdown')} ${format.percent(point.drawdown)}`}</p>
    </div>
  )
}

/** Equity with its benchmark above, drawdown in its own pane below; one time axis. */
export const EquityChart = ({ series, currency }: EquityChartProps) => {
  const { t, format } = useI18n()
  const data = useMemo(() => [...series], [series])
  const first = series[0]
  const last = series.at(-1)
  if (first === undefined || last === undefined) return null
  const long = last.time - first.time > 2 * 86_400_000
  const deepest = Math.min(...series.map((point) => point.drawdown))
  const alt = t('overview.chartAlt', {
    from: format.money(first.equity, currency),
    to: format.money(last.equity, currency),
    currency,
    drawdown: format.percent(deepest),
  })
  const timeAxis = {
    dataKey: 'time',
    type: 'number',
    scale: 'time',
    domain: ['dataMin', 'dataMax'],
    tickLine: false,
    axisLine: false,
    minTickGap: 60,
  } as const
  const valueAxis = {
    orientation: 'right',
    width: axisWidth,
    tick: axis,
    tickLine: false,
    axisLine: false,
  } as const
  return (
    <div role="img" aria-label={alt} className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-[3]">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart data={data} margin={margin} syncId="equity">
            <CartesianGrid stroke="var(--grid)" vertical={false} />
            <XAxis {...timeAxis} hide />
            <YAxis
              {...valueAxis}
              domain={['auto', 'auto']}
              tickCount={5}
              tickFormatter={(value: number) => format.number(value, 0)}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--line-strong)' }}
              content={({ label }) => (
                <Hover
                  series={series}
                  currency={currency}
                  time={typeof label === 'number' ? label : undefined}
                />
              )}
            />
            <Line
              dataKey="benchmark"
              type="linear"
              stroke="var(--faint)"
              strokeDasharray="4 3"
              strokeWidth={1.2}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
            <Area
              dataKey="equity"
              type="linear"
              baseValue="dataMin"
              stroke="var(--accent)"
              strokeWidth={1.6}
              fill="var(--accent)"
              fillOpacity={0.09}
              activeDot={{ r: 3 }}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <div className="relative min-h-0 flex-1 border-t border-line">
        <span className="pointer-events-none absolute bottom-6 left-3 text-meta text-muted">
          {t('overview.chartDrawdown')}
        </span>
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart data={data} margin={{ ...margin, top: 2 }} syncId="equity">
            <XAxis
              {...timeAxis}
              tick={axis}
              height={20}
              tickFormatter={(time: number) => (long ? format.day(time) : format.clock(time))}
            />
            <YAxis
              {...valueAxis}
              domain={['auto', 0]}
              tickCount={2}
              tickFormatter={(value: number) => format.percent(value, 1)}
            />
            <Area
              dataKey="drawdown"
              type="linear"
              baseValue={0}
              stroke="var(--loss)"
              strokeWidth={1.2}
              fill="var(--loss)"
              fillOpacity={0.18}
              activeDot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </div>
  )
}
