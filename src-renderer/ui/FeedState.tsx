import type { VenueView } from '../../src-preload/contract/venue-views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'

const shapes: Readonly<Record<VenueView['state'], string>> = {
  live: 'rounded-full bg-accent',
  connecting: 'rounded-full border border-accent',
  stale: 'rotate-45 rounded-[1px] bg-warning',
  down: 'rounded-[1px] bg-warning',
}

/** Each state of a feed has its own shape; the word stands beside it. */
export const FeedShape = ({ state }: { state: VenueView['state'] }) => (
  <span aria-hidden className={cx('inline-block size-2 shrink-0', shapes[state])} />
)

export const FeedWord = ({ state }: { state: VenueView['state'] }) => {
  const { t } = useI18n()
  const troubled = state === 'stale' || state === 'down'
  return <span className={troubled ? 'text-warning' : 'text-muted'}>{t(`feed.${state}`)}</span>
}

/** "last tick 3 s ago", the fact that tells a quiet market from a dead feed. */
export const useTickAge = () => {
  const { t, format } = useI18n()
  return (lastTickAt: number | null, now: number): string =>
    lastTickAt === null
      ? t('feed.noTick')
      : t('feed.tick', { age: t('age.ago', { span: format.duration(now - lastTickAt) }) })
}
