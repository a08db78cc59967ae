import type { ClosedCandle, FormingCandle } from '../../../../domain/market/candle.ts'
import type { Trade } from '../../../../domain/market/market.ts'
import { timeframeMs } from '../../../../domain/market/timeframe.ts'
import { type CandleOfTrades, TradeCandles } from '../../../../domain/market/trade-candles.ts'

const minute = timeframeMs['1m']
/** Minutes that may wait to be closed; what is further back is history, which whoever needs it asks for. */
export const waitingMinutes = 10
/** An exchange's candle may be late once; then it counts as it is, or as none. */
const mostTries = 2
/** An exchange adds decimals, we add floats. */
const volumeTolerance = 1e-9

export interface PairMinutesParts {
  /** Open time of the first minute that is to be told. */
  readonly from: number
  readonly onForming: (candle: FormingCandle) => void
  readonly onClosed: (candle: ClosedCandle) => void
}

/**
 * The minutes of one pair. The one in progress is made of its trades; it closes as the exchange tells it when asked,
 * and only then the next one is told of. A minute of which neither trades nor the exchange know anything is left out.
 */
export class PairMinutes {
  readonly #parts: PairMinutesParts
  readonly #trades = new TradeCandles('1m')
  readonly #ofTrades = new Map<number, CandleOfTrades>()
  #next: number
  #tries = 0

  constructor(parts: PairMinutesParts) {
    this.#parts = parts
    this.#next = parts.from
  }

  /** Open time of the minute that is to close next. */
  get next(): number {
    return this.#next
  }

  add(trade: Trade): void {
    const added = this.#trades.add(trade)
    if (added.kind !== 'taken') return
    this.#keep(added.closed)
    this.#form()
  }

  /** Trades may be missed from now until the next one comes. */
  interrupt(): void {
    this.#trades.interrupt()
  }

  /**
   * Closes the minutes before a time, as far as they are known.
   * @param until open time of the first minute that is still in progress
   * @param told what the exchange says of them, oldest first
   */
  close(until: number, told: readonly ClosedCandle[]): void {
    this.#keep(this.#trades.closeBefore(until))
    const rows = new Map(told.map((candle) => [candle.openTime, candle]))
    const oldest = until - waitingMinutes * minute
    if (this.#next < oldest) this.#goTo(oldest)
    while (this.#next < until) {
      const candle = this.#settled(this.#next, rows.get(this.#next))
      if (candle === 'not yet') return
      if (candle !== null) this.#tell(candle)
      this.#goTo(this.#next + minute)
    }
    this.#form()
  }

  /** What the minute closes with; null when nobody knows. */
  #settled(openTime: number, row: ClosedCandle | undefined): ClosedCandle | 'not yet' | null {
    const own = this.#ofTrades.get(openTime)
    const heard = own?.whole === true ? own : null
    const isBehind = row !== undefined && heard !== null && heard.volume > row.volume * (1 + volumeTolerance)
    if (row !== undefined && !isBehind) return row
    if (row === undefined && heard?.provenance === 'synthetic') return heard
    this.#tries += 1
    return this.#tries < mostTries ? 'not yet' : (row ?? null)
  }

  #tell(candle: ClosedCandle): void {
    const { openTime, open, high, low, close, volume } = candle
    // Trades may have been missed: whoever follows the minute in progress sees it as it ends.
    this.#parts.onForming({ openTime, open, high, low, close, volume, closed: false })
    this.#parts.onClosed(candle.provenance === 'synthetic' ? candle : { ...candle, provenance: 'stream' })
  }

  #form(): void {
    const forming = this.#trades.peek()
    if (forming?.openTime === this.#next) this.#parts.onForming(forming)
  }

  #goTo(openTime: number): void {
    this.#next = openTime
    this.#tries = 0
    for (const known of this.#ofTrades.keys()) if (known < openTime) this.#ofTrades.delete(known)
  }

  #keep(candles: readonly CandleOfTrades[]): void {
    for (const candle of candles.slice(-waitingMinutes)) {
      if (candle.openTime >= this.#next) this.#ofTrades.set(candle.openTime, candle)
    }
    for (const oldest of this.#ofTrades.keys()) {
      if (this.#ofTrades.size <= waitingMinutes) break
      this.#ofTrades.delete(oldest)
    }
  }
}
