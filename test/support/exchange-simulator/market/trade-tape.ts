import type { TradeRow } from './recording-file.ts'
import { candleOf, flat, minute, type StepCandle, type Tape, type TapeTrade } from './tape.ts'

/** Recorded trades as they were, with their ids in the first round; later rounds go on counting. */
export class TradeTape implements Tape {
  readonly meanVolume: number
  readonly #minutes = new Map<number, TapeTrade[]>()
  readonly #start: number
  readonly #length: number
  readonly #ids: number
  readonly #closes: number[] = []

  constructor(rows: readonly TradeRow[], priceStep: number, amountStep: number) {
    const first = rows[0]
    const last = rows.at(-1)
    if (first === undefined || last === undefined) throw new RangeError('a recording without trades')
    this.#start = Math.floor(first.time / minute)
    this.#length = Math.floor(last.time / minute) - this.#start + 1
    this.#ids = last.id - first.id + 1
    let volume = 0
    for (const row of rows) {
      const index = Math.floor(row.time / minute) - this.#start
      const price = Math.round(row.price / priceStep)
      const amount = Math.max(1, Math.round(row.amount / amountStep))
      volume += amount
      const trades = this.#minutes.get(index) ?? []
      trades.push({ id: row.id, time: row.time, price, amount, takerSide: row.takerSide })
      this.#minutes.set(index, trades)
    }
    let close = Math.round(first.price / priceStep)
    for (let index = 0; index < this.#length; index += 1) {
      close = this.#minutes.get(index)?.at(-1)?.price ?? close
      this.#closes.push(close)
    }
    this.meanVolume = Math.max(1, Math.round(volume / this.#length))
  }

  candle(openTime: number): StepCandle {
    const { index } = this.#place(openTime)
    const close = this.#closes[index] ?? 1
    const trades = this.#minutes.get(index)
    return trades === undefined ? flat(openTime, close) : candleOf(openTime, trades, close)
  }

  trades(openTime: number): readonly TapeTrade[] {
    const { index, loop } = this.#place(openTime)
    const later = loop * this.#length * minute
    return (this.#minutes.get(index) ?? []).map((trade) => ({
      ...trade,
      id: trade.id + loop * this.#ids,
      time: trade.time + later,
    }))
  }

  #place(openTime: number): { index: number; loop: number } {
    const at = Math.floor(openTime / minute) - this.#start
    const loop = Math.floor(at / this.#length)
    return { index: at - loop * this.#length, loop }
  }
}
