import { Fragment, type ReactNode } from 'react'
import type { VenueView } from '../../src-preload/contract/venue-views.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { useEngine } from '../state/engine-store.ts'
import { replayOnShow, venuesByTrouble } from '../state/selectors.ts'
import { useAppInfo } from '../state/use-app-info.ts'
import { useNow } from '../state/use-now.ts'
import { useView } from '../state/view-store.ts'
import { cx } from '../ui/class-names.ts'
import { FeedShape, useTickAge } from '../ui/FeedState.tsx'

/** Left out where there is little room; the rest says what matters for trading. */
const roomy: ReadonlySet<string> = new Set(['local', 'load', 'database'])

const separated = (parts: readonly (readonly [string, ReactNode])[]) =>
  parts.map(([key, part], index) => (
    <Fragment key={key}>
      {index > 0 && (
        <span
          aria-hidden
          className={cx('h-3 w-px bg-line-strong', roomy.has(key) && 'hidden min-[1200px]:inline')}
        />
      )}
      <span className={cx('whitespace-nowrap', roomy.has(key) && 'hidden min-[1200px]:inline')}>{part}</span>
    </Fragment>
  ))

const shownAtMost = 3

/** The worst state first, with the age of its last tick; the others by name, and their state unless live. */
const Sources = () => {
  const { t, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  const now = useNow()
  const tickAge = useTickAge()
  const [worst, ...others] = venuesByTrouble(engine)
  if (worst === undefined) return t('status.noSource')
  const word = (venue: VenueView) => (venue.state === 'live' ? '' : ` ${t(`feed.${venue.state}`)}`)
  const rest = others.slice(0, shownAtMost - 1).map((venue) => `${venue.name}${word(venue)}`)
  if (others.length >= shownAtMost) rest.push(`+${format.number(others.length - shownAtMost + 1)}`)
  return (
    <span className="inline-flex items-center gap-1.5">
      <FeedShape state={worst.state} />
      {`${worst.name}${word(worst)} · ${tickAge(worst.lastTickAt, now)}`}
      {rest.length > 0 && <span className="hidden min-[1400px]:inline">{`· ${rest.join(' · ')}`}</span>}
      {rest.length > 0 && (
        <span aria-hidden className="min-[1400px]:hidden">{`+${format.number(others.length)}`}</span>
      )}
    </span>
  )
}

export const StatusBar = () => {
  const { t, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  const app = useAppInfo()
  const now = useNow()
  const chosen = useView((view) => view.money)
  const replay = replayOnShow(engine, chosen)
  const time = replay?.marketTime ?? null
  const state = engine === null ? 'waiting' : engine.state
  const online = engine?.venues.some((venue) => venue.kind === 'exchange') === true
  const accounts = engine?.accounts ?? []
  const opened = accounts.filter(
    (account) => account.state.kind === 'open' && account.refusedSince === null,
  ).length
  const warn = state === 'halted' || state === 'failed' || state === 'blocked'
  return (
    <section
      aria-label={stableNames.status}
      className="flex h-6 shrink-0 items-center gap-2.5 overflow-hidden border-t border-line bg-bar px-3 text-meta whitespace-nowrap text-muted"
    >
      <span
        aria-hidden
        className={cx('size-2 shrink-0', warn ? 'rotate-45 bg-warning' : 'rounded-full bg-accent')}
      />
      {separated([
        ['state', t(`status.${state}`)],
        ['source', <Sources key="source" />],
        [
          'local',
          accounts.length > 0
            ? t('status.accounts', { count: accounts.length, open: opened })
            : t(online ? 'status.public' : 'status.local'),
        ],
      ])}
      <span className="flex-1" />
      {separated([
        ...(engine === null
          ? []
          : ([
              ['database', t('status.database', { size: format.bytes(engine.databaseBytes) })],
              [
                'load',
                t('status.load', {
                  cpu: format.percent(engine.cpuRatio, 0),
                  memory: format.bytes(engine.memoryBytes),
                }),
              ],
            ] as const)),
        ...(app === null ? [] : ([['version', `v${app.version}`]] as const)),
        [
          'clock',
          time === null
            ? t('status.utc', { time: format.dateTimeSeconds(now) })
            : t('status.replay', { time: format.dateTimeSeconds(time) }),
        ],
      ])}
    </section>
  )
}
