import { Table as TableIcon } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Timeframe } from '../../../src-preload/contract/values.ts'
import type { BotView, CandleRow, FillView } from '../../../src-preload/contract/views.ts'
import { CandleTable } from '../../charts/CandleTable.tsx'
import type { TradeMark } from '../../charts/trade-marks.ts'
import { timeframeMs, timeframes } from '../../format/choices.ts'
import { priceDigits } from '../../format/digits.ts'
import { type I18n, useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useCandles, useFills } from '../../state/use-candles.ts'
import { IconButton } from '../../ui/Button.tsx'
import { changeColour, signOf } from '../../ui/Change.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Select } from '../../ui/Select.tsx'
import { LoadingRows } from '../../ui/States.tsx'

const CandleChart = lazy(async () => ({
  default: (await import('../../charts/CandleChart.tsx')).CandleChart,
}))

const toMark = (
  fill: FillView,
  span: number,
  rows: ReadonlyMap<number, CandleRow>,
  i18n: I18n,
): TradeMark | null => {
  const row = rows.get(Math.floor(fill.marketTime / span) * span)
  if (row === undefined) return null
  const pnl = fill.realizedPnl
  return {
    time: Math.floor(row[0] / 1000),
    side: fill.side,
    word: i18n.t(`side.${fill.side}`),
    detail: pnl === null ? null : i18n.format.change(pnl, fill.quote),
    detailSign: pnl === null ? 0 : signOf(pnl),
    price: fill.side === 'buy' ? row[3] : row[2],
  }
}

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
  return (
    <span className="flex gap-3 overflow-hidden text-small whitespace-nowrap">
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

export const ChartPanel = ({ bot }: { bot: BotView }) => {
  const i18n = useI18n()
  const { t } = i18n
  const [pair, setPair] = useState(bot.symbols[0] ?? '')
  const symbol = bot.symbols.includes(pair) ? pair : (bot.symbols[0] ?? pair)
  const [timeframe, setTimeframe] = useState<Timeframe>(bot.timeframe)
  const [asTable, setAsTable] = useState(false)
  const [hovered, setHovered] = useState<number | null>(null)
  const { rows, loading, loadEarlier } = useCandles({ venueId: bot.venueId, symbol, timeframe })
  const fills = useFills(bot.id, symbol, rows[0]?.[0])
  const position = useEngine((state) =>
    [...(state.positions?.values() ?? [])].find((each) => each.botId === bot.id && each.symbol === symbol),
  )
  const marks = useMemo(() => {
    const byTime = new Map(rows.map((row) => [row[0], row]))
    return fills.flatMap((fill) => toMark(fill, timeframeMs[timeframe], byTime, i18n) ?? [])
  }, [fills, rows, timeframe, i18n])
  const entry =
    position === undefined
      ? null
      : {
          price: Number(position.entryPrice),
          title: t('chart.entry'),
        }
  const shown = hovered === null ? rows.at(-1) : rows.find((row) => row[0] === hovered)
  return (
    <Panel label={t('bot.chart')} className="flex-1">
      <header className="flex h-10 shrink-0 items-center gap-3 border-b border-line px-3">
        {bot.symbols.length > 1 ? (
          <Select
            label={t('chart.pair')}
            value={symbol}
            choices={bot.symbols.map((value) => ({ value, label: value }))}
            onChange={setPair}
          />
        ) : (
          <strong className="font-semibold">{symbol}</strong>
        )}
        <Segments
          label={t('chart.timeframe')}
          value={timeframe}
          onChange={setTimeframe}
          choices={timeframes.map((value) => ({ value, label: value }))}
        />
        <Ohlc row={shown} />
        <IconButton
          label={asTable ? t('chart.picture') : t('chart.table')}
          aria-pressed={asTable}
          className="ml-auto"
          onClick={() => setAsTable(!asTable)}
        >
          <TableIcon size={15} />
        </IconButton>
      </header>
      {loading || rows.length === 0 ? (
        <LoadingRows rows={10} />
      ) : asTable ? (
        <CandleTable rows={rows} />
      ) : (
        <Suspense fallback={<LoadingRows rows={10} />}>
          <CandleChart
            key={`${symbol} ${timeframe}`}
            label={t('chart.alt', { symbol, timeframe })}
            rows={rows}
            marks={marks}
            entry={entry}
            loadEarlier={() => void loadEarlier()}
            showTable={() => setAsTable(true)}
            onHover={setHovered}
          />
        </Suspense>
      )}
      <Attribution />
    </Panel>
  )
}
