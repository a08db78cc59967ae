import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import { CandleAggregator } from '../../domain/market/candle-aggregator.ts'
import { CandleSeries } from '../../domain/market/candle-series.ts'
import { type Timeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { MarketFeed } from '../../engine/ports/market-feed.ts'

const capacity = 1_000
/** Asking for missing candles again and again would not make them appear. */
const retryMs = 1_000

export interface SeriesListener {
  /** A closed candle joined; `live` is false while history or a hole is being filled in. */
  onClosed(candle: ClosedCandle, live: boolean): void
  onForming(candle: FormingCandle): void
}

export interface SeriesSource {
  readonly feed: MarketFeed
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly clock: Clock
}

/**
 * One pair at one timeframe: loads history first, then follows the feed's base candles. A hole sends it back to
 * loading; candles that arrive meanwhile wait, so that no candle is seen twice, early, or out of order.
 */
export class TimeframeSeries {
  readonly timeframe: Timeframe
  readonly #series: CandleSeries
  readonly #source: SeriesSource
  readonly #listener: SeriesListener
  #aggregator: CandleAggregator
  #waiting: ClosedCandle[] = []
  #ready = false
  /** First base candle that no closed or half-built candle of this series holds. */
  #nextBase = 0
  #cancelRetry: (() => void) | null = null
  #ended = false

  constructor(source: SeriesSource, listener: SeriesListener) {
    this.timeframe = source.timeframe
    this.#source = source
    this.#listener = listener
    this.#series = new CandleSeries(source.timeframe, capacity)
    this.#aggregator = new CandleAggregator(source.feed.baseTimeframe, source.timeframe)
    void this.#load()
  }

  get ready(): boolean {
    return this.#ready
  }
  get forming(): FormingCandle | null {
    return this.#series.forming
  }
  tail(limit: number): readonly ClosedCandle[] {
    return this.#series.tail(limit)
  }

  /** Takes a closed candle of the feed's base timeframe. */
  commit(base: ClosedCandle): void {
    if (!this.#ready) {
      this.#waiting.push(base)
      return
    }
    for (const candle of this.#aggregator.commit(base)) this.#append(candle, true)
  }

  /** Takes the base candle in progress. */
  peek(base: FormingCandle): void {
    if (!this.#ready) return
    const forming = this.#aggregator.peek(base)
    if (this.#series.form(forming)) this.#listener.onForming(forming)
  }

  end(): void {
    this.#ended = true
    this.#cancelRetry?.()
  }

  #append(candle: ClosedCandle, live: boolean): void {
    const appended = this.#series.append(candle)
    if (appended.kind === 'appended') this.#listener.onClosed(candle, live)
    else if (appended.kind === 'gap' && live) {
      this.#ready = false
      void this.#load()
    }
  }

  async #load(): Promise<void> {
    const history = await this.#source.feed.candles({
      symbol: this.#source.symbol,
      timeframe: this.timeframe,
      before: null,
      limit: capacity,
    })
    if (this.#ended) return
    if (history.kind === 'failed') {
      this.#cancelRetry = this.#source.clock.after(retryMs, () => void this.#load())
      return
    }
    for (const candle of history.value) this.#append(candle, false)
    await this.#primeAggregator()
    if (this.#ended) return
    this.#ready = true
    const waiting = this.#waiting
    this.#waiting = []
    const next = this.#nextBase
    for (const base of waiting) if (base.openTime >= next) this.commit(base)
  }

  /** The candle in progress needs the base candles since it opened. */
  async #primeAggregator(): Promise<void> {
    const base = this.#source.feed.baseTimeframe
    this.#aggregator = new CandleAggregator(base, this.timeframe)
    const last = this.#series.last
    const from = last === undefined ? 0 : last.openTime + timeframeMs[this.timeframe]
    this.#nextBase = from
    if (base === this.timeframe || last === undefined) return
    const limit = timeframeMs[this.timeframe] / timeframeMs[base]
    const part = await this.#source.feed.candles({
      symbol: this.#source.symbol,
      timeframe: base,
      before: null,
      limit,
    })
    if (part.kind === 'failed') return
    for (const candle of part.value) {
      if (candle.openTime < from) continue
      for (const closed of this.#aggregator.commit(candle)) this.#append(closed, false)
      this.#nextBase = candle.openTime + timeframeMs[base]
    }
  }
}
