import type { Candle } from '../../market/candle.ts'
import type { Own } from '../indicator.ts'
import type { SlidingRange } from './sliding-range.ts'

/** The ends of the value area are prices, as is the point of control. */
export interface VolumeProfileValue {
  /** The middle of the row in which most was traded. */
  readonly pointOfControl: number
  readonly valueAreaLow: number
  readonly valueAreaHigh: number
}

/** A power of two less one, so that a row finds its place by its lowest bits. */
export const lastPlace = 31
/** Two places stay empty, so that a pair of rows that reaches beyond the outermost row counts it alone. */
export const mostRows = lastPlace - 1

/** Numbers of a bar: high, low, close and volume. */
export const barSize = 4

/**
 * Volume by price in rows of equal width, never more than `mostRows` side by side: half of a candle's volume at its
 * close, a quarter each at its high and low. Prices and volumes have the seven digits of 32 bits: then sums of volumes
 * have no rounding, and equal rows are equal, whatever has come and gone. A bar is a candle that is remembered, named by
 * where it begins.
 */
export class VolumeRows {
  readonly #share = Number.NaN
  /** Four times the volume of each row. */
  readonly #volumes = new Float64Array(lastPlace + 1)
  #total = 0
  #perPrice = Number.NaN
  #width = Number.NaN
  #lowest = 0
  #highest = 0
  /** The row with the largest volume; of equal ones the lowest. */
  #largest = 0
  /**
   * No other row holds more. With it most candles that leave need no search for the largest row: only when that holds
   * no more than this.
   */
  #runnerUp = Number.POSITIVE_INFINITY

  /** @param share of all volume that the value area holds */
  constructor(share: number) {
    this.#share = share
  }

  /** Rows in a unit of price; NaN before the first count. */
  get perPrice(): number {
    return this.#perPrice
  }

  /** Price across a row. */
  get width(): number {
    return this.#width
  }

  get lowest(): number {
    return this.#lowest
  }

  get highest(): number {
    return this.#highest
  }

  get largest(): number {
    return this.#largest
  }

  /** Four times the volume of all bars. */
  get total(): number {
    return this.#total
  }

  get volumes(): Float64Array {
    return this.#volumes
  }

  /** Counts all bars but `absent`. */
  count(bars: Float32Array, absent: number, perPrice: number): void {
    const volumes = this.#volumes.fill(0)
    let total = 0
    for (let bar = 0; bar < bars.length; bar += barSize) {
      if (bar === absent) continue
      const high = (((bars[bar] ?? 0) * perPrice) | 0) & lastPlace
      const low = (((bars[bar + 1] ?? 0) * perPrice) | 0) & lastPlace
      const close = (((bars[bar + 2] ?? 0) * perPrice) | 0) & lastPlace
      const volume = bars[bar + 3] ?? 0
      total += volume
      volumes[high] = (volumes[high] ?? 0) + volume
      volumes[low] = (volumes[low] ?? 0) + volume
      volumes[close] = (volumes[close] ?? 0) + 2 * volume
    }
    this.#perPrice = perPrice
    this.#width = 1 / perPrice
    this.#total = 4 * total
    this.#runnerUp = Number.POSITIVE_INFINITY
  }

