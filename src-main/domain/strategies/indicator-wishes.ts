import { AverageDirectionalIndex } from '../indicators/average-directional-index.ts'
import { AverageTrueRange } from '../indicators/average-true-range.ts'
import { BollingerBands } from '../indicators/bollinger-bands.ts'
import { Ema } from '../indicators/ema.ts'
import { Ichimoku } from '../indicators/ichimoku.ts'
import { MacdDivergence } from '../indicators/macd-divergence.ts'
import { StochasticRsi } from '../indicators/stochastic-rsi.ts'
import { SuperTrend } from '../indicators/super-trend.ts'
import { SupportResistance } from '../indicators/support-resistance.ts'
import { VolumeAverage } from '../indicators/volume-average.ts'
import { VolumeProfile } from '../indicators/volume-profile.ts'
import type { IndicatorWish } from './shared-indicators.ts'

/** A wish whose key is the kind and its parameters, so that equal wishes are one indicator. */
const wish =
  <Value, Parameters extends readonly number[]>(
    kind: string,
    make: (...parameters: Parameters) => ReturnType<IndicatorWish<Value>['make']>,
  ) =>
  (...parameters: Parameters): IndicatorWish<Value> => ({
    key: `${kind} ${parameters.join(' ')}`,
    make: () => make(...parameters),
  })

export const ema = wish('ema', (period: number) => new Ema(period))
export const atr = wish('atr', (period: number) => new AverageTrueRange(period))
export const adx = wish('adx', (period: number) => new AverageDirectionalIndex(period))
export const bollingerBands = wish(
  'bollinger-bands',
  (period: number, deviations: number) => new BollingerBands(period, deviations),
)
export const stochasticRsi = wish(
  'stochastic-rsi',
  (rsiPeriod: number, stochasticPeriod: number) => new StochasticRsi(rsiPeriod, stochasticPeriod),
)
export const volumeProfile = wish('volume-profile', (period: number) => new VolumeProfile(period))
export const volumeAverage = wish('volume-average', (period: number) => new VolumeAverage(period))
export const supportResistance = wish('support-resistance', () => new SupportResistance())
export const ichimoku = wish(
  'ichimoku',
  (conversion: number, base: number, spanB: number) => new Ichimoku(conversion, base, spanB, base),
)
export const superTrend = wish(
  'super-trend',
  (period: number, multiplier: number) => new SuperTrend(period, multiplier),
)
export const macdDivergence = wish('macd-divergence', () => new MacdDivergence())
