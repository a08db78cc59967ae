import { type Random, seededRandom, seedOf } from '../../../../src-main/domain/random.ts'
import type { CandleRecording } from './recording-file.ts'
import { flat, minute, type StepCandle, type Tape, type TapeTrade } from './tape.ts'

export interface CandleTapeOptions {
  readonly seed: number
  readonly symbol: string
  readonly recording: CandleRecording
  readonly priceStep: number
  readonly amountStep: number
  /** Price of this pair over the recording's; volume goes the other way. */
  readonly scale: number
  /** Minutes by which this pair runs ahead of the recording. */
  readonly shift: number
  readonly tradesPerMinute: number
}

/** Fewest trades that can make any candle: open, both extremes, close. */
const fewest = 4

/** Trades made from recorded candles by a seed, so that they add up to exactly those candles. */
export class CandleTape implements Tape {
  readonly meanVolume: number
  readonly #options: CandleTapeOptions
  readonly #offset: number
  /** Trades before each minute of the recording, and in all of it. */
  readonly #before: Float64Array

  constructor(options: CandleTapeOptions) {
    const { recording } = options
    this.#options = options
    this.#offset = ((recording.startTime / minute) % recording.length) - options.shift
    this.#before = new Float64Array(recording.length + 1)
    let volume = 0
    for (let index = 0; index < recording.length; index += 1) {
      const steps = this.#volume(index)
      volume += steps
      this.#before[index + 1] = (this.#before[index] ?? 0) + this.#count(steps)
    }
    this.meanVolume = Math.max(1, Math.round(volume / recording.length))
  }

  candle(openTime: number): StepCandle {
    const { index } = this.#place(openTime)
    const close = this.#price(index, 3)
    const volume = this.#volume(index)
    if (volume === 0) return flat(openTime, close)
    return {
      openTime,
      open: this.#price(index, 0),
      high: this.#price(index, 1),
      low: this.#price(index, 2),
      close,
      volume,
      count: this.#count(volume),
    }
  }

  trades(openTime: number): readonly TapeTrade[] {
    const candle = this.candle(openTime)
    if (candle.count === 0) return []
    const { index, loop } = this.#place(openTime)
    const total = this.#before[this.#options.recording.length] ?? 0
    const firstId = loop * total + (this.#before[index] ?? 0) + 1
    const random = seededRandom(seedOf(this.#options.seed, this.#options.symbol, openTime))
    const prices = pathOf(candle, random)
    const times = prices.map(() => Math.floor(random() * (minute - 1))).sort((a, b) => a - b)
    const amounts = shares(candle.volume, candle.count, random)
    let before = candle.open
    return prices.map((price, place) => {
      const takerSide = price > before || (price === before && random() < 0.5) ? 'buy' : 'sell'
      before = price
      const time = openTime + (times[place] ?? 0)
      return { id: firstId + place, time, price, amount: amounts[place] ?? 1, takerSide }
    })
  }

  #place(openTime: number): { index: number; loop: number } {
    const at = openTime / minute - this.#offset
    const { length } = this.#options.recording
    return { index: ((at % length) + length) % length, loop: Math.floor(at / length) }
  }
  #price(index: number, column: number): number {
    const { recording, scale, priceStep } = this.#options
    return Math.max(1, Math.round(((recording.values[index * 5 + column] ?? 0) * scale) / priceStep))
  }
  #volume(index: number): number {
    const { recording, scale, amountStep } = this.#options
    const volume = recording.values[index * 5 + 4] ?? 0
    return volume === 0 ? 0 : Math.max(fewest, Math.round(volume / scale / amountStep))
  }
  #count(volume: number): number {
    return volume === 0 ? 0 : Math.min(volume, Math.max(fewest, this.#options.tradesPerMinute))
  }
}

/** Open, the nearer extreme, the other one, close, and steps on the way between them. */
const pathOf = (candle: StepCandle, random: Random): number[] => {
  const { open, high, low, close } = candle
  const corners = open - low <= high - open ? [open, low, high, close] : [open, high, low, close]
  const extra = candle.count - fewest
  const path: number[] = []
  for (const [leg, corner] of corners.entries()) {
    const next = corners[leg + 1]
    path.push(corner)
    if (next === undefined) break
    const inside = Math.floor(((leg + 1) * extra) / 3) - Math.floor((leg * extra) / 3)
    for (let step = 1; step <= inside; step += 1) {
      const wobble = (random() - 0.5) / (inside + 1)
      const at = corner + (next - corner) * (step / (inside + 1) + wobble)
      path.push(Math.round(Math.min(high, Math.max(low, at))))
    }
  }
  return path
}

/** Cuts a whole into `count` parts of at least one. */
const shares = (whole: number, count: number, random: Random): number[] => {
  const weights = Array.from({ length: count }, () => 0.2 + random())
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const parts = weights.map((weight) => 1 + Math.floor(((whole - count) * weight) / sum))
  const given = parts.reduce((total, part) => total + part, 0)
  parts[count - 1] = (parts[count - 1] ?? 0) + whole - given
  return parts
}
