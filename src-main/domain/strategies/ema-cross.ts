import type { Candle } from '../market/candle.ts'
import { numberOf } from '../parameters.ts'
import { above, below, either, sideReading } from './conditions.ts'
import { ema } from './indicator-wishes.ts'
import type { IndicatorReader } from './shared-indicators.ts'
import type { Reading, Strategy, StrategyDefinition, StrategyMarket } from './strategy.ts'

/** A distance of the averages of this share of the price leaves no doubt. */
const clear = 0.005

class EmaCross implements Strategy {
  readonly #fast: IndicatorReader<number>
  readonly #slow: IndicatorReader<number>
  readonly #periods: { readonly fast: number; readonly slow: number }
  #before = { fast: Number.NaN, slow: Number.NaN }

  constructor(fast: number, slow: number, market: StrategyMarket) {
    this.#fast = market.own(ema(fast))
    this.#slow = market.own(ema(slow))
    this.#periods = { fast, slow }
  }

  read({ close }: Candle): Reading | null {
    if (Number.isNaN(this.#before.slow)) return null
    const [fast, slow] = [this.#fast.now, this.#slow.now]
    const { fast: fastPeriod, slow: slowPeriod } = this.#periods
    const facts = { fast: fastPeriod, slow: slowPeriod }
    const scale = clear * close
    const crossedUp = either({
      code: 'ema-cross.crossed-up',
      facts,
      value: fast,
      sign: '>',
      need: slow,
      passed: this.#before.fast <= this.#before.slow && fast > slow,
    })
    const closeAboveSlow = above({
      code: 'ema-cross.close-above-slow',
      facts: { slow: slowPeriod },
      value: close,
      threshold: slow,
      scale,
    })
    const fastBelowSlow = below({
      code: 'ema-cross.fast-below-slow',
      facts,
      value: fast,
      threshold: slow,
      scale,
    })
    return { long: sideReading([crossedUp, closeAboveSlow], [fastBelowSlow], null), short: null }
  }

  remember(): void {
    this.#before = { fast: this.#fast.closed, slow: this.#slow.closed }
  }
}

/**
 * Enters when the fast average crosses above the slow one at a candle's close, leaves when it is below again.
 * A simple example of a strategy; it loses in markets without a trend.
 */
export const emaCross: StrategyDefinition = {
  id: 'ema-cross',
  parameters: [
    { key: 'fast', kind: 'integer', min: '2', max: '200', step: '1', default: '9' },
    { key: 'slow', kind: 'integer', min: '3', max: '400', step: '1', default: '21' },
  ],
  readsForming: false,
  // A cross needs the averages before and after.
  extraCandles: 1,
  check: (values) =>
    numberOf(values, 'fast') < numberOf(values, 'slow')
      ? []
      : [{ path: 'parameters.fast', code: 'fast-not-below-slow' }],
  create: (values, market) => new EmaCross(numberOf(values, 'fast'), numberOf(values, 'slow'), market),
}
