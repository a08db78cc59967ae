import { Link } from 'react-router'
import type { PositionView } from '../../src-preload/contract/position-view.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { usePairData } from '../state/pair-data.ts'
import { ownerOf } from '../state/position-owner.ts'
import { marketTimeOf } from '../state/selectors.ts'
import { MoneyChange, RatioChange, SideText } from './Change.tsx'
import { StopDetail, TakeProfitDetail } from './ExitLevels.tsx'
import { Fresh } from './Fresh.tsx'
import { PairStateText } from './PairState.tsx'
import type { Column } from './Table.tsx'

type Key = 'bot' | 'pair' | 'side' | 'size' | 'entry' | 'mark' | 'pnl' | 'ratio' | 'age'

const PairCell = ({ venueId, symbol }: PositionView) => (
  <span className="flex items-center gap-2">
    {symbol}
    <PairStateText data={usePairData(venueId, symbol)} />
  </span>
)

/** Where a position is given up and where its profit is taken, with how far away each is, in two lines of a cell. */
export const useLevelLines = () => {
  const { t, format } = useI18n()
  const stop: Column<PositionView> = {
    key: 'stop',
    head: t('positions.stop'),
    title: t('positions.stopFull'),
    align: 'right',
    cell: (row) => row.stop !== null && format.price(row.stop.price),
  }
  const takeProfit: Column<PositionView> = {
    key: 'takeProfit',
    head: t('positions.takeProfit'),
    title: t('positions.takeProfitFull'),
    align: 'right',
    cell: (row) =>
      row.takeProfit === null ? <span className="text-faint">–</span> : format.price(row.takeProfit.price),
  }
  return {
    stop,
    stopDetail: (row: PositionView) => <StopDetail position={row} />,
    takeProfit,
    takeProfitDetail: (row: PositionView) => row.takeProfit !== null && <TakeProfitDetail position={row} />,
  }
}

/** What every table of positions says of one; each screen picks its own. */
export const usePositionColumns = (): Readonly<Record<Key, Column<PositionView>>> => {
  const { t, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  return {
    bot: {
      key: 'bot',
      head: t('positions.bot'),
      cell: (row) => (
        <Link to={`/bots/${row.botId}`} className="font-medium hover:text-accent">
          {ownerOf(row)}
        </Link>
      ),
    },
    pair: { key: 'pair', head: t('positions.pair'), cell: (row) => <PairCell {...row} /> },
    side: {
      key: 'side',
      head: t('positions.side'),
      cell: () => <SideText side="buy" word={t('side.long')} />,
    },
    size: {
      key: 'size',
      head: t('positions.size'),
      align: 'right',
      cell: (row) => (
        <>
          {format.quantity(row.quantity)} <span className="text-meta text-muted">{row.base}</span>
        </>
      ),
    },
    entry: {
      key: 'entry',
      head: t('positions.entry'),
      align: 'right',
      cell: (row) => format.price(row.entryPrice),
    },
    mark: {
      key: 'mark',
      head: t('positions.mark'),
      align: 'right',
      cell: (row) => (
        <Fresh venueId={row.venueId} symbols={[row.symbol]}>
          {format.price(row.markPrice)}
        </Fresh>
      ),
    },
    pnl: {
      key: 'pnl',
      head: t('positions.unrealized'),
      align: 'right',
      cell: (row) => (
        <Fresh venueId={row.venueId} symbols={[row.symbol]}>
          <MoneyChange amount={row.unrealizedPnl} currency={row.quote} code />
        </Fresh>
      ),
    },
    ratio: {
      key: 'ratio',
      head: '%',
      align: 'right',
      cell: (row) => (
        <Fresh venueId={row.venueId} symbols={[row.symbol]}>
          <RatioChange ratio={row.unrealizedRatio} />
        </Fresh>
      ),
    },
    age: {
      key: 'age',
      head: t('positions.age'),
      align: 'right',
      cell: (row) => (
        <span className="text-muted">
          {format.duration((marketTimeOf(engine, row.venueId) ?? row.openedAt) - row.openedAt)}
        </span>
      ),
    },
  }
}
