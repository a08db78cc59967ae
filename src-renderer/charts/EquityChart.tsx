import { useMemo } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useYAxisScale,
  XAxis,
  YAxis,
} from 'recharts'
import { useI18n } from '../i18n/i18n.tsx'
import type { ChartPoint } from './equity-series.ts'

const margin = { top: 8, right: 4, bottom: 0, left: 12 }
const axis = { fontSize: 11, fill: 'var(--faint)' }
const axisWidth = 72
const tagHeight = 18

interface EquityChartProps {
  readonly series: readonly ChartPoint[]
  readonly currency: string
}

const hourMs = 3_600_000
const steps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 120, 240, 720].map((hours) => hours * hourMs)
const ticksAtMost = 7

/** Whole hours or days, as many as fit. */
const timeTicks = (from: number, to: number): number[] => {
  const step = steps.find((each) => (to - from) / each <= ticksAtMost) ?? (to - from) / ticksAtMost
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick)
  return ticks
}

interface TagProps {
  readonly viewBox?: { readonly x?: number; readonly y?: number; readonly width?: number }
  readonly text: string
  readonly filled: boolean
}

/** The last value, on the axis. */
const Tag = ({ viewBox, text, filled }: TagProps) => {
  const x = (viewBox?.x ?? 0) + (viewBox?.width ?? 0) + 3
  const y = viewBox?.y ?? 0
  return (
    <g fontSize={11} fontWeight={600}>
      <rect
        x={x}
        y={y - tagHeight / 2}
        width={axisWidth - 4}
        height={tagHeight}
        rx={3}
        fill={filled ? 'var(--accent)' : 'var(--track)'}
      />
      <text x={x + 6} y={y + 4} fill={filled ? 'var(--panel)' : 'var(--text)'}>
        {text}
      </text>
    </g>
  )
}

interface ValueTickProps {
  readonly x?: number | string
  readonly y?: number | string
  readonly payload?: { readonly value: number }
  /** The value with the tag. */
  readonly tagged: number
  readonly text: (value: number) => string
}

/** A label of the value axis, left out where the tag covers it. */
const ValueTick = ({ x, y, payload, tagged, text }: ValueTickProps) => {
  const tagY = useYAxisScale()?.(tagged)
  if (payload === undefined || Math.abs(Number(y) - Number(tagY)) < tagHeight / 2 + axis.fontSize) return null
  return (
    <text {...axis} x={x} y={y} dy="0.355em">
      {text(payload.value)}
    </text>
  )
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
  const long = last.time - first.time > ticksAtMost * 12 * hourMs
  const deepest = Math.min(...series.map((point) => point.drawdown))
  const alt = t('overview.chartAlt', {
    from: format.money(first.equity, currency),
    to: format.money(last.equity, currency),
    currency,
    drawdown: format.percent(deepest),
  })
  const ticks = timeTicks(first.time, last.time)
  const timeAxis = {
    dataKey: 'time',
    type: 'number',
    scale: 'time',
    domain: ['dataMin', 'dataMax'],
    ticks,
    tickLine: false,
    axisLine: false,
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
            <CartesianGrid stroke="var(--grid)" />
            <XAxis {...timeAxis} hide />
            <YAxis
              {...valueAxis}
              domain={['auto', 'auto']}
              tickCount={5}
              tick={<ValueTick tagged={last.equity} text={(value) => format.number(value, 0)} />}
            />
            <Tooltip
              isAnimationActive={false}
              // Over the pane below, into which it reaches.
              wrapperStyle={{ zIndex: 1 }}
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
            <ReferenceLine
              y={last.equity}
              stroke="var(--accent)"
              strokeOpacity={0.35}
              strokeDasharray="1 3"
              label={<Tag text={format.money(last.equity, currency)} filled />}
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
            <CartesianGrid stroke="var(--grid)" horizontal={false} />
            <XAxis
              {...timeAxis}
              tick={axis}
              height={20}
              tickFormatter={(time: number) => (long ? format.day(time) : format.clock(time))}
            />
            <YAxis
              {...valueAxis}
              domain={[Math.min(deepest, -0.0001), 0]}
              ticks={[Math.min(deepest, -0.0001), 0]}
              tickFormatter={(value: number) => format.percent(value, 2)}
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
