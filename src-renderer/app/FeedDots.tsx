import type { VenueView } from '../../src-preload/contract/views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { useNow } from '../state/use-now.ts'
import { cx } from '../ui/class-names.ts'
import { Tooltip } from '../ui/Tooltip.tsx'

const shapes: Readonly<Record<VenueView['state'], string>> = {
  live: 'rounded-full bg-accent',
  connecting: 'rounded-full border border-accent',
  stale: 'rotate-45 rounded-[1px] bg-warning',
  down: 'rounded-[1px] bg-warning',
}

/** Each state has its own shape and, unless all is well, its word. */
export const FeedDots = () => {
  const { t, format } = useI18n()
  const venues = useEngine((state) => state.engine?.venues)
  const now = useNow()
  return (
    <ul className="flex shrink-0 items-center gap-3">
      {(venues ?? []).map((venue) => {
        const age =
          venue.lastTickAt === null
            ? t('feed.noTick')
            : t('feed.tick', { age: t('age.ago', { span: format.duration(now - venue.lastTickAt) }) })
        return (
          <li key={venue.id} className="min-w-0">
            <Tooltip text={`${venue.name}: ${t(`feed.${venue.state}`)}, ${age}`}>
              <span className="flex items-center gap-2 text-small text-muted">
                <span aria-hidden className={cx('size-2 shrink-0', shapes[venue.state])} />
                <span className="truncate">{venue.name}</span>
                <span className={venue.state === 'live' ? 'sr-only' : 'text-warning'}>
                  {t(`feed.${venue.state}`)}
                </span>
              </span>
            </Tooltip>
          </li>
        )
      })}
      {venues?.length === 0 && <li className="text-small text-muted">{t('status.noSource')}</li>}
    </ul>
  )
}
