import type { EquityPoint } from '../../src-preload/contract/views.ts'

export const equityRanges = ['24h', '7d', '30d', 'All'] as const
export type EquityRange = (typeof equityRanges)[number]

const spans: Readonly<Record<EquityRange, number>> = {
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
  All: Number.POSITIVE_INFINITY,
}

/** For drawing: statistics, so floats. Figures in words come from the texts. */
export interface ChartPoint {
  readonly time: number
  readonly equity: number
  readonly benchmark: number | null
  /** At or below zero, against the highest equity since the first point. */
  readonly drawdown: number
}

const maxDrawn = 600

/** The chosen range, thinned to what a screen can show; the last point always stays. */
export const equitySeries = (points: readonly EquityPoint[], range: EquityRange): readonly ChartPoint[] => {
  const last = points.at(-1)
  if (last === undefined) return []
  const from = last.time - spans[range]
  const stride = Math.max(1, Math.ceil(points.length / maxDrawn))
  let peak = 0
  const series: ChartPoint[] = []
  points.forEach((point, index) => {
    const equity = Number(point.equity)
    peak = Math.max(peak, equity)
    if (point.time < from || ((points.length - 1 - index) % stride !== 0 && index !== 0)) return
    series.push({
      time: point.time,
      equity,
      benchmark: point.benchmark === null ? null : Number(point.benchmark),
      drawdown: peak === 0 ? 0 : equity / peak - 1,
    })
  })
  return series
}
