import type { Candle, ClosedCandle, FormingCandle, Provenance } from './candle.ts'
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

/** True when nothing traded: its price is the one before it. */
export const isQuiet = ({ high, low, volume }: Pick<Candle, 'high' | 'low' | 'volume'>): boolean =>
  volume === 0 && high === low

const extend = (building: Building, candle: Candle): Building => {
  if (isQuiet(candle)) return building
  if (isQuiet(building)) return startFrom(candle, building.openTime)
  return {
    openTime: building.openTime,
    open: building.open,
    high: Math.max(building.high, candle.high),
    low: Math.min(building.low, candle.low),
    close: candle.close,
    volume: building.volume + candle.volume,
  }
}

/** Parts that did not trade add nothing; one that was fetched later makes the whole one that was. */
const combined = (one: Provenance, other: Provenance): Provenance => {
  if (one === 'synthetic') return other
  return other === 'backfilled' ? other : one
}

/**
 * Builds candles of a higher timeframe from closed ones of a lower. A higher candle closes with the lower candle
 * that ends at its end, or, when that one never came, with the first one beyond it: never earlier. Parts in which
 * nothing traded lend it no price as long as any part did trade: so it is what its trades alone would make.
 */
export class CandleAggregator {
  readonly #lower: Timeframe
  readonly #higher: Timeframe
  #building: Building | null = null
  #provenance: Provenance = 'synthetic'

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
    this.#provenance = combined(this.#provenance, candle.provenance)
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
    const finished: ClosedCandle = { ...this.#building, closed: true, provenance: this.#provenance }
    this.#building = null
    this.#provenance = 'synthetic'
    return [finished]
  }
}
