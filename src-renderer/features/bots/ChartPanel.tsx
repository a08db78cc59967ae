import { useMemo, useState } from 'react'
import type { PositionView } from '../../../src-preload/contract/position-view.ts'
import type { Timeframe } from '../../../src-preload/contract/values.ts'
import type { BotView, CandleRow, FillView } from '../../../src-preload/contract/views.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import type { LevelLine } from '../../charts/candle-plot.ts'
import type { TradeMark } from '../../charts/trade-marks.ts'
import { timeframeMs } from '../../format/choices.ts'
import { type I18n, useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { usePairData } from '../../state/pair-data.ts'
import { useCandles, useFills } from '../../state/use-candles.ts'
import { signOf } from '../../ui/Change.tsx'
import { PairStateText } from '../../ui/PairState.tsx'
import { Select } from '../../ui/Select.tsx'
import { LoadingRows } from '../../ui/States.tsx'

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

const levelsOf = ({ entryPrice, stop, takeProfit }: PositionView, t: I18n['t']): readonly LevelLine[] => {
  const levels: LevelLine[] = [{ kind: 'entry', price: Number(entryPrice), title: t('chart.entry') }]
  if (stop !== null) levels.push({ kind: 'stop', price: Number(stop.price), title: t('chart.stop') })
  if (takeProfit !== null) {
    levels.push({ kind: 'take-profit', price: Number(takeProfit.price), title: t('chart.takeProfit') })
  }
  return levels
}

export const ChartPanel = ({ bot }: { bot: BotView }) => {
  const i18n = useI18n()
  const { t } = i18n
  const [pair, setPair] = useState(bot.symbols[0] ?? '')
  const symbol = bot.symbols.includes(pair) ? pair : (bot.symbols[0] ?? pair)
  const [timeframe, setTimeframe] = useState<Timeframe>(bot.timeframe)
  const { rows, loadEarlier } = useCandles({ venueId: bot.venueId, symbol, timeframe })
  const data = usePairData(bot.venueId, symbol)
  const fills = useFills(bot.id, symbol, rows[0]?.[0])
  const positions = useEngine((state) => state.positions)
  const marks = useMemo(() => {
    const byTime = new Map(rows.map((row) => [row[0], row]))
    return fills.flatMap((fill) => toMark(fill, timeframeMs[timeframe], byTime, i18n) ?? [])
  }, [fills, rows, timeframe, i18n])
  const levels = useMemo(() => {
    // One on each account on which it holds the pair.
    const held = [...(positions?.values() ?? [])].filter(
      (each) => each.botId === bot.id && each.symbol === symbol,
    )
    return held.flatMap((position) => levelsOf(position, t))
  }, [positions, bot.id, symbol, t])
  return (
    <ChartFrame
      label={t('bot.chart')}
      head={
        bot.symbols.length > 1 ? (
          <Select
            label={t('chart.pair')}
            value={symbol}
            choices={bot.symbols.map((value) => ({ value, label: value }))}
            onChange={setPair}
          />
        ) : (
          <strong className="font-semibold">{symbol}</strong>
        )
      }
      note={<PairStateText data={data} />}
      symbol={symbol}
      seriesKey={`${symbol} ${timeframe}`}
      timeframe={timeframe}
      setTimeframe={setTimeframe}
      rows={rows}
      marks={marks}
      levels={levels}
      loadEarlier={loadEarlier}
      empty={<LoadingRows rows={10} />}
    />
  )
}
