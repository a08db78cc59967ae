import type { Candle, ClosedCandle, FormingCandle } from './candle.ts'
import { openTimeOf, type Timeframe, timeframeMs } from './timeframe.ts'

type Building = { -readonly [K in keyof Omit<FormingCandle, 'closed'>]: number }

const startFrom = (candle: Candle, openTime: number): Building => ({
  openTime,
  open: candle.open,
  high: candle.high,
  low: candle.low,
  close: candle.close,
  volume: candle.volume,
})

const extend = (building: Building, candle: Candle): Building => ({
  openTime: building.openTime,
  open: building.open,
  high: Math.max(building.high, candle.high),
  low: Math.min(building.low, candle.low),
  close: candle.close,
  volume: building.volume + candle.volume,
})

/**
 * Builds candles of a higher timeframe from closed ones of a lower. A higher candle closes with the lower candle
 * that ends at its end, or, when that one never came, with the first one beyond it: never earlier.
 */
export class CandleAggregator {
  readonly #lower: Timeframe
  readonly #higher: Timeframe
  #building: Building | null = null
  #synthetic = true

  constructor(lower: Timeframe, higher: Timeframe) {
    if (timeframeMs[higher] % timeframeMs[lower] !== 0) {
      throw new RangeError(`${higher} cannot be built from ${lower}`)
    }
    this.#lower = lower
    this.#higher = higher
  }

  /** Returns the higher candles that this closes, oldest first: none, one, or two when a lower one was missing. */
  commit(candle: ClosedCandle): readonly ClosedCandle[] {
    const closed: ClosedCandle[] = []
    const openTime = openTimeOf(candle.openTime, this.#higher)
    if (this.#building !== null && this.#building.openTime !== openTime) closed.push(...this.#finish())
    this.#building = this.#building === null ? startFrom(candle, openTime) : extend(this.#building, candle)
    if (candle.provenance !== 'synthetic') this.#synthetic = false
    const end = candle.openTime + timeframeMs[this.#lower]
    if (end === openTime + timeframeMs[this.#higher]) closed.push(...this.#finish())
    return closed
  }

  /** The higher candle in progress including the lower one in progress, without changing anything. */
  peek(forming: FormingCandle): FormingCandle {
    const openTime = openTimeOf(forming.openTime, this.#higher)
    const building =
      this.#building === null || this.#building.openTime !== openTime
        ? startFrom(forming, openTime)
        : extend(this.#building, forming)
    return { ...building, closed: false }
  }

  #finish(): readonly ClosedCandle[] {
    if (this.#building === null) return []
    const finished: ClosedCandle = {
      ...this.#building,
      closed: true,
      provenance: this.#synthetic ? 'synthetic' : 'stream',
    }
    this.#building = null
    this.#synthetic = true
    return [finished]
  }
}
