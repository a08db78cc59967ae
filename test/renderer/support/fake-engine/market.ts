import type { Timeframe } from '../../../../src-preload/contract/values.ts'
import type { CandleRow } from '../../../../src-preload/contract/views.ts'

export const minuteMs = 60_000
export const spans: Readonly<Record<Timeframe, number>> = {
  '1m': minuteMs,
  '5m': 5 * minuteMs,
  '15m': 15 * minuteMs,
  '1h': 60 * minuteMs,
  '4h': 240 * minuteMs,
  '1d': 1440 * minuteMs,
}

/** mulberry32: the same seed gives the same market. */
export const seeded = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A made-up market: a random walk with slow swings, in minutes. */
export class FakeMarket {
  readonly symbol: string
  readonly digits: number
  readonly minutes: CandleRow[] = []
  readonly #random: () => number
  readonly #home: number
  #drift = 0
  #wild = 1

  constructor(symbol: string, price: number, digits: number, seed: number, from: number, count: number) {
    this.symbol = symbol
    this.digits = digits
    this.#random = seeded(seed)
    this.#home = price
    let last = price
    for (let index = 0; index < count; index += 1) {
      this.#append(from + index * minuteMs, last)
      last = this.price
    }
  }

  get price(): number {
    return this.minutes.at(-1)?.[4] ?? 0
  }

  /** Moves the price; opens a new minute where one has begun. */
  tick(time: number): void {
    const open = Math.floor(time / minuteMs) * minuteMs
    const last = this.minutes.at(-1)
    if (last === undefined) return
    if (last[0] < open) {
      this.#append(open, last[4])
      return
    }
    const price = this.#round(last[4] * (1 + this.#step() * 0.4))
    last[2] = Math.max(last[2], price)
    last[3] = Math.min(last[3], price)
    last[4] = price
    last[5] += this.#random() * 3
  }

  candles(timeframe: Timeframe, limit: number, before = Number.POSITIVE_INFINITY): CandleRow[] {
    const span = spans[timeframe]
    const rows: CandleRow[] = []
    for (const [time, open, high, low, close, volume] of this.minutes) {
      if (time >= before) break
      const start = Math.floor(time / span) * span
      const row = rows.at(-1)
      if (row === undefined || row[0] !== start) {
        rows.push([start, open, high, low, close, volume])
        continue
      }
      row[2] = Math.max(row[2], high)
      row[3] = Math.min(row[3], low)
      row[4] = close
      row[5] += volume
    }
    return rows.slice(-limit)
  }

  #step(): number {
    return (this.#random() + this.#random() + this.#random() - 1.5) * 0.0016 * this.#wild + this.#drift
  }

  #round(price: number): number {
    return Number(price.toFixed(this.digits))
  }

  #append(time: number, open: number): void {
    if (this.#random() < 0.004)
      this.#drift =
        (this.#random() - 0.5) * 0.00005 -
        Math.sign(this.price - this.#home) * Math.min(0.00003, Math.abs(this.price / this.#home - 1) * 0.0006)
    if (this.#random() < 0.01) this.#wild = 0.5 + this.#random() * 1.6
    const path = [open]
    for (let index = 0; index < 4; index += 1)
      path.push(this.#round((path.at(-1) ?? open) * (1 + this.#step())))
    const close = path.at(-1) ?? open
    this.minutes.push([time, open, Math.max(...path), Math.min(...path), close, 5 + this.#random() * 60])
    if (this.minutes.length > 30_000) this.minutes.shift()
  }
}
