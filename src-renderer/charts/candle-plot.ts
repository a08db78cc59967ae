import {
  CandlestickSeries,
  type CandlestickSeriesPartialOptions,
  createChart,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineStyle,
  type UTCTimestamp,
} from 'lightweight-charts'
import type { CandleRow } from '../../src-preload/contract/views.ts'
import type { Format } from '../format/format.ts'
import type { ChartColours } from './theme-colours.ts'
import { type TradeMark, TradeMarks } from './trade-marks.ts'

/** A price that matters to an open position. */
export interface LevelLine {
  readonly kind: 'entry' | 'stop' | 'take-profit'
  readonly price: number
  readonly title: string
}

const seconds = (ms: number): UTCTimestamp => Math.floor(ms / 1000) as UTCTimestamp
const withAlpha = (rgb: string, alpha: number): string =>
  rgb.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`)

/** Hollow up, solid down. */
const candleLook = (colours: ChartColours): CandlestickSeriesPartialOptions => ({
  upColor: 'rgba(0, 0, 0, 0)',
  borderUpColor: colours.profit,
  wickUpColor: colours.profit,
  downColor: colours.loss,
  borderDownColor: colours.loss,
  wickDownColor: colours.loss,
  // The library's own tag takes white text on orange; ours is readable in both themes.
  priceLineVisible: false,
  lastValueVisible: false,
})

/** Told apart by their titles; the colours only group them. */
const levelLook = ({ kind, price, title }: LevelLine, colours: ChartColours) => ({
  price,
  title,
  color: { entry: colours.buy, stop: colours.loss, 'take-profit': colours.profit }[kind],
  lineStyle: kind === 'entry' ? LineStyle.Dotted : LineStyle.Dashed,
  lineWidth: 1 as const,
  axisLabelVisible: true,
  axisLabelColor: colours['line-strong'],
  axisLabelTextColor: colours.text,
})

/** The drawing library behind one small door: rows, marks and price lines in, hovered and visible candles out. */
export class CandlePlot {
  readonly #chart: IChartApi
  readonly #candles: ISeriesApi<'Candlestick'>
  readonly #volume: ISeriesApi<'Histogram'>
  readonly #marks = new TradeMarks()
  readonly #levels = new Map<string, { readonly drawn: IPriceLine; readonly level: LevelLine }>()
  #last: IPriceLine | null = null
  #drawn: readonly CandleRow[] = []
  #colours: ChartColours
  /** What comes in the turn that replaces this plot is for its successor: the library fails on a removed chart. */
  #closed = false

  constructor(host: HTMLElement, colours: ChartColours, format: Format, priceDigits: number) {
    this.#colours = colours
    this.#chart = createChart(host, {
      autoSize: true,
      localization: {
        priceFormatter: (price: number) => format.price(price, priceDigits),
        timeFormatter: (time: number) => format.dateTime(time * 1000),
      },
      timeScale: {
        timeVisible: true,
        secondsVisible: false,
        rightOffset: 6,
        barSpacing: 9,
        minBarSpacing: 2,
        tickMarkFormatter: (time: number, kind: number) =>
          kind <= 2 ? format.day(time * 1000) : format.clock(time * 1000),
      },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.16 } },
    })
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      lastValueVisible: false,
      priceLineVisible: false,
    })
    this.#chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.9, bottom: 0 } })
    this.#candles = this.#chart.addSeries(CandlestickSeries, {
      priceFormat: { type: 'price', precision: priceDigits, minMove: 10 ** -priceDigits },
    })
    this.#candles.attachPrimitive(this.#marks)
    this.recolour(colours)
  }

  recolour(colours: ChartColours): void {
    if (this.#closed) return
    this.#colours = colours
    const label = { labelBackgroundColor: colours['line-strong'] }
    this.#chart.applyOptions({
      layout: {
        background: { color: 'rgba(0, 0, 0, 0)' },
        textColor: colours.faint,
        fontFamily: "'Inter Variable', sans-serif",
        fontSize: 11,
        attributionLogo: false,
        panes: { separatorColor: colours.line },
      },
      grid: { vertLines: { color: colours.grid }, horzLines: { color: colours.grid } },
      timeScale: { borderColor: colours.line },
      crosshair: {
        vertLine: { color: colours['line-strong'], ...label },
        horzLine: { color: colours['line-strong'], ...label },
      },
    })
    this.#candles.applyOptions(candleLook(colours))
    for (const { drawn, level } of this.#levels.values()) drawn.applyOptions(levelLook(level, colours))
    const rows = this.#drawn
    this.#drawn = []
    this.draw(rows)
  }

  /** The usual change, one candle at the end, costs one update; anything else redraws and keeps what is in view. */
  draw(rows: readonly CandleRow[]): void {
    if (this.#closed) return
    const before = this.#drawn
    this.#drawn = rows
    this.#showLast(rows.at(-1))
    const first = rows[0]
    if (
      first !== undefined &&
      before.length > 0 &&
      before[0]?.[0] === first[0] &&
      rows.length >= before.length
    ) {
      for (const row of rows.slice(Math.max(0, before.length - 1))) {
        this.#candles.update(this.#bar(row))
        this.#volume.update(this.#volumeBar(row))
      }
      return
    }
    const view = before.length > 0 ? this.#chart.timeScale().getVisibleRange() : null
    this.#candles.setData(rows.map((row) => this.#bar(row)))
    this.#volume.setData(rows.map((row) => this.#volumeBar(row)))
    if (view !== null && rows.length > 0) this.#chart.timeScale().setVisibleRange(view)
  }

  mark(marks: readonly TradeMark[]): void {
    if (!this.#closed) this.#marks.show(marks, this.#colours)
  }

  /** A line that moves is moved, not drawn anew. */
  levels(levels: readonly LevelLine[]): void {
    if (this.#closed) return
    const wanted = new Map<string, LevelLine>()
    for (const level of levels) {
      // There are several of a kind where the pair is held on several accounts.
      const before = [...wanted.values()].filter(({ kind }) => kind === level.kind).length
      wanted.set(`${level.kind} ${before}`, level)
    }
    for (const [key, { drawn }] of this.#levels) {
      if (wanted.has(key)) continue
      this.#candles.removePriceLine(drawn)
      this.#levels.delete(key)
    }
    for (const [key, level] of wanted) {
      const look = levelLook(level, this.#colours)
      const known = this.#levels.get(key)?.drawn
      known?.applyOptions(look)
      this.#levels.set(key, { drawn: known ?? this.#candles.createPriceLine(look), level })
    }
  }

  onHover(tell: (time: number | null) => void): void {
    this.#chart.subscribeCrosshairMove((event) =>
      tell(typeof event.time === 'number' ? event.time * 1000 : null),
    )
  }

  onNearStart(tell: () => void): void {
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < 15) tell()
    })
  }

  scroll(bars: number): void {
    const scale = this.#chart.timeScale()
    scale.scrollToPosition(scale.scrollPosition() + bars, false)
  }

  zoom(factor: number): void {
    const scale = this.#chart.timeScale()
    scale.applyOptions({ barSpacing: Math.min(40, Math.max(2, scale.options().barSpacing * factor)) })
  }

  fit(): void {
    this.#chart.timeScale().fitContent()
  }

  toNow(): void {
    this.#chart.timeScale().scrollToRealTime()
  }

  close(): void {
    this.#closed = true
    this.#chart.remove()
  }

  #showLast(row: CandleRow | undefined): void {
    if (row === undefined) return
    const [, open, , , close] = row
    const colour = close >= open ? this.#colours.profit : this.#colours.loss
    const look = {
      price: close,
      color: colour,
      axisLabelColor: colour,
      axisLabelTextColor: this.#colours.panel,
    }
    if (this.#last === null) {
      const line = { lineStyle: LineStyle.Dotted, lineWidth: 1, axisLabelVisible: true } as const
      this.#last = this.#candles.createPriceLine({ ...look, ...line })
    } else this.#last.applyOptions(look)
  }

  #bar([time, open, high, low, close]: CandleRow) {
    return { time: seconds(time), open, high, low, close }
  }

  #volumeBar([time, open, , , close, volume]: CandleRow) {
    const colour = close >= open ? this.#colours.profit : this.#colours.loss
    return { time: seconds(time), value: volume, color: withAlpha(colour, 0.28) }
  }
}
