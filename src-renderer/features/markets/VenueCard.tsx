import { RotateCcw, TableProperties, Unplug } from 'lucide-react'
import { useNavigate } from 'react-router'
import { isTested } from '../../../src-preload/contract/exchanges.ts'
import type { VenueHealth, VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { pairsInTrouble } from '../../state/pair-data.ts'
import { useNow } from '../../state/use-now.ts'
import { askToDisconnect } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { FeedShape, FeedWord, useTickAge } from '../../ui/FeedState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { UntestedMark } from '../../ui/UntestedMark.tsx'
import { clockDiffers } from './clock-differs.ts'
import { coveragePath } from './coverage-path.ts'
import { VenueFacts } from './VenueFacts.tsx'

const useAbout = (venue: VenueView, now: number): string => {
  const { t, format } = useI18n()
  if (venue.state !== 'live') return t(`venue.${venue.state}`)
  if (venue.kind === 'replay') return t('venue.replay', { speed: format.number(venue.speed) })
  const count = pairsInTrouble(venue, now).length
  return count === 0 ? t('venue.live') : t('venue.partly', { count })
}

const Notices = ({ health, now }: { health: VenueHealth; now: number }) => {
  const { t, format } = useI18n()
  const until = health.pausedUntil ?? 0
  const offsetMs = health.clockOffsetMs ?? 0
  const apart = Math.abs(offsetMs)
  const span = apart < 60_000 ? `${format.number(apart / 1000, 1)} s` : format.duration(apart)
  return (
    <>
      {until > now && (
        <Notice className="mx-3 mb-2.5">
          {t('venue.paused', {
            time: format.clockSeconds(until),
            left: format.duration(until - now + 999),
          })}
        </Notice>
      )}
      {clockDiffers(offsetMs) && (
        <Notice className="mx-3 mb-2.5">
          {t(offsetMs > 0 ? 'venue.clockAhead' : 'venue.clockBehind', { span })}
        </Notice>
      )}
    </>
  )
}

/** How well one source of prices is heard, in words first and in numbers below. */
export const VenueCard = ({ venue }: { venue: VenueView }) => {
  const { t } = useI18n()
  const now = useNow()
  const navigate = useNavigate()
  const tickAge = useTickAge()
  const about = useAbout(venue, now)
  const { health, name, state } = venue
  return (
    <Panel label={name} className="shrink-0">
      <header className="flex min-h-11 items-center gap-2.5 px-3">
        {venue.kind === 'replay' && <RotateCcw aria-hidden size={14} className="text-muted" />}
        <h2 className="text-body font-semibold">{name}</h2>
        {venue.exchangeId !== null && !isTested(venue.exchangeId) && <UntestedMark />}
        <span className="flex items-center gap-1.5 rounded-chip bg-track px-2 py-0.5 text-small">
          <FeedShape state={state} />
          <FeedWord state={state} />
        </span>
        <p className="min-w-0 flex-1 truncate text-muted" title={about}>
          {about}
        </p>
        {health === null && <span className="text-small text-muted">{tickAge(venue.lastTickAt, now)}</span>}
        <Button
          size="row"
          name={t('venue.coverageOf', { venue: name })}
          icon={<TableProperties size={13} />}
          onClick={() => void navigate(coveragePath(venue.id))}
        >
          {t('venue.coverage')}
        </Button>
        {venue.kind === 'exchange' && (
          <Button
            size="row"
            name={t('disconnect.buttonOf', { venue: name })}
            icon={<Unplug size={13} />}
            onClick={() => askToDisconnect(venue.id)}
          >
            {t('disconnect.button')}
          </Button>
        )}
      </header>
      {health !== null && <Notices health={health} now={now} />}
      {health !== null && <VenueFacts venue={venue} health={health} now={now} />}
    </Panel>
  )
}
