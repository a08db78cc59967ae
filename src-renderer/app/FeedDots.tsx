import { Link } from 'react-router'
import type { VenueView } from '../../src-preload/contract/venue-views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { pairsInTrouble } from '../state/pair-data.ts'
import { venuesByTrouble } from '../state/selectors.ts'
import { useNow } from '../state/use-now.ts'
import { cx } from '../ui/class-names.ts'
import { FeedShape, FeedWord, useTickAge } from '../ui/FeedState.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'

const shownAtMost = 2

/** What has no room wraps out of sight whole: a name cut in half would say less than none. */
const oneLine = 'flex h-6 flex-wrap items-center overflow-clip'

/** The shape always has room; then the name, then the word. */
const Dot = ({ venue, wordStays }: { venue: VenueView; wordStays: boolean }) => (
  <span className={cx(oneLine, 'max-w-full gap-x-1.5')}>
    <span className="flex h-6 items-center">
      <FeedShape state={venue.state} />
    </span>
    <span className="max-w-28 truncate leading-6">{venue.name}</span>
    <span className={cx('leading-6 whitespace-nowrap', !wordStays && 'sr-only min-[1700px]:not-sr-only')}>
      <FeedWord state={venue.state} />
    </span>
  </span>
)

/** Name, shape and word of each feed, the worst first; a press shows the exchanges. */
export const FeedDots = () => {
  const { t, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  const now = useNow()
  const tickAge = useTickAge()
  const venues = venuesByTrouble(engine)
  const more = venues.length - shownAtMost
  const about = (venue: VenueView): string => {
    const { health } = venue
    const parts = [`${venue.name}: ${t(`feed.${venue.state}`)}`, tickAge(venue.lastTickAt, now)]
    const troubled = pairsInTrouble(venue, now).length
    if (troubled > 0) parts.push(t('feed.pairs', { count: troubled }))
    if (health !== null && health.latencyP50 !== null) parts.push(`${format.number(health.latencyP50, 0)} ms`)
    if ((health?.pausedUntil ?? 0) > now) parts.push(t('feed.paused'))
    return parts.join(', ')
  }
  if (venues.length === 0) {
    return <span className="truncate text-small text-muted">{t('status.noSource')}</span>
  }
  return (
    <Tooltip text={venues.map((venue) => <p key={venue.id}>{about(venue)}</p>)}>
      <Link
        to="/markets/exchanges"
        className={cx(
          oneLine,
          'min-w-6 gap-x-3 rounded-chip text-small text-muted outline-offset-[-2px] hover:text-text',
        )}
      >
        {venues.slice(0, shownAtMost).map((venue, index) => (
          <Dot key={venue.id} venue={venue} wordStays={index === 0 && venue.state !== 'live'} />
        ))}
        {more > 0 && <span className="leading-6">{`+${format.number(more)}`}</span>}
      </Link>
    </Tooltip>
  )
}
