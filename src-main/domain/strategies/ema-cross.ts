import { Ema } from '../indicators/ema.ts'
import type { ClosedCandle } from '../market/candle.ts'
import { numberOf } from '../parameters.ts'
import type { Condition, Reading, Strategy, StrategyDefinition } from './strategy.ts'

/** Seven significant digits: as much as a reader compares, whatever the price level. */
const shown = (value: number): string => String(Number(value.toPrecision(7)))

class EmaCross implements Strategy {
  readonly #fast: Ema
  readonly #slow: Ema

  constructor(fast: number, slow: number) {
    this.#fast = new Ema(fast)
    this.#slow = new Ema(slow)
  }

  commit(candle: ClosedCandle): Reading | null {
    const wasBelow = this.#fast.value <= this.#slow.value
    const seenBefore = !Number.isNaN(this.#slow.value)
    this.#fast.commit(candle)
    this.#slow.commit(candle)
    if (!seenBefore) return null
    const { value: fast } = this.#fast
    const { value: slow } = this.#slow
    const periods = { fast: this.#fast.period, slow: this.#slow.period }
    const crossedUp: Condition = {
      code: 'ema-cross.crossed-up',
      facts: periods,
      value: shown(fast),
      need: `> ${shown(slow)}`,
      passed: wasBelow && fast > slow,
    }
    const closeAboveSlow: Condition = {
      code: 'ema-cross.close-above-slow',
      facts: { slow: periods.slow },
      value: shown(candle.close),
      need: `> ${shown(slow)}`,
      passed: candle.close > slow,
    }
    const fastBelowSlow: Condition = {
      code: 'ema-cross.fast-below-slow',
      facts: periods,
      value: shown(fast),
      need: `< ${shown(slow)}`,
      passed: fast < slow,
    }
    return { entry: [crossedUp, closeAboveSlow], exit: [fastBelowSlow] }
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
  check: (values) =>
    numberOf(values, 'fast') < numberOf(values, 'slow')
      ? []
      : [{ path: 'parameters.fast', code: 'fast-not-below-slow' }],
  // One more than the slow period: a cross needs the averages before and after.
  warmUpCandles: (values) => numberOf(values, 'slow') + 1,
  create: (values) => new EmaCross(numberOf(values, 'fast'), numberOf(values, 'slow')),
}
