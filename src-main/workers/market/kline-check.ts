import { agreesWith } from '../../domain/market/agrees-with.ts'
import type { ClosedCandle } from '../../domain/market/candle.ts'
import type { Trade } from '../../domain/market/market.ts'
import { openTimeOf, type Timeframe } from '../../domain/market/timeframe.ts'
import { type CandleOfTrades, TradeCandles } from '../../domain/market/trade-candles.ts'

/** Trades and candles come on connections of their own: a minute's last trade may come after its candle. */
const lateTradesMs = 5_000
/** Candles that wait for their other half; older ones were never told, or never traded. */
const keptCandles = 10

/** Compares the exchange's own candles of a pair with the trades that were heard. */
export class KlineCheck {
  readonly #timeframe: Timeframe
  readonly #trades: TradeCandles
  readonly #ofTrades = new Map<number, CandleOfTrades>()
  readonly #klines = new Map<number, ClosedCandle>()
  readonly #onDifferent: (openTime: number) => void
  #checked = 0
  #differed = 0

  /** @param onDifferent told the open time of a candle that is not what its trades add up to */
  constructor(timeframe: Timeframe, onDifferent: (openTime: number) => void) {
    this.#timeframe = timeframe
    this.#trades = new TradeCandles(timeframe)
    this.#onDifferent = onDifferent
  }

  /** Candles that could be compared, and those of them that were not equal. */
  get counts(): { readonly checked: number; readonly differed: number } {
    return { checked: this.#checked, differed: this.#differed }
  }

  onTrade(trade: Trade): void {
    const added = this.#trades.add(trade)
    if (added.kind === 'taken') this.#take(added.closed)
    // The candle that lacks it cannot be judged any more, unless it was already.
    if (added.kind === 'late') this.#ofTrades.delete(openTimeOf(trade.time, this.#timeframe))
  }

  onClosed(kline: ClosedCandle): void {
    keep(this.#klines, kline)
    this.#compare(kline.openTime)
  }

  onTime(marketTime: number): void {
    this.#take(this.#trades.closeBefore(marketTime - lateTradesMs))
  }

  /** Trades may be missed until the next one comes. */
  interrupt(): void {
    this.#trades.interrupt()
  }

  #take(candles: readonly CandleOfTrades[]): void {
    for (const candle of candles) {
      keep(this.#ofTrades, candle)
      this.#compare(candle.openTime)
    }
  }

  #compare(openTime: number): void {
    const [kline, ofTrades] = [this.#klines.get(openTime), this.#ofTrades.get(openTime)]
    if (kline === undefined || ofTrades === undefined) return
    this.#klines.delete(openTime)
    this.#ofTrades.delete(openTime)
    const agreement = agreesWith(kline, ofTrades)
    if (agreement.kind === 'cannot-tell') return
    this.#checked += 1
    if (agreement.kind === 'equal') return
    this.#differed += 1
    this.#onDifferent(openTime)
  }
}

const keep = <T extends ClosedCandle>(candles: Map<number, T>, candle: T): void => {
  candles.set(candle.openTime, candle)
  const oldest = candles.keys().next()
  if (candles.size > keptCandles && oldest.done !== true) candles.delete(oldest.value)
}
