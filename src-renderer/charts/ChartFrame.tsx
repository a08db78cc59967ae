import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Timeframe } from '../../src-preload/contract/values.ts'
import type { CandleRow } from '../../src-preload/contract/views.ts'
import { timeframes } from '../format/choices.ts'
import { priceDigits } from '../format/digits.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useCommand } from '../state/commands.ts'
import { changeColour } from '../ui/Change.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Segments } from '../ui/Segments.tsx'
import { LoadingRows } from '../ui/States.tsx'
import { TableToggle } from '../ui/TableToggle.tsx'
import { CandleTable } from './CandleTable.tsx'
import type { LevelLine } from './candle-plot.ts'
import type { TradeMark } from './trade-marks.ts'

const CandleChart = lazy(async () => ({ default: (await import('./CandleChart.tsx')).CandleChart }))

const Ohlc = ({ row }: { row: CandleRow | undefined }) => {
  const { format } = useI18n()
  if (row === undefined) return null
  const [, open, high, low, close] = row
  const digits = priceDigits(close)
  const change = (close / open - 1).toFixed(6)
  const part = (letter: string, value: number) => (
    <span>
      <span className="text-faint">{letter}</span>{' '}
      <span className="text-text">{format.price(value, digits)}</span>
    </span>
  )
  // What has no room wraps out of sight whole: half a number is a wrong number.
  return (
    <span className="flex h-4 min-w-0 flex-wrap gap-x-3 overflow-clip text-small whitespace-nowrap">
      {part('O', open)}
      {part('H', high)}
      {part('L', low)}
      {part('C', close)}
      <span className={changeColour(change)}>{format.percentChange(change)}</span>
    </span>
  )
}

const Attribution = () => {
  const { t } = useI18n()
  const { send } = useCommand()
  return (
    <div className="flex h-6 shrink-0 items-center border-t border-line px-3">
      <button
        type="button"
        className="h-6 text-meta text-faint hover:text-accent hover:underline"
        onClick={() => void send('links.open', { link: 'tradingview' })}
      >
        {t('chart.attribution')}
      </button>
    </div>
  )
}

interface ChartFrameProps {
  readonly label: string
  /** Which pair: its name, or a choice of several. */
  readonly head: ReactNode
  /** With these the numbers under the pointer have a row of their own. */
  readonly actions?: ReactNode
  /** How far the prices can be relied on; stands with the numbers. */
  readonly note?: ReactNode
  readonly symbol: string
  readonly seriesKey: string
  readonly timeframe: Timeframe
  readonly setTimeframe: (timeframe: Timeframe) => void
  readonly rows: readonly CandleRow[]
  readonly marks: readonly TradeMark[]
  readonly levels: readonly LevelLine[]
  readonly loadEarlier: () => Promise<void>
  /** Shown while there is no candle. */
  readonly empty: ReactNode
}

/** A candle chart with its pair, timeframes, the numbers under the pointer and the way to a table. */
export const ChartFrame = (props: ChartFrameProps) => {
  const { t } = useI18n()
  const { label, head, actions, note, symbol, timeframe, rows, marks, levels } = props
  const [asTable, setAsTable] = useState(false)
  const [hovered, setHovered] = useState<number | null>(null)
  const shown = hovered === null ? rows.at(-1) : rows.find((row) => row[0] === hovered)
  return (
    <Panel label={label} className="flex-1">
      <header className="flex h-10 shrink-0 items-center gap-3 border-b border-line px-3">
        {head}
        <Segments
          label={t('chart.timeframe')}
          value={timeframe}
          onChange={props.setTimeframe}
          choices={timeframes.map((value) => ({ value, label: value }))}
        />
        {actions === undefined && (
          <>
            <Ohlc row={shown} />
            {note}
          </>
        )}
        <div className="ml-auto flex shrink-0 items-center gap-2">
          {actions}
          <TableToggle asTable={asTable} setAsTable={setAsTable} />
        </div>
      </header>
      {actions !== undefined && (rows.length > 0 || note !== undefined) && (
        <div className="flex h-7 shrink-0 items-center gap-4 px-3">
          <Ohlc row={shown} />
          {note}
        </div>
      )}
      {rows.length === 0 ? (
        props.empty
      ) : asTable ? (
        <CandleTable rows={rows} />
      ) : (
        <Suspense fallback={<LoadingRows rows={10} />}>
          <CandleChart
            key={props.seriesKey}
            label={t('chart.alt', { symbol, timeframe })}
            rows={rows}
            marks={marks}
            levels={levels}
            loadEarlier={() => void props.loadEarlier()}
            showTable={() => setAsTable(true)}
            onHover={setHovered}
          />
        </Suspense>
      )}
      <Attribution />
    </Panel>
  )
}
