import type { BotView } from '../../../src-preload/contract/views.ts'
import { timeframeMs } from '../../format/choices.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { doubtsOf } from '../../state/pair-data.ts'
import { useNow } from '../../state/use-now.ts'

const radius = 17
const around = 2 * Math.PI * radius

const Ring = ({ share }: { share: number }) => (
  <svg aria-hidden viewBox="0 0 40 40" className="size-10 -rotate-90">
    <circle cx="20" cy="20" r={radius} fill="none" stroke="var(--track)" strokeWidth="3.5" />
    <circle
      cx="20"
      cy="20"
      r={radius}
      fill="none"
      stroke="var(--accent)"
      strokeWidth="3.5"
      strokeDasharray={`${around * Math.min(1, Math.max(0, share))} ${around}`}
    />
  </svg>
)

/** When the bot looks again: the answer to "why is nothing happening". */
export const NextEvaluation = ({ bot }: { bot: BotView }) => {
  const { t, format } = useI18n()
  const venue = useEngine((state) => state.engine?.venues.find((each) => each.id === bot.venueId))
  const at = bot.nextEvaluationAt
  const wall = useNow()
  const now = venue?.marketTime ?? (venue?.kind === 'exchange' ? wall : null)
  if (at === null || now === null || venue === undefined) {
    return <p className="px-3 py-3 text-small text-muted">{t('bot.nextNone')}</p>
  }
  if (doubtsOf(bot, wall).length === bot.symbols.length) {
    return <p className="px-3 py-3 text-small text-muted">{t('doubt.next')}</p>
  }
  const left = Math.max(0, at - now)
  const speed = format.number(venue.speed)
  return (
    <div className="flex items-center gap-3 border-b border-line bg-tint px-3 py-2.5">
      <Ring share={1 - left / timeframeMs[bot.timeframe]} />
      <p className="min-w-0">
        <span className="block text-small text-muted">{t('bot.next', { time: format.clock(at) })}</span>
        <span className="text-title font-semibold">{format.countdown(left)}</span>{' '}
        <span className="text-small text-muted">
          {venue.speed === 1
            ? t('bot.nextMarket')
            : t('bot.nextSpeed', { span: format.duration(left / venue.speed), speed })}
        </span>
      </p>
    </div>
  )
}
