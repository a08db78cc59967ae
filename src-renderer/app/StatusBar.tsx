import { Fragment, type ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { useEngine } from '../state/engine-store.ts'
import { replayOf, venueOf } from '../state/selectors.ts'
import { useAppInfo } from '../state/use-app-info.ts'
import { useNow } from '../state/use-now.ts'
import { cx } from '../ui/class-names.ts'

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

export const StatusBar = () => {
  const { t, format } = useI18n()
  const engine = useEngine((state) => state.engine)
  const app = useAppInfo()
  const now = useNow()
  const venue = venueOf(engine)
  const replay = replayOf(engine)
  const time = replay?.marketTime ?? null
  const state = engine === null ? 'waiting' : engine.state
  const source =
    venue === null
      ? t('status.noSource')
      : `${venue.name} · ${
          venue.lastTickAt === null
            ? t('feed.noTick')
            : t('feed.tick', { age: t('age.ago', { span: format.duration(now - venue.lastTickAt) }) })
        }`
  const warn = state === 'halted' || state === 'blocked'
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
        ['source', source],
        ['local', t('status.local')],
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
