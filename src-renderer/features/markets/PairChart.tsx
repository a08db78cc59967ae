import { CandlestickChart, Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Timeframe } from '../../../src-preload/contract/values.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useI18n } from '../../i18n/i18n.tsx'
import { usePairData, useVenue } from '../../state/pair-data.ts'
import { useCandles } from '../../state/use-candles.ts'
import type { WatchedPair } from '../../state/watchlist.ts'
import { Button } from '../../ui/Button.tsx'
import { PairStateText } from '../../ui/PairState.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'

interface PairChartProps {
  readonly pair: WatchedPair
  readonly timeframe: Timeframe
  readonly setTimeframe: (timeframe: Timeframe) => void
}

const nothing: readonly never[] = []

const Candles = ({ pair, timeframe, setTimeframe }: PairChartProps) => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { venueId, symbol } = pair
  const venue = useVenue(venueId)
  const data = usePairData(venueId, symbol)
  const { rows, loading, loadEarlier } = useCandles({ venueId, symbol, timeframe })
  const name = venue?.name ?? venueId
  const create = `/bots/new?${new URLSearchParams({ venue: venueId, symbol })}`
  return (
    <ChartFrame
      label={t('markets.chart', { symbol })}
      head={
        <span className="flex items-center gap-2 text-small whitespace-nowrap text-muted">
          <strong className="text-body font-semibold text-text">{symbol}</strong>
          <span className="hidden min-[1500px]:inline">{name}</span>
        </span>
      }
      actions={
        <Button
          size="row"
          icon={<Plus size={13} />}
          disabled={venue === undefined}
          onClick={() => void navigate(create)}
        >
          {t('markets.createBot')}
        </Button>
      }
      note={<PairStateText data={data} />}
      symbol={symbol}
      seriesKey={`${venueId} ${symbol} ${timeframe}`}
      timeframe={timeframe}
      setTimeframe={setTimeframe}
      rows={rows}
      marks={nothing}
      levels={nothing}
      loadEarlier={loadEarlier}
      empty={
        loading && venue !== undefined ? (
          <LoadingRows rows={10} />
        ) : (
          <Empty icon={<CandlestickChart />} why={t('markets.noCandles', { venue: name })} />
        )
      }
    />
  )
}

/** The timeframe outlives the pair: whoever compares pairs compares them at one candle length. */
export const PairChart = ({ pair }: { pair: WatchedPair }) => {
  const [timeframe, setTimeframe] = useState<Timeframe>('15m')
  return <Candles pair={pair} timeframe={timeframe} setTimeframe={setTimeframe} />
}
