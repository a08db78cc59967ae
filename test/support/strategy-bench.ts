import type { ClosedCandle, FormingCandle } from '../../src-main/domain/market/candle.ts'
import { CandleAggregator } from '../../src-main/domain/market/candle-aggregator.ts'
import { higherTimeframe, type Timeframe } from '../../src-main/domain/market/timeframe.ts'
import type { ParameterValues } from '../../src-main/domain/parameters.ts'
import { type IndicatorReader, SharedIndicators } from '../../src-main/domain/strategies/shared-indicators.ts'
import type { Reading, Strategy, StrategyDefinition } from '../../src-main/domain/strategies/strategy.ts'

/** A strategy over candles of one series, its higher timeframe built from them, without threads and feeds. */
export class StrategyBench {
  readonly own = new SharedIndicators(() => [])
  readonly higher = new SharedIndicators(() => [])
  readonly #aggregator: CandleAggregator
  readonly #strategy: Strategy
  #needOwn = 0
  #needHigher = 0

  constructor(definition: StrategyDefinition, values: ParameterValues, timeframe: Timeframe = '1m') {
    const noted = <Value>(reader: IndicatorReader<Value>, note: (candles: number) => void) => {
      note(reader.warmUpCandles)
      return reader
    }
    this.#aggregator = new CandleAggregator(timeframe, higherTimeframe(timeframe))
    this.#strategy = definition.create(values, {
      timeframe,
      own: (wish) =>
        noted(this.own.use(wish), (candles) => {
          this.#needOwn = Math.max(this.#needOwn, candles)
        }),
      higher: (wish) =>
        noted(this.higher.use(wish), (candles) => {
          this.#needHigher = Math.max(this.#needHigher, candles)
        }),
    })
    this.#needOwn += definition.extraCandles
  }

  /** Candles before the first reading: of its own timeframe and of the higher one. */
  get need(): { readonly own: number; readonly higher: number } {
    return { own: this.#needOwn, higher: this.#needHigher }
  }

  commit(candle: ClosedCandle): Reading | null {
    for (const closed of this.#aggregator.commit(candle)) this.higher.commit(closed)
    this.own.commit(candle)
    const reading = this.#strategy.read(candle)
    this.#strategy.remember?.(candle)
    return reading
  }

  peek(candle: FormingCandle): Reading | null {
    this.own.form(candle)
    return this.#strategy.read(candle)
  }
}
