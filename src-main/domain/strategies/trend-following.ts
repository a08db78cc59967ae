import type { DirectionalValue } from '../indicators/average-directional-index.ts'
import type { IchimokuValue } from '../indicators/ichimoku.ts'
import type { Trend } from '../indicators/indicator.ts'
import type { DivergenceValue } from '../indicators/macd-divergence.ts'
import type { SuperTrendValue } from '../indicators/super-trend.ts'
import { numberOf, type ParameterValues } from '../parameters.ts'
import { above, either, type Scored, sideReading } from './conditions.ts'
import { adx, ichimoku, macdDivergence, superTrend } from './indicator-wishes.ts'
import type { IndicatorReader } from './shared-indicators.ts'
import type {
  ConditionCode,
  Reading,
  SideReading,
  Strategy,
  StrategyDefinition,
  StrategyMarket,
} from './strategy.ts'

/** So far above its threshold the ADX leaves no doubt. */
const clearAdx = 25

/** How a read of one direction is worded. */
interface Side {
  readonly trend: Trend
  readonly ichimoku: ConditionCode
  readonly superTrend: ConditionCode
  readonly noDivergence: ConditionCode
}

const up: Side = {
  trend: 'bullish',
  ichimoku: 'trend.ichimoku-bullish',
  superTrend: 'trend.super-trend-up',
  noDivergence: 'trend.no-bearish-divergence',
}
const down: Side = {
  trend: 'bearish',
  ichimoku: 'trend.ichimoku-bearish',
  superTrend: 'trend.super-trend-down',
  noDivergence: 'trend.no-bullish-divergence',
}

const signOf: Readonly<Record<Trend, number>> = { bullish: 1, bearish: -1, neutral: 0 }

class TrendFollowing implements Strategy {
  readonly #cloud: IndicatorReader<IchimokuValue>
  readonly #strength: IndicatorReader<DirectionalValue>
  readonly #superTrend: IndicatorReader<SuperTrendValue>
  readonly #divergence: IndicatorReader<DivergenceValue>
  readonly #adxMin: number

  constructor(values: ParameterValues, market: StrategyMarket) {
    const number = (key: string) => numberOf(values, key)
    this.#cloud = market.own(ichimoku(number('conversion'), number('base'), number('spanB')))
    this.#strength = market.own(adx(number('adxPeriod')))
    this.#superTrend = market.own(superTrend(number('superTrendPeriod'), number('superTrendFactor')))
    this.#divergence = market.own(macdDivergence())
    this.#adxMin = number('adxMin')
  }

  read(): Reading | null {
    const [cloud, superTrendNow, divergence] = [this.#cloud.now, this.#superTrend.now, this.#divergence.now]
    const strength = this.#strength.now.adx
    if ([cloud.spanA, cloud.spanB, strength, superTrendNow.line].some(Number.isNaN)) return null
    const strong = above({ code: 'trend.strong', value: strength, threshold: this.#adxMin, scale: clearAdx })
    return {
      long: sideOf(up, cloud, strong, superTrendNow, divergence.bearish),
      short: sideOf(down, cloud, strong, superTrendNow, divergence.bullish),
    }
  }
}

const sideOf = (
  side: Side,
  cloud: IchimokuValue,
  strong: Scored,
  superTrendNow: SuperTrendValue,
  diverges: boolean,
): SideReading => {
  const { trend } = side
  const against: Trend = trend === 'bullish' ? 'bearish' : 'bullish'
  const is = (code: ConditionCode, found: Trend, wanted: Trend) =>
    either({ code, value: signOf[found], sign: '=', need: signOf[wanted], passed: found === wanted })
  const { trend: read } = cloud
  return sideReading(
    [
      is(side.ichimoku, read, trend),
      strong,
      is(side.superTrend, superTrendNow.trend, trend),
      is(side.noDivergence, diverges ? against : 'neutral', 'neutral'),
    ],
    [
      either({
        code: 'trend.ichimoku-ended',
        value: signOf[read],
        sign: '≠',
        need: signOf[trend],
        passed: read !== trend,
      }),
      is('trend.super-trend-flipped', superTrendNow.trend, against),
    ],
    superTrendNow.trend === trend ? superTrendNow.line : null,
  )
}

/**
 * Buys into a strong rise: all of an Ichimoku that reads bullish, an ADX above `adxMin`, a SuperTrend that says buy,
 * and no bearish divergence of the MACD from the price. Leaves when the Ichimoku reads bullish no more or the
 * SuperTrend flips. The stop is the SuperTrend's own line. Sells short by the mirror image.
 */
export const trendFollowing: StrategyDefinition = {
  id: 'trend-following',
  parameters: [
    { key: 'conversion', kind: 'integer', min: '2', max: '60', step: '1', default: '9' },
    { key: 'base', kind: 'integer', min: '3', max: '120', step: '1', default: '26' },
    { key: 'spanB', kind: 'integer', min: '4', max: '240', step: '1', default: '52' },
    { key: 'adxPeriod', kind: 'integer', min: '2', max: '100', step: '1', default: '14' },
    { key: 'adxMin', kind: 'integer', min: '5', max: '60', step: '1', default: '25' },
    { key: 'superTrendPeriod', kind: 'integer', min: '2', max: '100', step: '1', default: '10' },
    { key: 'superTrendFactor', kind: 'decimal', min: '0.5', max: '10', step: '0.1', default: '3' },
  ],
  readsForming: true,
  extraCandles: 0,
  check: () => [],
  create: (values, market) => new TrendFollowing(values, market),
}