  /** Counts what others have counted, in rows that are wider by a power of two. */
  widen(others: VolumeRows, perPrice: number): void {
    const volumes = this.#volumes.fill(0)
    const width = others.#perPrice / perPrice
    for (let row = others.#lowest; row <= others.#highest; row += 1) {
      const place = ((row / width) | 0) & lastPlace
      volumes[place] = (volumes[place] ?? 0) + (others.#volumes[row & lastPlace] ?? 0)
    }
    this.#perPrice = perPrice
    this.#width = 1 / perPrice
    this.#total = others.#total
    this.#runnerUp = Number.POSITIVE_INFINITY
  }

  /** Says between which prices all lies that is counted, and finds the row with the largest volume. */
  cover({ lowest, highest }: SlidingRange): void {
    this.#lowest = (lowest * this.#perPrice) | 0
    this.#highest = (highest * this.#perPrice) | 0
    const volumes = this.#volumes
    if ((volumes[this.#largest & lastPlace] ?? 0) > this.#runnerUp) return
    let largest = this.#lowest
    let most = volumes[largest & lastPlace] ?? 0
    let second = 0
    for (let row = largest + 1; row <= this.#highest; row += 1) {
      const volume = volumes[row & lastPlace] ?? 0
      if (volume <= second) continue
      if (volume <= most) second = volume
      else {
        second = most
        most = volume
        largest = row
      }
    }
    this.#largest = largest
    this.#runnerUp = second
  }

  /** @returns false beside a bar that outweighed all others by so much that their volumes were rounded */
  remove(bars: Float32Array, bar: number): boolean {
    const volumes = this.#volumes
    const perPrice = this.#perPrice
    const high = ((bars[bar] ?? 0) * perPrice) | 0
    const low = ((bars[bar + 1] ?? 0) * perPrice) | 0
    const close = ((bars[bar + 2] ?? 0) * perPrice) | 0
    const volume = bars[bar + 3] ?? 0
    const totalBefore = this.#total
    const total = totalBefore - 4 * volume
    this.#total = total
    volumes[high & lastPlace] = (volumes[high & lastPlace] ?? 0) - volume
    volumes[low & lastPlace] = (volumes[low & lastPlace] ?? 0) - volume
    volumes[close & lastPlace] = (volumes[close & lastPlace] ?? 0) - 2 * volume
    return total >= 1e-6 * totalBefore
  }

  /** Writes what the profile is with one more candle, which stays counted only if it is `kept`. */
  read(candle: Candle, isKept: boolean, into: Own<VolumeProfileValue>): void {
    const volumes = this.#volumes
    const perPrice = this.#perPrice
    const volume = Math.fround(candle.volume)
    const high = (Math.fround(candle.high) * perPrice) | 0
    const low = (Math.fround(candle.low) * perPrice) | 0
    const close = (Math.fround(candle.close) * perPrice) | 0
    const highBefore = volumes[high & lastPlace] ?? 0
    volumes[high & lastPlace] = highBefore + volume
    const lowBefore = volumes[low & lastPlace] ?? 0
    volumes[low & lastPlace] = lowBefore + volume
    const closeBefore = volumes[close & lastPlace] ?? 0
    volumes[close & lastPlace] = closeBefore + 2 * volume

    const totalBefore = this.#total
    const largestBefore = this.#largest
    const runnerUpBefore = this.#runnerUp
    this.#total = totalBefore + 4 * volume
    if (highBefore + volume >= runnerUpBefore) this.#compare(high)
    if (lowBefore + volume >= runnerUpBefore) this.#compare(low)
    if (closeBefore + 2 * volume >= runnerUpBefore) this.#compare(close)
    this.#write(Math.min(low, this.#lowest), Math.max(high, this.#highest), into)
    if (isKept) return
    this.#largest = largestBefore
    this.#runnerUp = runnerUpBefore
    this.#total = totalBefore
    volumes[close & lastPlace] = closeBefore
    volumes[low & lastPlace] = lowBefore
    volumes[high & lastPlace] = highBefore
  }

  /** Of a row that holds as much as any but the largest: it may be the largest now. */
  #compare(row: number): void {
    const largest = this.#largest
    if (row === largest) return
    const volume = this.#volumes[row & lastPlace] ?? 0
    const most = this.#volumes[largest & lastPlace] ?? 0
    const isLargest = volume > most || (volume === most && row < largest)
    this.#runnerUp = isLargest ? most : Math.max(volume, this.#runnerUp)
    if (isLargest) this.#largest = row
  }

  /** The value area grows by two rows at a time on the side where these hold more. */
  #write(lowest: number, highest: number, into: Own<VolumeProfileValue>): void {
    const volumes = this.#volumes
    const largest = this.#largest
    const enough = this.#share * this.#total
    let inside = volumes[largest & lastPlace] ?? 0
    let above = largest + 1
    let below = largest - 1
    let up = pairAbove(volumes, above, highest)
    let down = pairBelow(volumes, below, lowest)
    while (inside < enough && (above <= highest || below >= lowest)) {
      if (up >= down) {
        inside += up
        above += 2
        up = pairAbove(volumes, above, highest)
      } else {
        inside += down
        below -= 2
        down = pairBelow(volumes, below, lowest)
      }
    }
    const width = this.#total > 0 ? this.#width : Number.NaN
    into.pointOfControl = (largest + 0.5) * width
    into.valueAreaLow = (below < lowest ? lowest : below + 1) * width
    into.valueAreaHigh = (above > highest ? highest + 1 : above) * width
  }
}

/** Volume of this row and the next above; −1 where there are no rows. */
export const pairAbove = (volumes: Float64Array, row: number, highest: number): number =>
  row > highest ? -1 : (volumes[row & lastPlace] ?? 0) + (volumes[(row + 1) & lastPlace] ?? 0)

/** Volume of this row and the next below; −1 where there are no rows. */
export const pairBelow = (volumes: Float64Array, row: number, lowest: number): number =>
  row < lowest ? -1 : (volumes[row & lastPlace] ?? 0) + (volumes[(row - 1) & lastPlace] ?? 0)
