import { type ClosedCandle, type FormingCandle, flatCandle } from './candle.ts'
import { isPlausibleTrade, type Trade } from './market.ts'
import { openTimeOf, type Timeframe, timeframeMs } from './timeframe.ts'

/** The id orders trades of one millisecond; absent where an exchange's ids do not rise. */
export type CandleTrade = Omit<Trade, 'symbol'> & { readonly id?: number }

export interface CandleOfTrades extends ClosedCandle {
  /** All its trades were heard: the stream was joined before it opened and not interrupted since. */
  readonly whole: boolean
}

export type AddedTrade =
  /** With the candles that it closed, oldest first. */
  | { readonly kind: 'taken'; readonly closed: readonly CandleOfTrades[] }
  /** Its candle has closed without it: nothing was changed, and that candle lacks a trade. */
  | { readonly kind: 'late' }
  | { readonly kind: 'implausible' }

/** A silence of more candles than this is not filled: its price says nothing any more, and a time can be wrong. */
const longestSilence = 1_440

const none: readonly CandleOfTrades[] = []
const taken: AddedTrade = { kind: 'taken', closed: none }
const late: AddedTrade = { kind: 'late' }
const implausible: AddedTrade = { kind: 'implausible' }

/**
 * Builds candles from single trades, each once: a trade told twice counts twice.
 *
 * - A candle holds the trades from its open time up to, not including, the next one's.
 * - Open and close are its first and last trade by time; within a millisecond by id, without ids by arrival. High and
 *   low are the extremes of price, volume the sum of base amounts without the drift of a running sum.
 * - Trades of the candle in progress may come in any order. A trade of a later candle closes it.
 * - A candle without trades is flat at the close before it and synthetic. There is none before the first trade, and a
 *   silence of more than 1,440 candles stays a hole.
 */
export class TradeCandles {
  readonly #timeframe: Timeframe
  /** Of the candle in progress, which may have no trade yet; null before the first trade. */
  #openTime: number | null = null
  #trades = 0
  #open = 0
  #high = 0
  #low = 0
  /** Also the price of a candle without trades. */
  #close = 0
  #volume = 0
  /** What rounding took from the sum so far (Neumaier, 1974). */
  #volumeLost = 0
  #firstTime = 0
  #firstId: number | undefined
  #lastTime = 0
  #lastId: number | undefined
  /** Candles that opened earlier may lack trades; infinite until the next trade shows that the stream is heard. */
  #wholeFrom = Number.POSITIVE_INFINITY

  constructor(timeframe: Timeframe) {
    this.#timeframe = timeframe
  }

  add(trade: CandleTrade): AddedTrade {
    if (!isPlausibleTrade(trade)) return implausible
    const openTime = openTimeOf(trade.time, this.#timeframe)
    this.#openTime ??= openTime
    if (openTime < this.#openTime) return late
    // What was traded between joining and this trade is unknown, so its own candle does not count as whole.
    if (this.#wholeFrom === Number.POSITIVE_INFINITY)
      this.#wholeFrom = openTime + timeframeMs[this.#timeframe]
    const closed = this.closeBefore(openTime)
    this.#take(trade)
    return closed === none ? taken : { kind: 'taken', closed }
  }

  /** Closes what ends at the time or earlier, as when the exchange's clock or its own candle says so. */
  closeBefore(time: number): readonly CandleOfTrades[] {
    const until = openTimeOf(time, this.#timeframe)
    let openTime = this.#openTime
    if (openTime === null || !(until > openTime)) return none
    const span = timeframeMs[this.#timeframe]
    const closed: CandleOfTrades[] = []
    if (this.#trades > 0) {
      closed.push(this.#finish(openTime))
      openTime += span
    }
    if (until - openTime <= longestSilence * span) {
      for (; openTime < until; openTime += span) {
        closed.push({ ...flatCandle(openTime, this.#close), whole: openTime >= this.#wholeFrom })
      }
    }
    this.#openTime = until
    return closed
  }

  /** The candle in progress; null while it has no trade, or may lack some that were not heard. */
  peek(): FormingCandle | null {
    const openTime = this.#openTime
    if (openTime === null || this.#trades === 0 || openTime < this.#wholeFrom) return null
    return { ...this.#values(openTime), closed: false }
  }

  /** Trades may be missed from now until the next one comes: the stream was lost. */
  interrupt(): void {
    this.#wholeFrom = Number.POSITIVE_INFINITY
  }

  #take(trade: CandleTrade): void {
    const { time, price, amount, id } = trade
    const isOnly = this.#trades === 0
    if (isOnly || isBefore(time, id, this.#firstTime, this.#firstId)) {
      this.#open = price
      this.#firstTime = time
      this.#firstId = id
    }
    if (isOnly || !isBefore(time, id, this.#lastTime, this.#lastId)) {
      this.#close = price
      this.#lastTime = time
      this.#lastId = id
    }
    this.#high = isOnly ? price : Math.max(this.#high, price)
    this.#low = isOnly ? price : Math.min(this.#low, price)
    const sum = this.#volume + amount
    this.#volumeLost += this.#volume >= amount ? this.#volume - sum + amount : amount - sum + this.#volume
    this.#volume = sum
    this.#trades += 1
  }

  #values(openTime: number) {
    return {
      openTime,
      open: this.#open,
      high: this.#high,
      low: this.#low,
      close: this.#close,
      volume: this.#volume + this.#volumeLost,
    }
  }

  #finish(openTime: number): CandleOfTrades {
    const finished: CandleOfTrades = {
      ...this.#values(openTime),
      closed: true,
      provenance: 'stream',
      whole: openTime >= this.#wholeFrom,
    }
    this.#trades = 0
    this.#volume = 0
    this.#volumeLost = 0
    return finished
  }
}

/** Without two ids the order of arrival decides: the one that is asked about came later, so it is not before. */
const isBefore = (
  time: number,
  id: number | undefined,
  thanTime: number,
  thanId: number | undefined,
): boolean =>
  time < thanTime || (time === thanTime && id !== undefined && thanId !== undefined && id < thanId)
