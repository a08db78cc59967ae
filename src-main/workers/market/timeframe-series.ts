import { type ClosedCandle, type FormingCandle, flatCandle } from '../../domain/market/candle.ts'
import { CandleAggregator } from '../../domain/market/candle-aggregator.ts'
import { CandleSeries } from '../../domain/market/candle-series.ts'
import { type Timeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import type { Clock } from '../../engine/ports/clock.ts'
import type { MarketFeed } from '../../engine/ports/market-feed.ts'

const capacity = 1_000
/** Asking for missing candles again and again would not make them appear. */
const retryMs = 1_000
/** After so many tries a hole is no delay of the exchange: the pair did not trade. */
const quietTries = 10

export interface SeriesListener {
  /** A closed candle joined; `live` is false while history or a hole is being filled in. */
  onClosed(candle: ClosedCandle, live: boolean): void
  /** More is missing than history holds: the series begins anew, what was made of the old one is worth nothing. */
  onRestart(): void
  /** History is in, all of it or as much as there is; what closes from now on is live. */
  onReady(): void
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
  #series: CandleSeries
  readonly #source: SeriesSource
  readonly #listener: SeriesListener
  #aggregator: CandleAggregator
  #waiting: ClosedCandle[] = []
  #ready = false
  /** First base candle that no closed or half-built candle of this series holds; null before there is any. */
  #nextBase: number | null = null
  #cancelRetry: (() => void) | null = null
  #ended = false
  #tries = 0

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
      this.#wait(base)
      return
    }
    const next = this.#nextBase
    if (next !== null && base.openTime < next) return
    if (next !== null && base.openTime > next) {
      // A missing base candle would leave the higher one short without a trace: first it is fetched.
      this.#ready = false
      this.#wait(base)
      void this.#load()
      return
    }
    this.#nextBase = base.openTime + timeframeMs[this.#source.feed.baseTimeframe]
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

  #wait(base: ClosedCandle): void {
    this.#waiting.push(base)
    // The oldest can go: what is missing is fetched before the rest is taken.
    if (this.#waiting.length > capacity) this.#waiting.shift()
  }

  #append(candle: ClosedCandle, live: boolean): void {
    const { kind } = this.#series.append(candle)
    if (kind === 'appended') this.#listener.onClosed(candle, live)
    else if (live && kind !== 'duplicate') {
      this.#ready = false
      void this.#load()
    }
  }

  async #load(): Promise<void> {
    const history = await this.#ask(this.timeframe, capacity)
    if (this.#ended) return
    if (history === null) {
      this.#loadLater()
      return
    }
    this.#takeHistory(history)
    const primed = await this.#primeAggregator()
    if (this.#ended) return
    const next = this.#nextBase
    const beyond = this.#waiting.some((base) => next === null || base.openTime >= next)
    const follows = this.#waiting.some((base) => base.openTime === next)
    // History can lag behind the stream by a moment.
    if (!primed || (next !== null && beyond && !follows)) {
      this.#tries += 1
      if (!primed || this.#tries < quietTries) {
        this.#loadLater()
        return
      }
      this.#fillQuiet()
    }
    this.#tries = 0
    this.#ready = true
    this.#listener.onReady()
    for (const base of this.#waiting.splice(0)) this.commit(base)
  }

  /** Asked often enough, the exchange has no candles before the one that waits: nothing traded in between. */
  #fillQuiet(): void {
    const base = this.#source.feed.baseTimeframe
    const close = this.#series.last?.close
    if (this.#nextBase === null || close === undefined) return
    const next = this.#nextBase
    const until = this.#waiting.find((candle) => candle.openTime >= next)?.openTime ?? next
    for (let openTime = next; openTime < until; openTime += timeframeMs[base]) {
      for (const candle of this.#aggregator.commit(flatCandle(openTime, close))) this.#append(candle, false)
    }
    this.#nextBase = until
  }

  #loadLater(): void {
    this.#cancelRetry = this.#source.clock.after(retryMs, () => void this.#load())
  }

  #takeHistory(history: readonly ClosedCandle[]): void {
    const [last, first] = [this.#series.last, history[0]]
    if (last !== undefined && first !== undefined) {
      if (first.openTime > last.openTime + timeframeMs[this.timeframe]) {
        this.#series = new CandleSeries(this.timeframe, capacity)
        this.#listener.onRestart()
      }
    }
    for (const candle of history) this.#append(candle, false)
  }

  /** The candle in progress needs the base candles since it opened; false when they could not be had. */
  async #primeAggregator(): Promise<boolean> {
    const base = this.#source.feed.baseTimeframe
    this.#aggregator = new CandleAggregator(base, this.timeframe)
    const last = this.#series.last
    const from = last === undefined ? 0 : last.openTime + timeframeMs[this.timeframe]
    this.#nextBase = last === undefined ? null : from
    if (base === this.timeframe) return true
    const part = await this.#ask(base, timeframeMs[this.timeframe] / timeframeMs[base])
    if (part === null) return false
    const opened = part.filter((candle) => candle.openTime >= from)
    // Another candle may have closed between the two questions: then the part does not reach back far enough.
    if (last !== undefined && opened[0] !== undefined && opened[0].openTime !== from) return false
    for (const candle of opened) {
      for (const closed of this.#aggregator.commit(candle)) this.#append(closed, false)
      this.#nextBase = candle.openTime + timeframeMs[base]
    }
    return true
  }

  /** Newest closed candles; null when the feed has no answer. */
  async #ask(timeframe: Timeframe, limit: number): Promise<readonly ClosedCandle[] | null> {
    const { feed, symbol } = this.#source
    const asked = await feed.candles({ symbol, timeframe, before: null, limit })
    return asked.kind === 'answered' ? withFlats(asked.value, timeframeMs[timeframe]) : null
  }
}

/** The candles with every hole between two of them filled by flat ones: what an exchange leaves out did not trade. */
const withFlats = (candles: readonly ClosedCandle[], span: number): readonly ClosedCandle[] => {
  const filled: ClosedCandle[] = []
  for (const candle of candles) {
    const last = filled.at(-1)
    if (last !== undefined) {
      for (let time = last.openTime + span; time < candle.openTime; time += span) {
        filled.push(flatCandle(time, last.close))
      }
    }
    filled.push(candle)
  }
  return filled
}
