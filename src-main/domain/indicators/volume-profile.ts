import type { Candle, ClosedCandle, FormingCandle } from '../market/candle.ts'
import { checkedPeriod, type Indicator } from './indicator.ts'
import { SettledArea } from './parts/settled-area.ts'
import { SlidingRange } from './parts/sliding-range.ts'
import { barSize, mostRows, type VolumeProfileValue, VolumeRows } from './parts/volume-rows.ts'

const undefinedYet = (): VolumeProfileValue => ({
  pointOfControl: Number.NaN,
  valueAreaLow: Number.NaN,
  valueAreaHigh: Number.NaN,
})

/** Of the 2²⁴ steps in which prices of 32 bits go, a row has at least four. */
const mostRowsBelow = 2 ** 22
/** Prices of 0 would have rows without end. */
const mostPerPrice = 2 ** 200

/**
 * Volume profile of the last `period` candles: where in price they traded (Steidlmayer's Market Profile, Chicago
 * Board of Trade, 1985, by volume). Half of a candle's volume counts at its close, a quarter each at its high and low,
 * where least is traded. The point of control is the row with the largest volume, of equal ones the lowest; the value
 * area grows from it by two rows at a time, on the side where these two hold more (of equal sides above), until it
 * holds `share` of all volume.
 *
 * Rows are as wide as the narrowest power of two that covers the window with at most 30 rows. So they lie at the same
 * prices whenever counting began, and no rounding moves a price into another row. Prices and volumes count with the seven
 * digits of 32 bits. NaN while nothing has traded in the window. Prices.
 */
export class VolumeProfile implements Indicator<VolumeProfileValue> {
  readonly warmUpCandles: number = 0
  readonly value = undefinedYet()
  readonly #peeked = undefinedYet()
  /** Of all candles in the window but the newest. */
  readonly #range: SlidingRange
  #highest = Number.NaN
  #lowest = Number.NaN
  /** Of each candle in the window, in a ring. */
  readonly #bars: Float32Array
  /** The oldest bar leaves with the next candle, so that rows do not count it. */
  #oldest = 0
  readonly #newest = { high: Number.NaN, low: Number.NaN }
  #rows: VolumeRows
  /** For a candle so far beyond the others that rows must be wider. */
  #widerRows: VolumeRows
  readonly #settled: SettledArea

  /** @param share up to 0.99 */
  constructor(period = 240, share = 0.7) {
    this.warmUpCandles = checkedPeriod('volume profile period', period, 2)
    if (!(share > 0 && share <= 0.99)) throw new RangeError(`volume profile share: ${share}`)
    this.#range = new SlidingRange(period - 1)
    this.#bars = new Float32Array(barSize * period)
    this.#rows = new VolumeRows(share)
    this.#widerRows = new VolumeRows(share)
    this.#settled = new SettledArea(share)
  }

  commit(candle: ClosedCandle): void {
    if (this.#highest >= 0) {
      const rows = this.#rowsFor(candle)
      rows.read(candle, true, this.value)
      this.#use(rows)
    }
    const bars = this.#bars
    const oldest = this.#oldest
    bars[oldest] = candle.high
    bars[oldest + 1] = candle.low
    bars[oldest + 2] = candle.close
    bars[oldest + 3] = candle.volume
    this.#oldest = oldest + barSize === bars.length ? 0 : oldest + barSize
    this.#newest.high = bars[oldest] ?? 0
    this.#newest.low = bars[oldest + 1] ?? 0
    this.#range.take(this.#newest)
    if (this.#range.highest >= 0) this.#dropOldest()
  }

  peek(forming: FormingCandle): VolumeProfileValue {
    const peeked = this.#peeked
    if (!this.#settled.holds(forming, this.#rows, peeked) && this.#highest >= 0)
      this.#rowsFor(forming).read(forming, false, peeked)
    return peeked
  }

  #rowsFor(candle: Candle): VolumeRows {
    const isWithin = candle.high <= this.#highest && candle.low >= this.#lowest
    return isWithin ? this.#rows : this.#rowsBeyond(candle)
  }

  #rowsBeyond(candle: Candle): VolumeRows {
    const rows = this.#rows
    const highest = Math.max(Math.fround(candle.high), this.#highest)
    const lowest = Math.min(Math.fround(candle.low), this.#lowest)
    const perPrice = coarsened(highest, lowest, rows.perPrice)
    if (perPrice === rows.perPrice) return rows
    this.#widerRows.widen(rows, perPrice)
    this.#widerRows.cover(this.#range)
    return this.#widerRows
  }

  #use(rows: VolumeRows): void {
    if (rows === this.#rows) return
    this.#widerRows = this.#rows
    this.#rows = rows
  }

  /** Prepares the rows for the next candle. */
  #dropOldest(): void {
    const rows = this.#rows
    const { highest, lowest } = this.#range
    const isAsBefore = highest === this.#highest && lowest === this.#lowest
    // Numbers that go from hand to hand are boxed: the width is worked out only where it changes.
    const isExact = (isAsBefore || this.#isFinest()) && rows.remove(this.#bars, this.#oldest)
    if (!isExact) rows.count(this.#bars, this.#oldest, this.#finest())
    this.#highest = highest
    this.#lowest = lowest
    rows.cover(this.#range)
    this.#settled.expire()
  }

  /** Whether rows of the same width as before still cover the window, and half as wide ones would not. */
  #isFinest(): boolean {
    const { perPrice } = this.#rows
    const top = this.#range.highest * perPrice
    const bottom = this.#range.lowest * perPrice
    return (
      top < mostRowsBelow &&
      (top | 0) - (bottom | 0) < mostRows &&
      (2 * top >= mostRowsBelow || ((2 * top) | 0) - ((2 * bottom) | 0) >= mostRows)
    )
  }

  #finest(): number {
    const { highest, lowest } = this.#range
    const { perPrice } = this.#rows
    let finest = coarsened(highest, lowest, Number.isNaN(perPrice) ? 1 : perPrice)
    while (finest < mostPerPrice && fits(highest, lowest, 2 * finest)) finest *= 2
    return finest
  }
}

const fits = (highest: number, lowest: number, perPrice: number): boolean =>
  highest * perPrice < mostRowsBelow && ((highest * perPrice) | 0) - ((lowest * perPrice) | 0) < mostRows

const coarsened = (highest: number, lowest: number, perPrice: number): number => {
  let coarse = perPrice
  while (coarse > 0 && !fits(highest, lowest, coarse)) coarse /= 2
  return coarse
}
