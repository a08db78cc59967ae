import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts'
import type { ChartColours } from './theme-colours.ts'

/** A fill at the candle that it happened in. */
export interface TradeMark {
  /** Open time of the candle, in seconds. */
  readonly time: number
  readonly side: 'buy' | 'sell'
  readonly word: string
  readonly detail: string | null
  readonly detailSign: -1 | 0 | 1
  /** The candle's low for a buy, its high for a sell. */
  readonly price: number
}

interface Spot {
  readonly mark: TradeMark
  readonly x: number
  readonly y: number
}

const gap = 8
const line = 13

const drawMark = (context: CanvasRenderingContext2D, { mark, x, y }: Spot, colours: ChartColours): void => {
  const down = mark.side === 'buy' ? 1 : -1
  const tip = y + gap * down
  context.fillStyle = mark.side === 'buy' ? colours.buy : colours.sell
  context.beginPath()
  context.moveTo(x, tip)
  context.lineTo(x - 4.5, tip + 7 * down)
  context.lineTo(x + 4.5, tip + 7 * down)
  context.closePath()
  context.fill()
  const first = tip + (7 + 10) * down
  const rows = [
    { text: mark.word, colour: context.fillStyle },
    ...(mark.detail === null
      ? []
      : [
          {
            text: mark.detail,
            colour:
              mark.detailSign === 0 ? colours.muted : mark.detailSign > 0 ? colours.profit : colours.loss,
          },
        ]),
  ]
  rows.forEach((row, index) => {
    const at = first + index * line * down
    const half = context.measureText(row.text).width / 2 + 2
    context.globalAlpha = 0.72
    context.fillStyle = colours.panel
    context.fillRect(x - half, at - line / 2, half * 2, line)
    context.globalAlpha = 1
    context.fillStyle = row.colour
    context.fillText(row.text, x, at)
  })
}

/** Own trades on the candles: a triangle, a word, and on exits what was made or lost. */
export class TradeMarks implements ISeriesPrimitive<Time> {
  #marks: readonly TradeMark[] = []
  #colours: ChartColours | null = null
  #attached: SeriesAttachedParameter<Time> | null = null
  readonly #views: readonly IPrimitivePaneView[]

  constructor() {
    const renderer: IPrimitivePaneRenderer = {
      draw: (target) =>
        target.useMediaCoordinateSpace(({ context }) => {
          const colours = this.#colours
          if (colours === null) return
          context.font = "600 11px 'Inter Variable', sans-serif"
          context.textAlign = 'center'
          context.textBaseline = 'middle'
          for (const spot of this.#spots()) drawMark(context, spot, colours)
        }),
    }
    this.#views = [{ zOrder: () => 'top', renderer: () => renderer }]
  }

  attached(parameter: SeriesAttachedParameter<Time>): void {
    this.#attached = parameter
  }

  detached(): void {
    this.#attached = null
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views
  }

  show(marks: readonly TradeMark[], colours: ChartColours): void {
    this.#marks = marks
    this.#colours = colours
    this.#attached?.requestUpdate()
  }

  #spots(): readonly Spot[] {
    const attached = this.#attached
    if (attached === null) return []
    const scale = attached.chart.timeScale()
    return this.#marks.flatMap((mark) => {
      const x = scale.timeToCoordinate(mark.time as Time)
      const y = attached.series.priceToCoordinate(mark.price)
      return x === null || y === null ? [] : [{ mark, x, y }]
    })
  }
}
