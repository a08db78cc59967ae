import { Link } from 'react-router'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { venuesByTrouble } from '../state/selectors.ts'
import { useNow } from '../state/use-now.ts'
import { cx } from '../ui/class-names.ts'
import { FeedShape, FeedWord, useTickAge } from '../ui/FeedState.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'

const shownAtMost = 2

/** Name, shape and word of each feed, the worst first; a press shows the exchanges. */
export const FeedDots = () => {
  const { t, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  const now = useNow()
  const tickAge = useTickAge()
  const venues = venuesByTrouble(engine)
  const more = venues.length - shownAtMost
  const about = (venue: (typeof venues)[number]): string => {
    const { health } = venue
    const parts = [`${venue.name}: ${t(`feed.${venue.state}`)}`, tickAge(venue.lastTickAt, now)]
    if (health !== null && health.latencyP50 !== null) parts.push(`${format.number(health.latencyP50, 0)} ms`)
    if ((health?.pausedUntil ?? 0) > now) parts.push(t('feed.paused'))
    return parts.join(', ')
  }
  // What has no room wraps out of sight whole; a name cut in half would say less than none.
  return (
    <ul className="relative flex h-6 min-w-0 flex-wrap items-center gap-x-3 overflow-hidden">
      {venues.slice(0, shownAtMost).map((venue, index) => (
        <li key={venue.id} className="shrink-0">
          <Tooltip text={about(venue)}>
            <Link
              to="/markets/exchanges"
              className="flex h-6 min-w-0 items-center gap-1.5 rounded-chip outline-offset-[-2px] text-small text-muted hover:text-text"
            >
              <FeedShape state={venue.state} />
              <span className="max-w-28 truncate">{venue.name}</span>
              <span
                className={cx(
                  'whitespace-nowrap',
                  // The worst one's word stays; where there is little room the others keep shape and name.
                  (index > 0 || venue.state === 'live') && 'sr-only min-[1500px]:not-sr-only',
                )}
              >
                <FeedWord state={venue.state} />
              </span>
            </Link>
          </Tooltip>
        </li>
      ))}
      {more > 0 && <li className="shrink-0 text-small text-muted">{`+${format.number(more)}`}</li>}
      {venues.length === 0 && <li className="text-small text-muted">{t('status.noSource')}</li>}
    </ul>
  )
}
