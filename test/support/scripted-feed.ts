import type { ClosedCandle } from '../../src-main/domain/market/candle.ts'
import { CandleAggregator } from '../../src-main/domain/market/candle-aggregator.ts'
import type { Market } from '../../src-main/domain/market/market.ts'
import type { OrderBook } from '../../src-main/domain/market/order-book.ts'
import { timeframeMs } from '../../src-main/domain/market/timeframe.ts'
import type { Asked } from '../../src-main/engine/ports/exchange.ts'
import type { CandleQuery, MarketEvent, MarketFeed } from '../../src-main/engine/ports/market-feed.ts'
import { closedCandle, day, formingCandle } from './candles.ts'

const minute = 60_000
/** A price that goes up and down, so that averages cross. */
const closeOf = (index: number): number => 100 + 10 * Math.sin(index / 7) + (index % 3)

const candleAt = (index: number): ClosedCandle => {
  const [open, close] = [closeOf(index - 1), closeOf(index)]
  const [high, low] = [Math.max(open, close) + 0.5, Math.min(open, close) - 0.5]
  return closedCandle(day + index * minute, { open, high, low, close, volume: 1 + (index % 5) })
}

/** A feed that says what a test tells it to: minute by minute, with holes, repeats and failures as wanted. */
export class ScriptedFeed implements MarketFeed {
  readonly baseTimeframe = '1m' as const
  readonly symbols: readonly string[]
  readonly watched: string[] = []
  /** Questions for history that are answered with a failure, by timeframe. */
  readonly failing = new Set<CandleQuery['timeframe']>()
  readonly asked: CandleQuery[] = []
  readonly suspected: string[] = []
  /** Newest minutes that history does not tell of yet. */
  lag = 0
  closed = false
  /** Number of the next minute. */
  minute: number
  readonly #from: number
  readonly #listeners = new Set<(event: MarketEvent) => void>()

  /** @param history minutes that have closed already */
  constructor(history: number, symbols: readonly string[] = ['BTC/USDT'], from = 0) {
    this.minute = from + history
    this.#from = from
    this.symbols = symbols
  }

  async markets(): Promise<Asked<readonly Market[]>> {
    return { kind: 'answered', value: [] }
  }

  async candles(query: CandleQuery): Promise<Asked<readonly ClosedCandle[]>> {
    this.asked.push(query)
    if (this.failing.has(query.timeframe)) return { kind: 'failed', cause: 'scripted' }
    const aggregator = new CandleAggregator('1m', query.timeframe)
    const made: ClosedCandle[] = []
    const perCandle = timeframeMs[query.timeframe] / minute
    for (
      let index = Math.ceil(this.#from / perCandle) * perCandle;
      index < this.minute - this.lag;
      index += 1
    ) {
      const closed = aggregator.commit(candleAt(index))
      made.push(...closed.map((candle) => ({ ...candle, provenance: 'backfilled' as const })))
    }
    return { kind: 'answered', value: made.slice(-query.limit) }
  }

  async book(): Promise<Asked<OrderBook>> {
    return { kind: 'failed', cause: 'scripted' }
  }

  watch(symbol: string): () => void {
    if (!this.symbols.includes(symbol)) throw new RangeError(`no such pair: ${symbol}`)
    this.watched.push(symbol)
    return () => {
      this.watched.splice(this.watched.indexOf(symbol), 1)
    }
  }

  subscribe(listener: (event: MarketEvent) => void): () => void {
    this.#listeners.add(listener)
    listener({ kind: 'state', state: 'live' })
    return () => this.#listeners.delete(listener)
  }

  health(): null {
    return null
  }
  marketTime(): number {
    return day + this.minute * minute
  }
  suspect(cause: string): void {
    this.suspected.push(cause)
  }
  close(): void {
    this.closed = true
  }

  emit(event: MarketEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** The last trade of the minute in progress and the candle as it stands then. */
  trade(symbol = 'BTC/USDT', index = this.minute): void {
    const { openTime, close, volume } = candleAt(index)
    const amount = volume / 4
    this.emit({ kind: 'trade', trade: { symbol, time: openTime + 59_000, price: close, amount } })
    const candle = formingCandle(openTime, { open: close, high: close, low: close, close })
    this.emit({ kind: 'forming', symbol, timeframe: '1m', candle })
  }

  /** The minute closes and is told. */
  close1m(symbol = 'BTC/USDT'): void {
    const candle = candleAt(this.minute)
    const amount = candle.volume / 4
    for (const [index, price] of [candle.open, candle.high, candle.low].entries()) {
      const time = candle.openTime + index * 10_000
      this.emit({ kind: 'trade', trade: { symbol, time, price, amount } })
    }
    this.trade(symbol)
    this.minute += 1
    this.emit({ kind: 'closed', symbol, timeframe: '1m', candle })
  }

  /** The minute closes, but the stream does not say so. */
  miss1m(): void {
    this.minute += 1
  }

  /** Tells a minute that has closed already once more. */
  repeat1m(symbol = 'BTC/USDT'): void {
    this.emit({ kind: 'closed', symbol, timeframe: '1m', candle: candleAt(this.minute - 1) })
  }
}
