import type { ClosedCandle, FormingCandle } from '../../domain/market/candle.ts'
import type { Timeframe } from '../../domain/market/timeframe.ts'
import { SharedIndicators } from '../../domain/strategies/shared-indicators.ts'
import type { SeriesListener, SeriesSource } from './series-listener.ts'
import { TimeframeSeries } from './timeframe-series.ts'

/** One series with the indicators that are made of it: they have taken a candle before anyone hears of it. */
export class SeriesDesk {
  readonly timeframe: Timeframe
  readonly indicators: SharedIndicators
  readonly series: TimeframeSeries

  constructor(source: SeriesSource, listener: SeriesListener) {
    this.timeframe = source.timeframe
    this.indicators = new SharedIndicators(() => this.series.tail(Number.POSITIVE_INFINITY))
    this.series = new TimeframeSeries(source, {
      ...listener,
      onClosed: (candle, live) => {
        this.indicators.commit(candle)
        listener.onClosed(candle, live)
      },
      onRestart: () => {
        this.indicators.restart()
        listener.onRestart()
      },
      onForming: (candle) => {
        this.indicators.form(candle)
        listener.onForming(candle)
      },
    })
  }

  get ready(): boolean {
    return this.series.ready
  }
  get fillingSince(): number | null {
    return this.series.fillingSince
  }
  /** Closed candles that its indicators have taken. */
  get candles(): number {
    return this.indicators.candles
  }
  get last(): ClosedCandle | undefined {
    return this.series.tail(1)[0]
  }
  get forming(): FormingCandle | null {
    return this.series.forming
  }
}
