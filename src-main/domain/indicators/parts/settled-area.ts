import type { Candle } from '../../market/candle.ts'
import type { Own } from '../indicator.ts'
import { lastPlace, pairAbove, pairBelow, type VolumeProfileValue, type VolumeRows } from './volume-rows.ts'

/**
 * The value area of all closed candles, and which forming candles leave it as it is: most of them, since they trade
 * little beside all others. It is found when it is first asked for; later ticks then compare a few numbers, where
 * counting their rows and growing the area would cost several times as much.
 */
export class SettledArea {
  readonly #share = Number.NaN
  /** Rows in a unit of price, and the prices from which and up to which there are rows. */
  #perPrice = Number.NaN
  #from = Number.NaN
  #to = Number.NaN
  #lowest = 0
  /** A bit for each row from the lowest on: set where a candle of `#tried` may trade without moving anything. */
  #firm = 0
  /** Below 0 while nothing has been tried. */
  #tried = -0.5
  /** Up to this volume, wherever it trades, the area needs as many rows. */
  #most = Number.NaN
  #pointOfControl = Number.NaN
  #valueAreaLow = Number.NaN
  #valueAreaHigh = Number.NaN

  /** @param share of all volume that the value area holds */
  constructor(share: number) {
    this.#share = share
  }

  /** Once the rows have changed. */
  expire(): void {
    this.#tried = -0.5
  }

  /** Writes the profile with this candle if it is the same as without it; says whether it is known to be. */
  holds(candle: Candle, rows: VolumeRows, into: Own<VolumeProfileValue>): boolean {
    const volume = Math.fround(candle.volume)
    if (volume > this.#tried) {
      this.#tried = 2 * volume
      this.#settle(rows)
    }
    const high = Math.fround(candle.high)
    const low = Math.fround(candle.low)
    if (!(volume <= this.#most && high < this.#to && low >= this.#from)) return false
    const firm = this.#firm
    const lowest = this.#lowest
    const perPrice = this.#perPrice
    const firmHigh = firm >>> (((high * perPrice) | 0) - lowest)
    const firmLow = firm >>> (((low * perPrice) | 0) - lowest)
    const firmClose = firm >>> (((Math.fround(candle.close) * perPrice) | 0) - lowest)
    if ((firmHigh & firmLow & firmClose & 1) === 0) return false
    into.pointOfControl = this.#pointOfControl
    into.valueAreaLow = this.#valueAreaLow
    into.valueAreaHigh = this.#valueAreaHigh
    return true
  }

  /**
   * Grows the area as VolumeRows does. A candle's volume in a row counts only where that holds less than another, as
   * what it adds elsewhere confirms what is: such a row is firm if it would hold less even with all of the volume.
   * Where sums have been rounded, nothing that close is firm.
   */
  #settle(rows: VolumeRows): void {
    const { volumes, lowest, highest, largest, total, width } = rows
    const rounding = 1e-9 * total
    const added = 4 * this.#tried + rounding
    let inside = volumes[largest & lastPlace] ?? 0
    let firm = 1 << (largest - lowest)
    for (let row = lowest; row <= highest; row += 1) {
      if ((volumes[row & lastPlace] ?? 0) + added < inside) firm |= 1 << (row - lowest)
    }
    const enough = this.#share * total
    let insideBefore = Number.NEGATIVE_INFINITY
    let above = largest + 1
    let below = largest - 1
    let up = pairAbove(volumes, above, highest)
    let down = pairBelow(volumes, below, lowest)
    while (inside < enough && (above <= highest || below >= lowest)) {
      insideBefore = inside
      if (up >= down) {
        if (down + added >= up) firm &= ~((3 << (below - lowest)) >>> 1)
        inside += up
        above += 2
        up = pairAbove(volumes, above, highest)
      } else {
        if (up + added >= down) firm &= ~(3 << (above - lowest))
        inside += down
        below -= 2
        down = pairBelow(volumes, below, lowest)
      }
    }
    this.#perPrice = rows.perPrice
    this.#from = lowest * width
    this.#to = (highest + 1) * width
    this.#lowest = lowest
    this.#firm = total > 0 ? firm : 0
    // Of the candle's four quarters none may be needed inside, nor may all be enough without the last two rows.
    const spare = (inside - enough - rounding) / (4 * this.#share)
    const missing = (enough - insideBefore - rounding) / (4 - 4 * this.#share)
    this.#most = Math.min(spare, missing)
    this.#pointOfControl = (largest + 0.5) * width
    this.#valueAreaLow = (below < lowest ? lowest : below + 1) * width
    this.#valueAreaHigh = (above > highest ? highest + 1 : above) * width
  }
}
