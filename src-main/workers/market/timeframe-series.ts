import { type ClosedCandle, type FormingCandle, flatCandle, sameValues } from '../../domain/market/candle.ts'
import { CandleAggregator } from '../../domain/market/candle-aggregator.ts'
import { CandleSeries } from '../../domain/market/candle-series.ts'
import { withFlats } from '../../domain/market/flat-candles.ts'
import { openTimeOf, type Timeframe, timeframeMs } from '../../domain/market/timeframe.ts'
import { coverageOf } from './series-coverage.ts'
import type { SeriesListener, SeriesSource } from './series-listener.ts'
import { expectedUntil, newestCandles } from './series-questions.ts'

const capacity = 1_000
/** Asking for missing candles again and again would not make them appear. */
const retryMs = 1_000
/** After so many tries a hole is no delay of the exchange: the pair did not trade. */
const quietTries = 10
/** Exchanges correct candles without saying so: the newest are compared this often, so many of them. */
const reviewMs = 900_000
const reviewedCandles = 30
/** Newest candles that are compared with the exchange's whenever something is asked for. */
const comparedCandles = 3

/**
 * One pair at one timeframe: loads history first, then follows the feed's base candles. A hole, an overdue candle or a
 * doubt sends it back to loading; candles that arrive meanwhile wait, so that no candle is seen twice, early, or out
 * of order.
 */
export class TimeframeSeries {
  readonly timeframe: Timeframe
  #series: CandleSeries
  readonly #source: SeriesSource
  readonly #listener: SeriesListener
  readonly #span: number
  readonly #baseSpan: number
  #aggregator: CandleAggregator
  #waiting: ClosedCandle[] = []
  #ready = false
  #fillingSince: number | null = null
  /** First base candle that no closed or half-built candle of this series holds; null before there is any. */
  #nextBase: number | null = null
  /** Market time since which what is held may be wrong. */
  #doubtSince: number | null = null
  /** Base candles that were made up because the exchange had none: [from, until). */
  #madeUp = { from: 0, until: 0 }
  #cancelRetry: (() => void) | null = null
  #ended = false
  #reviewedAt: number
  #tries = 0
  #holes = 0
  #corrections = 0

  constructor(source: SeriesSource, listener: SeriesListener) {
    this.timeframe = source.timeframe
    this.#source = source
    this.#listener = listener
    this.#span = timeframeMs[source.timeframe]
    this.#baseSpan = timeframeMs[source.feed.baseTimeframe]
    this.#series = new CandleSeries(source.timeframe, capacity)
    this.#aggregator = new CandleAggregator(source.feed.baseTimeframe, source.timeframe)
    this.#reviewedAt = source.feed.marketTime()
    void this.#load()
  }

