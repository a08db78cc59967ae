import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { CandleRow } from '../../src-preload/contract/views.ts'
import { priceDigits } from '../format/digits.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { CandlePlot, type LevelLine } from './candle-plot.ts'
import { useChartColours } from './theme-colours.ts'
import type { TradeMark } from './trade-marks.ts'

interface CandleChartProps {
  readonly label: string
  readonly rows: readonly CandleRow[]
  readonly marks: readonly TradeMark[]
  readonly levels: readonly LevelLine[]
  readonly loadEarlier: () => void
  readonly showTable: () => void
  readonly onHover: (time: number | null) => void
}

/** It scrolls and zooms by keyboard. */
const focusable = { tabIndex: 0 }

const useLatest = <T,>(value: T) => {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}

/** Give it a key per series: another pair or timeframe is another chart. */
export const CandleChart = ({
  label,
  rows,
  marks,
  levels,
  loadEarlier,
  showTable,
  onHover,
}: CandleChartProps) => {
  const { format } = useI18n()
  const colours = useChartColours()
  const host = useRef<HTMLDivElement>(null)
  const [plot, setPlot] = useState<CandlePlot | null>(null)
  const digits = priceDigits(rows.at(-1)?.[4] ?? 0)
  const first = useLatest({ colours, loadEarlier, onHover })

  useEffect(() => {
    if (host.current === null) return
    const created = new CandlePlot(host.current, first.current.colours, format, digits)
    created.onHover((time) => first.current.onHover(time))
    created.onNearStart(() => first.current.loadEarlier())
    setPlot(created)
    return () => {
      setPlot(null)
      created.close()
    }
  }, [format, digits, first])
  useEffect(() => plot?.recolour(colours), [plot, colours])
  useEffect(() => plot?.draw(rows), [plot, rows])
  useEffect(() => plot?.mark(marks), [plot, marks])
  useEffect(() => plot?.levels(levels), [plot, levels])

  const press = (event: KeyboardEvent) => {
    const keys = new Map<string, () => void>([
      ['ArrowLeft', () => plot?.scroll(-5)],
      ['ArrowRight', () => plot?.scroll(5)],
      ['+', () => plot?.zoom(1.25)],
      ['=', () => plot?.zoom(1.25)],
      ['-', () => plot?.zoom(0.8)],
      ['0', () => plot?.fit()],
      ['End', () => plot?.toNow()],
      ['t', showTable],
    ])
    const run = keys.get(event.key)
    if (run === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    run()
  }
  return (
    <div
      ref={host}
      role="application"
      aria-label={label}
      {...focusable}
      onKeyDown={press}
      className="min-h-0 flex-1"
    />
  )
}
