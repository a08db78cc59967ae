import { X } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import type { VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useNow } from '../../state/use-now.ts'
import { pairKey, type WatchedPair } from '../../state/watchlist.ts'
import { IconButton } from '../../ui/Button.tsx'
import { FeedShape, FeedWord } from '../../ui/FeedState.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { type Column, Table } from '../../ui/Table.tsx'

/** So long without a trade while the feed is live: the market is quiet, not the connection. */
const quietMs = 120_000

const useVenue = (venueId: string): VenueView | undefined =>
  useEngine((state) => state.engine?.venues.find((venue) => venue.id === venueId))
const useQuote = (pair: WatchedPair) => useEngine((state) => state.quotes[pair.venueId]?.[pair.symbol])

const VenueCell = ({ pair }: { pair: WatchedPair }) => {
  const { t } = useI18n()
  const venue = useVenue(pair.venueId)
  if (venue === undefined) {
    return <span className="text-muted">{`${pair.venueId} · ${t('markets.gone')}`}</span>
  }
  return (
    <span className="flex items-center gap-1.5 text-muted">
      <FeedShape state={venue.state} />
      <span className="truncate">{venue.name}</span>
      {venue.state !== 'live' && <FeedWord state={venue.state} />}
    </span>
  )
}

const PriceCell = ({ pair }: { pair: WatchedPair }) => {
  const { format } = useI18n()
  const venue = useVenue(pair.venueId)
  const quote = useQuote(pair)
  if (quote === undefined || venue === undefined) return <span className="text-faint">–</span>
  return (
    <Fresh venueId={pair.venueId}>
      <span>{format.price(quote.last)}</span>
    </Fresh>
  )
}

const AgeCell = ({ pair }: { pair: WatchedPair }) => {
  const { t, format } = useI18n()
  const venue = useVenue(pair.venueId)
  const quote = useQuote(pair)
  const wall = useNow()
  if (quote === undefined || venue === undefined) return <span className="text-faint">–</span>
  const now = venue.kind === 'replay' ? (venue.marketTime ?? wall) : wall
  const age = now - quote.time
  const quiet = venue.state === 'live' && age > quietMs
  return (
    <span className={venue.state === 'live' ? 'text-muted' : 'text-faint'}>
      {quiet && (
        <span title={t('markets.quietAbout')} className="mr-1.5 rounded-chip bg-track px-1 text-meta">
          {t('markets.quiet')}
        </span>
      )}
      {t('age.ago', { span: format.duration(age) })}
    </span>
  )
}

interface WatchTableProps {
  readonly pairs: readonly WatchedPair[]
  readonly selected: string
  readonly select: (pair: WatchedPair) => void
  readonly remove: (pair: WatchedPair) => void
}

export const WatchTable = ({ pairs, selected, select, remove }: WatchTableProps) => {
  const { t } = useI18n()
  const venues = useEngine((state) => state.engine?.venues)
  const host = useRef<HTMLDivElement>(null)
  const nameOf = (id: string) => venues?.find((venue) => venue.id === id)?.name ?? id
  const columns: readonly Column<WatchedPair>[] = [
    {
      key: 'pair',
      head: t('markets.pair'),
      cell: (pair) => (
        <button
          type="button"
          data-pair={pairKey(pair)}
          aria-pressed={pairKey(pair) === selected}
          onClick={() => select(pair)}
          className="h-6 rounded-chip font-semibold hover:text-accent"
        >
          {pair.symbol}
        </button>
      ),
    },
    { key: 'venue', head: t('markets.venue'), cell: (pair) => <VenueCell pair={pair} /> },
    { key: 'last', head: t('markets.last'), align: 'right', cell: (pair) => <PriceCell pair={pair} /> },
    { key: 'age', head: t('markets.age'), align: 'right', cell: (pair) => <AgeCell pair={pair} /> },
    {
      key: 'remove',
      head: '',
      align: 'right',
      cell: (pair) => (
        <IconButton
          label={t('markets.remove', { symbol: pair.symbol, venue: nameOf(pair.venueId) })}
          onClick={() => remove(pair)}
          className="size-6"
        >
          <X size={14} />
        </IconButton>
      ),
    },
  ]
  const press = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.pair === undefined) return
    const buttons = [...(host.current?.querySelectorAll<HTMLElement>('button[data-pair]') ?? [])]
    const at = buttons.indexOf(event.target)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const next = to === undefined ? undefined : buttons[to]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div ref={host} className="flex min-h-0 flex-1 flex-col">
      <Table
        name={stableNames.watchlist}
        columns={columns}
        rows={pairs}
        rowKey={pairKey}
        marked={(pair) => pairKey(pair) === selected}
        onKeyDown={press}
      />
    </div>
  )
}
