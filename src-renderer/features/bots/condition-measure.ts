import type { ConditionCode } from '../../../src-preload/contract/codes.ts'
import type { ConditionView } from '../../../src-preload/contract/views.ts'
import type { Format } from '../../format/format.ts'

type Kind = 'number' | 'ratio' | 'trend'

/** What the numbers of each condition are. */
const kinds: Readonly<Record<ConditionCode, Kind>> = {
  'ema-cross.crossed-up': 'number',
  'ema-cross.fast-below-slow': 'number',
  'ema-cross.close-above-slow': 'number',
  'mean-reversion.oversold': 'number',
  'mean-reversion.overbought': 'number',
  'mean-reversion.below-band': 'number',
  'mean-reversion.above-band': 'number',
  'mean-reversion.near-level': 'ratio',
  'mean-reversion.higher-bullish': 'number',
  'mean-reversion.higher-bearish': 'number',
  'mean-reversion.volume': 'number',
  'mean-reversion.back-at-mean': 'number',
  'trend.ichimoku-bullish': 'trend',
  'trend.ichimoku-bearish': 'trend',
  'trend.ichimoku-ended': 'trend',
  'trend.strong': 'number',
  'trend.super-trend-up': 'trend',
  'trend.super-trend-down': 'trend',
  'trend.super-trend-flipped': 'trend',
  'trend.no-bearish-divergence': 'trend',
  'trend.no-bullish-divergence': 'trend',
}

const arrowOf = (trend: number): string => (trend > 0 ? '↑' : trend < 0 ? '↓' : '→')

/** Seven significant digits: as much as a reader compares, whatever the price level. */
const shown = (value: number): number => Number(value.toPrecision(7))

const worded = (value: number, kind: Kind, format: Format): string => {
  if (kind === 'trend') return arrowOf(value)
  return kind === 'ratio' ? format.percent(value) : format.number(shown(value))
}

/** What was measured and what was needed, as the window shows it. */
export const measureOf = ({ code, value, sign, need }: ConditionView, format: Format) => {
  const kind = kinds[code]
  const needed = worded(need, kind, format)
  return {
    value: value === null ? '–' : worded(value, kind, format),
    need: sign === '=' ? needed : `${sign} ${needed}`,
  }
}
