import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { usePairData, useVenue } from '../../state/pair-data.ts'
import { marketNow } from '../../state/selectors.ts'
import { useNow } from '../../state/use-now.ts'
import type { WatchedPair } from '../../state/watchlist.ts'
import { FeedShape } from '../../ui/FeedState.tsx'
import { Fresh } from '../../ui/Fresh.tsx'
import { PairStateText } from '../../ui/PairState.tsx'

interface CellProps {
  readonly pair: WatchedPair
}

const useQuote = (pair: WatchedPair) => useEngine((state) => state.quotes[pair.venueId]?.[pair.symbol])
const none = <span className="text-faint">–</span>

export const VenueCell = ({ pair }: CellProps) => {
  const venue = useVenue(pair.venueId)
  if (venue === undefined) return <span className="text-muted">{pair.venueId}</span>
  return (
    <span className="flex items-center gap-1.5 text-muted">
      <FeedShape state={venue.state} />
      <span className="max-w-32 truncate">{venue.name}</span>
    </span>
  )
}

export const PriceCell = ({ pair }: CellProps) => {
  const { format } = useI18n()
  const venue = useVenue(pair.venueId)
  const quote = useQuote(pair)
  if (quote === undefined || venue === undefined) return none
  return (
    <Fresh venueId={pair.venueId} symbols={[pair.symbol]}>
      <span>{format.price(quote.last)}</span>
    </Fresh>
  )
}

/** Age of the last trade while the pair is live; otherwise what its silence means. */
export const DataCell = ({ pair }: CellProps) => {
  const { t, format } = useI18n()
  const venue = useVenue(pair.venueId)
  const quote = useQuote(pair)
  const data = usePairData(pair.venueId, pair.symbol)
  const wall = useNow()
  if (data.state !== 'live') return <PairStateText data={data} form="column" />
  if (quote === undefined || venue === undefined) return none
  const age = t('age.ago', { span: format.duration(marketNow(venue, wall) - quote.time) })
  return (
    <span className="text-muted" title={t('markets.lastTrade', { age })}>
      {age}
    </span>
  )
}
