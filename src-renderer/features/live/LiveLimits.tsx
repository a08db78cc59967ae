import type { LiveProposal } from '../../../src-preload/contract/live-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'

type Limit = LiveProposal['limits'][number]

const useValue = (currency: string) => {
  const { t, format } = useI18n()
  return ({ key, kind, value }: Limit): string => {
    if (key === 'dayStartHour') return `${value.padStart(2, '0')}:00 UTC`
    if (kind === 'ratio') return format.percent(value, 1)
    if (kind === 'money') return format.moneyWithCode(value, currency)
    if (kind === 'seconds') return format.duration(Number(value) * 1000)
    return kind === 'switch' ? t(value === '1' ? 'switch.on' : 'switch.off') : format.number(value)
  }
}

/** All that limits the bot, widest first: what holds for every live bot, for its account, and for itself. */
export const LiveLimits = ({ proposal }: { proposal: LiveProposal }) => {
  const { t } = useI18n()
  const { limits, currency, account, alsoThrough } = proposal
  const names = new Map([account, ...alsoThrough].map(({ id, name }) => [id, name]))
  const textOf = useValue(currency)
  // Each account has limits of its own.
  const headings = new Map(
    limits.map(({ scope, accountId }) => [
      `${scope} ${accountId ?? ''}`,
      t(`live.limits.${scope}`, { account: names.get(accountId ?? '') ?? '' }),
    ]),
  )
  return (
    <section
      aria-label={t('live.limits')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      className="max-h-44 overflow-y-auto rounded-control border border-line px-3 py-2"
    >
      {[...headings].map(([key, heading]) => (
        <div key={key} className="pb-2 last:pb-0">
          <h3 className="text-small font-semibold">{heading}</h3>
          <dl className="grid grid-cols-2 gap-x-5 text-small">
            {limits
              .filter(({ scope, accountId }) => `${scope} ${accountId ?? ''}` === key)
              .map((limit) => (
                <div key={limit.key} className="flex min-w-0 justify-between gap-2">
                  <dt className="truncate text-muted" title={t(`parameter.${limit.key}`)}>
                    {t(`parameter.${limit.key}`)}
                  </dt>
                  <dd className="shrink-0">{textOf(limit)}</dd>
                </div>
              ))}
          </dl>
        </div>
      ))}
    </section>
  )
}