  get ready(): boolean {
    return this.#ready
  }
  /** Since when a hole or a doubt is being looked into, by our clock; null while nothing is missing. */
  get fillingSince(): number | null {
    return this.#fillingSince
  }
  get forming(): FormingCandle | null {
    return this.#series.forming
  }
  tail(limit: number): readonly ClosedCandle[] {
    return this.#series.tail(limit)
  }
  coverage(): ReturnType<typeof coverageOf> {
    const { symbol, timeframe } = this.#source
    const counts = { holes: this.#holes, corrections: this.#corrections }
    return coverageOf(symbol, timeframe, this.#series.tail(capacity), this.#ready, counts)
  }

  /** Takes a closed candle of the feed's base timeframe. */
  commit(base: ClosedCandle): void {
    if (!this.#ready) {
      this.#wait(base)
      return
    }
    const next = this.#nextBase
    if (next !== null && base.openTime < next) {
      // It comes late: after others were told, or where one had to be made up.
      const { from, until } = this.#madeUp
      if (base.openTime >= from && base.openTime < until) this.doubt(base.openTime)
      return
    }
    if (next !== null && base.openTime > next) {
      // A missing base candle would leave the higher one short without a trace: first it is fetched.
      this.#wait(base)
      this.#fill()
      return
    }
    this.#nextBase = base.openTime + this.#baseSpan
    for (const candle of this.#aggregator.commit(base)) {
      if (this.#series.append(candle).kind === 'appended') this.#listener.onClosed(candle, true)
    }
  }

  /** Takes the base candle in progress. */
  peek(base: FormingCandle): void {
    if (!this.#ready) return
    // The market is a candle further: one has closed that was never told.
    if (this.#nextBase !== null && base.openTime > this.#nextBase) {
      this.#fill()
      return
    }
    const forming = this.#aggregator.peek(base)
    if (this.#series.form(forming)) this.#listener.onForming(forming)
  }

  /** The venue's time goes on: a candle that should have closed by now is asked for. */
  onTime(marketTime: number): void {
    const next = this.#nextBase
    if (!this.#ready) return
    if (next !== null && next < expectedUntil(this.#source, marketTime)) this.#fill()
    else if (marketTime - this.#reviewedAt >= reviewMs) void this.#review(marketTime)
  }

  /** What was told since then may be incomplete or wrong: it is compared with what the exchange tells now. */
  doubt(since: number): void {
    this.#doubtSince = Math.min(this.#doubtSince ?? since, since)
    // While it loads, the load itself sees the doubt at its end.
    if (this.#ready) this.#loadAnew()
  }

  end(): void {
    this.#ended = true
    this.#cancelRetry?.()
  }

  /** Analysis goes on meanwhile: only a difference is a doubt. */
  async #review(marketTime: number): Promise<void> {
    this.#reviewedAt = marketTime
    const told = await newestCandles(this.#source, this.timeframe, reviewedCandles, true)
    const wrong = told?.find((candle) => {
      const known = this.#series.at(candle.openTime)
      return known !== undefined && !sameValues(known, candle)
    })
    if (wrong !== undefined && !this.#ended) this.doubt(wrong.openTime)
  }

  #wait(base: ClosedCandle): void {
    this.#waiting.push(base)
    // The oldest can go: what is missing is fetched before the rest is taken.
    if (this.#waiting.length > capacity) this.#waiting.shift()
  }

  #fill(): void {
    this.#holes += 1
    this.#loadAnew()
  }
  #loadAnew(): void {
    this.#ready = false
    this.#fillingSince = this.#source.clock.now()
    this.#listener.onFilling()
    void this.#load()
  }

  async #load(): Promise<void> {
    const doubt = this.#doubtSince
    this.#doubtSince = null
    const loaded = await this.#askForMissing(doubt)
    const primed = loaded && (await this.#primeAggregator(doubt !== null))
    if (this.#ended) return
    if (!primed) {
      if (doubt !== null) this.#doubtSince = Math.min(this.#doubtSince ?? doubt, doubt)
      this.#loadLater()
      return
    }
    const holeUntil = this.#holeUntil()
    // History can lag behind the stream by a moment; of a pair that did not trade before less is expected.
    if (holeUntil !== null) {
      this.#tries += 1
      if (this.#tries < (this.#series.last?.provenance === 'synthetic' ? 2 : quietTries)) {
        this.#loadLater()
        return
      }
      this.#fillQuiet(holeUntil)
    }
    this.#tries = 0
    if (this.#doubtSince !== null) {
      void this.#load()
      return
    }
    this.#ready = true
    this.#fillingSince = null
    this.#listener.onReady()
    for (const base of this.#waiting.splice(0)) this.commit(base)
  }

  /** End of the base candles that are missing still; null when what comes next can be taken. */
  #holeUntil(): number | null {
    const next = this.#nextBase
    if (next === null) return null
    const waiting = this.#waiting.filter((base) => base.openTime >= next)
    if (waiting.some((base) => base.openTime === next)) return null
    const until = waiting[0]?.openTime ?? expectedUntil(this.#source, this.#source.feed.marketTime())
    return next < until ? until : null
  }

  /** Asked often enough, the exchange has no candles in the hole: nothing traded in it. */
  #fillQuiet(until: number): void {
    const close = this.#series.last?.close
    if (this.#nextBase === null || close === undefined) return
    const from = this.#nextBase
    for (let openTime = from; openTime < until; openTime += this.#baseSpan) {
      for (const candle of this.#aggregator.commit(flatCandle(openTime, close))) this.#append(candle)
    }
    this.#madeUp = { from: from === this.#madeUp.until ? this.#madeUp.from : from, until }
    this.#nextBase = until
  }

  #append(candle: ClosedCandle): void {
    if (this.#series.append(candle).kind === 'appended') this.#listener.onClosed(candle, false)
  }

  #loadLater(): void {
    this.#cancelRetry = this.#source.clock.after(retryMs, () => void this.#load())
  }

  /** Brings the closed candles up to date and compares the newest known; false when the feed has no answer. */
  async #askForMissing(doubtSince: number | null): Promise<boolean> {
    const last = this.#series.last
    const closedUntil = openTimeOf(this.#source.feed.marketTime(), this.timeframe)
    const missing = last === undefined ? capacity : (closedUntil - last.openTime) / this.#span - 1
    const doubted =
      doubtSince === null ? 0 : (closedUntil - openTimeOf(doubtSince, this.timeframe)) / this.#span
    const wanted = Math.max(missing + comparedCandles, doubted)
    const history = await newestCandles(
      this.#source,
      this.timeframe,
      Math.min(wanted, capacity),
      doubtSince !== null,
    )
    if (history === null || this.#ended) return false
    if (last === undefined || wanted > capacity) this.#beginAnew(history)
    else this.#join(history, last)
    return true
  }

  #beginAnew(history: readonly ClosedCandle[]): void {
    if (this.#series.length > 0) this.#listener.onRestart()
    this.#series = new CandleSeries(this.timeframe, capacity)
    for (const candle of withFlats(history, this.#span)) this.#append(candle)
  }

  #join(history: readonly ClosedCandle[], last: ClosedCandle): void {
    let corrected = 0
    const newer: ClosedCandle[] = []
    for (const candle of history) {
      const known = this.#series.at(candle.openTime)
      if (candle.openTime > last.openTime) newer.push(candle)
      else if (known !== undefined && !sameValues(known, candle)) {
        this.#series.replace(candle)
        this.#listener.onCorrected(known, candle)
        corrected += 1
      }
    }
    const end = this.#series.last ?? last
    const joined = withFlats([end, ...newer], this.#span).slice(1)
    if (corrected === 0) {
      for (const candle of joined) this.#append(candle)
      return
    }
    this.#corrections += corrected
    for (const candle of joined) this.#series.append(candle)
    this.#listener.onRestart()
    for (const candle of this.#series.tail(capacity)) this.#listener.onClosed(candle, false)
  }

  /** The candle in progress needs the base candles since it opened; false when they could not be had. */
  async #primeAggregator(fresh: boolean): Promise<boolean> {
    const base = this.#source.feed.baseTimeframe
    const last = this.#series.last
    const from = last === undefined ? null : last.openTime + this.#span
    const aggregator = new CandleAggregator(base, this.timeframe)
    this.#aggregator = aggregator
    this.#nextBase = from
    if (base === this.timeframe) return true
    const most = this.#span / this.#baseSpan
    const part = await newestCandles(this.#source, base, most, fresh)
    if (part === null || this.#ended) return false
    // Another candle may have closed between the two questions: then the part does not reach back far enough.
    if (from !== null && this.#source.feed.marketTime() - from > (most + 1) * this.#baseSpan) return false
    const opened = part.filter((candle) => from === null || candle.openTime >= from)
    const end = last === undefined || from === null ? [] : [flatCandle(from - this.#baseSpan, last.close)]
    for (const candle of withFlats([...end, ...opened], this.#baseSpan).slice(end.length)) {
      for (const closed of aggregator.commit(candle)) this.#append(closed)
      this.#nextBase = candle.openTime + this.#baseSpan
    }
    return true
  }
}
