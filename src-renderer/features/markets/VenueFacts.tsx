import type { ReactNode } from 'react'
import type { VenueHealth, VenueView } from '../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { pairsNotLive } from '../../state/pair-data.ts'
import { useTickAge } from '../../ui/FeedState.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { PairBadge } from '../../ui/PairState.tsx'
import { clockDiffers } from './clock-differs.ts'

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

const states = ['stale', 'halted', 'delisted', 'waiting', 'quiet'] as const
/** The engine names no more. */
const namedAtMost = 200

const Pairs = ({ venue, now }: { venue: VenueView; now: number }) => {
  const { t, format } = useI18n()
  const count = format.number(venue.pairsListened)
  const named = pairsNotLive(venue, now)
  const notLive = `${format.number(named.length)}${named.length < namedAtMost ? '' : '+'}`
  const whole =
    venue.pairsListened === 0 || (named.length === 0 && venue.state !== 'live')
      ? count
      : named.length === 0
        ? t('venue.pairsLive', { count })
        : t('venue.pairsNotLive', { count, notLive })
  return (
    <Fact label={t('venue.pairs')}>
      {whole}
      <span className="flex flex-wrap gap-x-3">
        {states.map((state) => {
          const of = named.filter((pair) => pair.state === state)
          if (of.length === 0) return null
          return (
            <PairBadge key={state} state={state}>
              {t('venue.pairsOf', { count: format.number(of.length), state: t(`pair.${state}`) })}
            </PairBadge>
          )
        })}
      </span>
    </Fact>
  )
}

const ClockOffset = ({ offsetMs }: { offsetMs: number | null }) => {
  const { t, format } = useI18n()
  if (offsetMs === null) return dash
  const offset = `${offsetMs > 0 ? '+' : ''}${format.number(offsetMs, 0)}`
  const text = t('venue.clockValue', { offset })
  return clockDiffers(offsetMs) ? <span className="text-warning">{`⚠ ${text}`}</span> : text
}

interface VenueFactsProps {
  readonly venue: VenueView
  readonly health: VenueHealth
  readonly now: number
}

/** How well an exchange is heard, in numbers. */
export const VenueFacts = ({ venue, health, now }: VenueFactsProps) => {
  const { t, format } = useI18n()
  const tickAge = useTickAge()
  const { latencyP50, latencyP95, cacheHits, cacheMisses, error } = health
  const ms = (value: number | null) => (value === null ? dash : format.number(value, 0))
  const asked = cacheHits + cacheMisses
  const { restUrl = null, wsUrl = null } = venue.addresses ?? {}
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 px-3 pb-3 min-[1000px]:grid-cols-4">
      <Fact label={t('venue.lastTick')}>
        {venue.lastTickAt === null
          ? tickAge(null, now)
          : t('age.ago', { span: format.duration(now - venue.lastTickAt) })}
      </Fact>
      <Pairs venue={venue} now={now} />
      <Fact label={t('venue.latency')}>
        {latencyP50 === null && latencyP95 === null
          ? dash
          : t('venue.latencyValue', { p50: ms(latencyP50), p95: ms(latencyP95) })}
      </Fact>
      <Fact label={t('venue.reconnects')}>{format.number(health.reconnects)}</Fact>
      <Weight health={health} />
      <Fact label={t('venue.requests')}>{format.number(health.requests)}</Fact>
      <Fact label={t('venue.waits')}>{format.number(health.waits)}</Fact>
      <Fact label={t('venue.dropped')}>{format.number(health.dropped)}</Fact>
      <Fact label={t('venue.cache')}>
        {t('venue.cacheValue', {
          hits: format.number(cacheHits),
          misses: format.number(cacheMisses),
          share: asked === 0 ? dash : format.percent(cacheHits / asked, 0),
        })}
      </Fact>
      <Fact label={t('venue.clock')}>
        <ClockOffset offsetMs={health.clockOffsetMs} />
      </Fact>
      {restUrl !== null && <Long label={t('venue.rest')} text={restUrl} />}
      {wsUrl !== null && <Long label={t('venue.ws')} text={wsUrl} />}
      {error !== null && <Long label={t('venue.error')} text={error} />}
    </dl>
  )
}
