import { RotateCcw, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import type { VenueHealth, VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useNow } from '../../state/use-now.ts'
import { askToDisconnect } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { FeedShape, FeedWord, useTickAge } from '../../ui/FeedState.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Panel } from '../../ui/Panel.tsx'

const dash = '–'

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-label text-muted">{label}</dt>
    <dd className="selectable font-medium break-words">{children}</dd>
  </div>
)

const Long = ({ label, text }: { label: string; text: string }) => (
  <div className="col-span-2 min-w-0">
    <dt className="text-label text-muted">{label}</dt>
    <dd className="selectable font-mono text-meta break-all">{text}</dd>
  </div>
)

const Weight = ({ health }: { health: VenueHealth }) => {
  const { t, format } = useI18n()
  const { weightUsed, weightLimit } = health
  const known = weightLimit > 0
  const text = t('venue.weightValue', {
    used: format.number(weightUsed, 0),
    limit: known ? format.number(weightLimit, 0) : dash,
  })
  return (
    <Fact label={t('venue.weight')}>
      {text}
      {known && (
        <Meter label={t('venue.weight')} used={weightUsed / weightLimit} text={text} className="mt-1" />
      )}
    </Fact>
  )
}

const Health = ({ venue, health, now }: { venue: VenueView; health: VenueHealth; now: number }) => {
  const { t, format } = useI18n()
  const tickAge = useTickAge()
  const { latencyP50, latencyP95, cacheHits, requests, clockOffsetMs, error } = health
  const ms = (value: number | null) => (value === null ? dash : format.number(value, 0))
  const answers = requests + cacheHits
  const share = answers === 0 ? dash : format.percent(cacheHits / answers, 0)
  const { restUrl = null, wsUrl = null } = venue.addresses ?? {}
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 px-3 pb-3 min-[1000px]:grid-cols-4">
      <Fact label={t('venue.lastTick')}>
        {venue.lastTickAt === null
          ? tickAge(null, now)
          : t('age.ago', { span: format.duration(now - venue.lastTickAt) })}
      </Fact>
      <Fact label={t('venue.latency')}>
        {latencyP50 === null && latencyP95 === null
          ? dash
          : t('venue.latencyValue', { p50: ms(latencyP50), p95: ms(latencyP95) })}
      </Fact>
      <Fact label={t('venue.reconnects')}>{format.number(health.reconnects)}</Fact>
      <Weight health={health} />
      <Fact label={t('venue.requests')}>{format.number(requests)}</Fact>
      <Fact label={t('venue.cacheHits')}>
        {t('venue.cacheShare', { count: format.number(cacheHits), share })}
      </Fact>
      <Fact label={t('venue.clock')}>
        {clockOffsetMs === null
          ? dash
          : t('venue.clockValue', {
              offset: `${clockOffsetMs > 0 ? '+' : ''}${format.number(clockOffsetMs, 0)}`,
            })}
      </Fact>
      {restUrl !== null && <Long label={t('venue.rest')} text={restUrl} />}
      {wsUrl !== null && <Long label={t('venue.ws')} text={wsUrl} />}
      {error !== null && <Long label={t('venue.error')} text={error} />}
    </dl>
  )
}

/** How well one source of prices is heard, in words first and in numbers below. */
export const VenueCard = ({ venue }: { venue: VenueView }) => {
  const { t, format } = useI18n()
  const now = useNow()
  const tickAge = useTickAge()
  const { health, name, state } = venue
  const until = health?.pausedUntil ?? 0
  const about =
    venue.kind === 'replay' && state === 'live'
      ? t('venue.replay', { speed: format.number(venue.speed) })
      : t(`venue.${state}`)
  return (
    <Panel label={name} className="shrink-0">
      <header className="flex min-h-11 items-center gap-2.5 px-3">
        {venue.kind === 'replay' && <RotateCcw aria-hidden size={14} className="text-muted" />}
        <h2 className="text-body font-semibold">{name}</h2>
        <span className="flex items-center gap-1.5 rounded-chip bg-track px-2 py-0.5 text-small">
          <FeedShape state={state} />
          <FeedWord state={state} />
        </span>
        <p className="min-w-0 flex-1 truncate text-muted" title={about}>
          {about}
        </p>
        {health === null && <span className="text-small text-muted">{tickAge(venue.lastTickAt, now)}</span>}
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
      {until > now && (
        <p className="mx-3 mb-2.5 rounded-control border border-banner-line bg-banner px-3 py-1.5 text-small">
          {`⚠ ${t('venue.paused', {
            time: format.clockSeconds(until),
            left: format.duration(until - now + 999),
          })}`}
        </p>
      )}
      {health !== null && <Health venue={venue} health={health} now={now} />}
    </Panel>
  )
}
