import type { BollingerValue } from '../indicators/bollinger-bands.ts'
import type { VolumeProfileValue } from '../indicators/parts/volume-rows.ts'
import type { StochasticRsiValue } from '../indicators/stochastic-rsi.ts'
import type { SupportResistanceValue } from '../indicators/support-resistance.ts'
import type { Candle } from '../market/candle.ts'
import { numberOf, type ParameterValues } from '../parameters.ts'
import { above, below, type Scored, scored, sideReading } from './conditions.ts'
import {
  atr,
  bollingerBands,
  ema,
  stochasticRsi,
  supportResistance,
  volumeAverage,
  volumeProfile,
} from './indicator-wishes.ts'
import type { IndicatorReader } from './shared-indicators.ts'
import type { Reading, Strategy, StrategyDefinition, StrategyMarket } from './strategy.ts'

/** Distances at which a condition leaves no doubt: of the stochastic RSI, of %B, and of averages over the price. */
const clear = { stochastic: 20, percentB: 0.25, average: 0.01 }

class MeanReversion implements Strategy {
  readonly #values: ParameterValues
  readonly #stochastic: IndicatorReader<StochasticRsiValue>
  readonly #bands: IndicatorReader<BollingerValue>
  readonly #profile: IndicatorReader<VolumeProfileValue>
  readonly #levels: IndicatorReader<SupportResistanceValue>
  readonly #volume: IndicatorReader<number>
  readonly #range: IndicatorReader<number>
  readonly #higherFast: IndicatorReader<number>
  readonly #higherSlow: IndicatorReader<number>

  constructor(values: ParameterValues, market: StrategyMarket) {
    const number = (key: string) => numberOf(values, key)
    this.#values = values
    this.#stochastic = market.own(stochasticRsi(number('rsiPeriod'), number('stochasticPeriod')))
    this.#bands = market.own(bollingerBands(number('bandPeriod'), number('bandDeviations')))
    this.#profile = market.own(volumeProfile(number('profilePeriod')))
    this.#levels = market.own(supportResistance())
    this.#volume = market.own(volumeAverage(number('volumePeriod')))
    this.#range = market.own(atr(number('atrPeriod')))
    this.#higherFast = market.higher(ema(number('higherFast')))
    this.#higherSlow = market.higher(ema(number('higherSlow')))
  }

  read(candle: Candle): Reading | null {
    const { k } = this.#stochastic.now
    const { percentB } = this.#bands.now
    const [fast, slow] = [this.#higherFast.closed, this.#higherSlow.closed]
    const range = this.#range.now
    // Levels may be undefined for long in a market without pivots: the point of control is enough.
    if ([k, percentB, fast, slow, range].some(Number.isNaN)) return null
    const { close } = candle
    const distance = numberOf(this.#values, 'stopAtr') * range
    const { support, resistance } = this.#levels.now
    const volume = this.#volumeConfirms(candle)
    const oversold = numberOf(this.#values, 'oversold')
    const trend = { value: fast, threshold: slow, scale: clear.average * slow }
    const stretched = { value: k, scale: clear.stochastic }
    const long = sideReading(
      [
        below({ code: 'mean-reversion.oversold', ...stretched, threshold: oversold }),
        below({ code: 'mean-reversion.below-band', value: percentB, threshold: 0, scale: clear.percentB }),
        this.#nearLevel(close, support),
        above({ code: 'mean-reversion.higher-bullish', ...trend }),
        volume,
      ],
      [
        above({
          code: 'mean-reversion.back-at-mean',
          value: percentB,
          threshold: 0.5,
          scale: clear.percentB,
        }),
        above({ code: 'mean-reversion.overbought', ...stretched, threshold: 100 - oversold }),
      ],
      close - distance,
    )
    const short = sideReading(
      [
        above({ code: 'mean-reversion.overbought', ...stretched, threshold: 100 - oversold }),
        above({ code: 'mean-reversion.above-band', value: percentB, threshold: 1, scale: clear.percentB }),
        this.#nearLevel(close, resistance),
        below({ code: 'mean-reversion.higher-bearish', ...trend }),
        volume,
      ],
      [
        below({
          code: 'mean-reversion.back-at-mean',
          value: percentB,
          threshold: 0.5,
          scale: clear.percentB,
        }),
        below({ code: 'mean-reversion.oversold', ...stretched, threshold: oversold }),
      ],
      close + distance,
    )
    return { long, short }
  }

  /** The nearer of the point of control and the level from pivots, no further away than allowed. */
  #nearLevel(close: number, level: number): Scored {
    const near = numberOf(this.#values, 'nearLevel')
    const levels = [this.#profile.now.pointOfControl, level].filter((each) => each > 0)
    const nearest = Math.min(...levels.map((each) => Math.abs(close / each - 1)))
    const condition = {
      code: 'mean-reversion.near-level',
      value: Number.isFinite(nearest) ? nearest : null,
      sign: '≤',
      need: near,
      passed: nearest <= near,
    } as const
    return scored(condition, 1 - nearest / (2 * near))
  }

  #volumeConfirms({ volume }: Candle): Scored {
    const usual = this.#volume.now
    const threshold = numberOf(this.#values, 'volumeFactor') * usual
    return above({
      code: 'mean-reversion.volume',
      value: volume,
      threshold,
      scale: Math.max(threshold, 1e-12),
    })
  }
}

/**
 * Buys what fell too far within a rising market: all of a stochastic RSI (its %K) below `oversold`, a close below the
 * lower Bollinger band (%B < 0), a price near the point of control of the volume profile or a support, a higher
 * timeframe whose fast average is above its slow one, and more volume than usual. Leaves when the price is back at
 * the middle band or the stochastic RSI is overbought. The stop lies `stopAtr` average true ranges below the entry.
 * Sells short by the mirror image.
 */
export const meanReversion: StrategyDefinition = {
  id: 'mean-reversion',
  parameters: [
    { key: 'rsiPeriod', kind: 'integer', min: '2', max: '100', step: '1', default: '14' },
    { key: 'stochasticPeriod', kind: 'integer', min: '2', max: '100', step: '1', default: '14' },
    { key: 'oversold', kind: 'integer', min: '1', max: '49', step: '1', default: '20' },
    { key: 'bandPeriod', kind: 'integer', min: '5', max: '200', step: '1', default: '20' },
    { key: 'bandDeviations', kind: 'decimal', min: '0.5', max: '5', step: '0.1', default: '2' },
    { key: 'profilePeriod', kind: 'integer', min: '20', max: '600', step: '1', default: '240' },
    { key: 'nearLevel', kind: 'ratio', min: '0.001', max: '0.1', step: '0.001', default: '0.015' },
    { key: 'volumePeriod', kind: 'integer', min: '2', max: '200', step: '1', default: '20' },
    { key: 'volumeFactor', kind: 'decimal', min: '0', max: '10', step: '0.1', default: '1' },
    { key: 'higherFast', kind: 'integer', min: '2', max: '200', step: '1', default: '20' },
    { key: 'higherSlow', kind: 'integer', min: '3', max: '300', step: '1', default: '50' },
    { key: 'atrPeriod', kind: 'integer', min: '2', max: '100', step: '1', default: '14' },
    { key: 'stopAtr', kind: 'decimal', min: '0.5', max: '10', step: '0.1', default: '2' },
  ],
  readsForming: true,
  extraCandles: 0,
  check: (values) =>
    numberOf(values, 'higherFast') < numberOf(values, 'higherSlow')
      ? []
      : [{ path: 'parameters.higherFast', code: 'fast-not-below-slow' }],
  create: (values, market) => new MeanReversion(values, market),
}
