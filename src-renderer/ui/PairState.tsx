import { Ban, CircleDashed, type LucideIcon, Moon, OctagonPause, TriangleAlert, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import type { PairData } from '../state/pair-data.ts'
import { useNow } from '../state/use-now.ts'
import { cx } from './class-names.ts'

type Told = Exclude<PairData['state'], 'live'>

const icons: Readonly<Record<Told, LucideIcon>> = {
  quiet: Moon,
  stale: TriangleAlert,
  down: Unplug,
  waiting: CircleDashed,
  halted: OctagonPause,
  delisted: Ban,
  gone: Unplug,
}
const calm: ReadonlySet<Told> = new Set(['quiet', 'waiting', 'gone'])
/** How long is worth knowing; the others last until somebody says otherwise. */
const timed: ReadonlySet<Told> = new Set(['quiet', 'stale', 'down', 'halted'])

/**
 * running: "no data for 42 s"; sentence: "no data since 14:02 UTC"; column, under a head that names the time
 * zone: "no data since 14:02 · 42 s", and a clock that stands still for a quiet market.
 */
type Form = 'running' | 'sentence' | 'column'

/** What a pair's state is called; nothing for a live one. */
export const usePairWords = () => {
  const { t, format } = useI18n()
  const now = useNow()
  return ({ state, since }: PairData, form: Form): string => {
    if (state === 'live') return ''
    const what = t(`pair.${state}`)
    if (since === null || !timed.has(state)) return what
    const span = format.duration(now - since)
    if (form === 'running') return t('pair.for', { what, span })
    const time = format.moment(since, now)
    if (form === 'sentence') return t('pair.since', { what, time: `${time} UTC` })
    const dated = t('pair.since', { what, time })
    return calm.has(state) ? dated : `${dated} · ${span}`
  }
}

interface PairBadgeProps {
  readonly state: Told
  readonly children: ReactNode
}

export const PairBadge = ({ state, children }: PairBadgeProps) => {
  const { t } = useI18n()
  const Icon = icons[state]
  return (
    <span
      title={t(`pairAbout.${state}`)}
      className={cx(
        'inline-flex max-w-full items-center gap-1 align-middle text-small whitespace-nowrap',
        calm.has(state) ? 'text-muted' : 'text-warning',
      )}
    >
      <Icon aria-hidden size={13} className="shrink-0" />
      <span className="truncate">{children}</span>
    </span>
  )
}

interface PairStateProps {
  readonly data: PairData
  readonly form?: Form
}

/** Icon and words for a pair whose price is not simply live. */
export const PairStateText = ({ data, form = 'running' }: PairStateProps) => {
  const words = usePairWords()
  return data.state === 'live' ? null : <PairBadge state={data.state}>{words(data, form)}</PairBadge>
}
