import { CandlestickChart, Plug, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { useMarkets } from '../../state/use-markets.ts'
import { openConnect } from '../../state/view-store.ts'
import { pairKey, quoteTopics, useWatchlist } from '../../state/watchlist.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { AddPair } from './AddPair.tsx'
import { PairChart } from './PairChart.tsx'
import { WatchTable } from './WatchTable.tsx'

const NoVenue = () => {
  const { t } = useI18n()
  return (
    <Panel label={t('markets.watchlist')} className="flex-1">
      <Empty
        icon={<Plug />}
        why={t('markets.noVenue')}
        action={
          <Button look="primary" name={stableNames.connect} onClick={() => openConnect(true)}>
            {t('connect.button')}
          </Button>
        }
      />
    </Panel>
  )
}

export const WatchlistTab = () => {
  const { t } = useI18n()
  const { pairs, full, has, add, remove } = useWatchlist()
  const venues = useEngine((state) => state.engine?.venues)
  const known = useMarkets()
  const [chosen, setChosen] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const ids = (venues ?? []).map((venue) => venue.id)
  useTopics(quoteTopics(pairs ?? [], ids))
  if (pairs === null || venues === undefined) return <LoadingRows rows={8} />
  if (venues.length === 0 && pairs.length === 0) return <NoVenue />
  const selected = pairs.find((pair) => pairKey(pair) === chosen) ?? pairs[0]
  return (
    <div className="grid min-h-0 flex-1 gap-3 overflow-y-auto max-[1399px]:grid-rows-[minmax(240px,auto)_minmax(400px,1fr)] min-[1400px]:grid-rows-[minmax(0,1fr)] min-[1400px]:grid-cols-[minmax(0,580px)_minmax(0,1fr)]">
      <Panel
        label={t('markets.watchlist')}
        className={cx('min-h-60', selected === undefined && 'col-span-full row-span-full')}
      >
        <div className="border-b border-line p-2">
          <AddPair
            known={known}
            disabled={full}
            inputRef={input}
            add={(market) => {
              setChosen(pairKey(market))
              if (!has(market)) void add(market)
            }}
          />
          {full && <p className="mt-1 text-small text-warning">{`⚠ ${t('markets.full')}`}</p>}
        </div>
        {selected === undefined ? (
          <Empty
            icon={<CandlestickChart />}
            why={t('markets.empty')}
            action={
              <Button icon={<Plus size={14} />} onClick={() => input.current?.focus()}>
                {t('markets.add')}
              </Button>
            }
          />
        ) : (
          <WatchTable
            pairs={pairs}
            selected={pairKey(selected)}
            select={(pair) => setChosen(pairKey(pair))}
            remove={(pair) => void remove(pair)}
          />
        )}
      </Panel>
      {selected !== undefined && <PairChart pair={selected} />}
    </div>
  )
}
