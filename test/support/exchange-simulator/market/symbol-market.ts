import { seedOf } from '../../../../src-main/domain/random.ts'
import type { Listing } from './listing.ts'
import { type BookChange, type BookSide, bookChange, SymbolBook } from './symbol-book.ts'
import { candleOf, merged, minute, type StepCandle, type Tape, type TapeTrade } from './tape.ts'

/** The last 24 hours, in steps. */
export interface DayTicker extends StepCandle {
  readonly bid: readonly [number, number]
  readonly ask: readonly [number, number]
  readonly closeTime: number
  readonly lastTrade: TapeTrade | null
}

const day = 1440 * minute
const minuteOf = (time: number): number => time - (time % minute)

/** One pair's market: what the tape has played so far, and what can be asked about it. */
export class SymbolMarket {
  readonly listing: Listing
  readonly book: SymbolBook
  status: 'trading' | 'halted' | 'delisted' = 'trading'
  readonly #tape: Tape
  /** Spans in which the pair was halted: nothing of the tape happened in them. */
  readonly #silences: { from: number; to: number }[] = []
  readonly #corrections = new Map<number, StepCandle>()
  #time = 0
  #last: TapeTrade | null = null
  #published: BookSide | null = null
  #publishedVersion = 0
  #day: { readonly at: number; readonly candle: StepCandle } | null = null
  #recent: { readonly openTime: number; readonly trades: readonly TapeTrade[] } | null = null

  constructor(listing: Listing, tape: Tape, seed: number, startAt: number, depth: number) {
    this.listing = listing
    this.#tape = tape
    this.book = new SymbolBook(seedOf(seed, 'book', listing.symbol), tape.meanVolume, depth)
    this.#time = startAt
    this.#last = this.#lastTradeBefore(startAt)
    this.book.follow(this.#last?.price ?? tape.candle(minuteOf(startAt)).open, this.#last?.takerSide ?? 'buy')
  }

  get time(): number {
    return this.#time
  }
  /** Price of the last trade in steps. */
  get lastPrice(): number {
    return this.#last?.price ?? this.book.bid[0]
  }
  get lastTrade(): TapeTrade | null {
    return this.#last
  }

  /** A trade has happened. */
  follow(trade: TapeTrade): void {
    this.#last = trade
    this.#time = trade.time + 1
    this.book.follow(trade.price, trade.takerSide)
  }
  /** The time has come this far, with nothing more traded. */
  reach(time: number): void {
    this.#time = time
  }

  /** Trades with from ≤ time < to. */
  trades(from: number, to: number): readonly TapeTrade[] {
    const found: TapeTrade[] = []
    for (let openTime = minuteOf(from); openTime < to; openTime += minute) {
      for (const trade of this.#minuteTrades(openTime)) {
        if (trade.time >= from && trade.time < to && !this.#silent(trade.time)) found.push(trade)
      }
    }
    return found
  }

  /** The candle that opens then, with what has traded by now; null when it has not begun. */
  candle(openTime: number, span: number): StepCandle | null {
    if (openTime > this.#time) return null
    let candle: StepCandle | null = null
    for (let at = openTime; at < openTime + span && at <= this.#time; at += minute) {
      const next = this.#minuteCandle(at)
      candle = candle === null ? next : merged(candle, next)
    }
    return candle
  }

  /** Candles with from ≤ open time ≤ to, oldest first; the last one may still be open. */
  candles(span: number, from: number, to: number): readonly StepCandle[] {
    const found: StepCandle[] = []
    for (let openTime = Math.ceil(from / span) * span; openTime <= to; openTime += span) {
      const candle = this.candle(openTime, span)
      if (candle === null) break
      found.push(candle)
    }
    return found
  }

  ticker(): DayTicker {
    const now = minuteOf(this.#time)
    if (this.#day?.at !== now) {
      let candle = this.#minuteCandle(now - day)
      for (let at = now - day + minute; at < now; at += minute)
        candle = merged(candle, this.#minuteCandle(at))
      this.#day = { at: now, candle }
    }
    return {
      ...merged(this.#day.candle, this.#minuteCandle(now)),
      // The minute's candle is of the recording alone, which a trade by hand is no part of.
      close: this.lastPrice,
      bid: this.book.bid,
      ask: this.book.ask,
      closeTime: this.#time,
      lastTrade: this.#last,
    }
  }

  /** What changed in the book since it was asked last; null when nothing did. The first call starts the record. */
  takeBookChange(): BookChange | null {
    const before = this.#published
    if (before !== null && this.#publishedVersion === this.book.version) return null
    const after = this.book.levels()
    const from = this.#publishedVersion
    this.#published = after
    this.#publishedVersion = this.book.version
    return before === null ? null : { ...bookChange(before, after), from, to: this.book.version }
  }

  halt(): void {
    if (this.status === 'trading') this.#silences.push({ from: this.#time, to: Number.POSITIVE_INFINITY })
    this.status = 'halted'
  }
  resume(): void {
    const last = this.#silences.at(-1)
    if (last !== undefined && this.status !== 'trading') last.to = this.#time
    this.status = 'trading'
  }
  delist(): void {
    this.halt()
    this.status = 'delisted'
  }
  /** A late correction: from now on this minute reads so. */
  correct(candle: StepCandle): void {
    this.#corrections.set(candle.openTime, candle)
    this.#day = null
  }

  #minuteCandle(openTime: number): StepCandle {
    const corrected = this.#corrections.get(openTime)
    if (corrected !== undefined) return corrected
    const open = openTime + minute > this.#time
    if (!open && !this.#silences.some(({ from, to }) => from < openTime + minute && to > openTime)) {
      return this.#tape.candle(openTime)
    }
    const trades = this.trades(openTime, Math.min(openTime + minute, this.#time))
    const lastPrice = trades.length > 0 ? 0 : this.#minuteCandle(openTime - minute).close
    return candleOf(openTime, trades, lastPrice)
  }

  /** Looks back an hour; in a market quieter than that the candle's price has to do. */
  #lastTradeBefore(time: number): TapeTrade | null {
    for (let from = minuteOf(time - 1); from > time - 60 * minute; from -= minute) {
      const last = this.trades(from, Math.min(from + minute, time)).at(-1)
      if (last !== undefined) return last
    }
    return null
  }

  #minuteTrades(openTime: number): readonly TapeTrade[] {
    if (this.#recent?.openTime !== openTime) this.#recent = { openTime, trades: this.#tape.trades(openTime) }
    return this.#recent.trades
  }
  #silent(time: number): boolean {
    return this.#silences.some(({ from, to }) => time >= from && time < to)
  }
}
