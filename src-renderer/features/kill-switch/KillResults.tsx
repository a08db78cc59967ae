import { Check, CircleDashed, Clock3, SendHorizontal, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { KillStepView, KillWishView } from '../../../src-preload/contract/kill-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { Button } from '../../ui/Button.tsx'
import { SideText } from '../../ui/Change.tsx'
import { Section } from './KillFacts.tsx'

const icons: Readonly<Record<KillWishView['state'], ReactNode>> = {
  waiting: <Clock3 size={14} className="text-muted" />,
  sent: <SendHorizontal size={14} className="text-muted" />,
  accepted: <CircleDashed size={14} className="text-accent" />,
  done: <Check size={14} className="text-accent" />,
  failed: <TriangleAlert size={14} className="text-warning" />,
}

const Result = ({ wish }: { wish: KillWishView }) => {
  const { t, say, format } = useI18n()
  const { send, pending } = useCommand()
  const { state, reason } = wish
  const again = state === 'failed' && wish.isRetried ? t('kill.retriedSoon') : null
  const why = [reason === null ? null : say(reason), again].filter((part) => part !== null).join(' · ')
  return (
    <li className="flex min-h-9 items-center gap-2.5">
      <span aria-hidden>{icons[state]}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          <SideText side={wish.side} />{' '}
          <span className="font-medium">{`${format.quantity(wish.quantity)} ${wish.symbol}`}</span>{' '}
          <span className="text-muted">{wish.botName}</span>
        </span>
        {why !== '' && <span className="block text-small text-muted">{why}</span>}
      </span>
      <span className="text-small font-medium">{t(`kill.wish.${state}`)}</span>
      {(state === 'failed' || state === 'waiting') && (
        <Button
          size="row"
          disabled={pending !== null}
          onClick={() => void send('kill.retry', { id: wish.id })}
        >
          {t('kill.retry')}
        </Button>
      )}
    </li>
  )
}

/** What became of each order or position, by the exchange's word. */
export const KillResults = ({ step }: { step: KillStepView }) => {
  const { t } = useI18n()
  const mode = t(`mode.${step.mode}.word`)
  const done = step.wishes.filter(({ state }) => state === 'done').length
  return (
    <Section title={t(`kill.results.${step.step}`, { mode })}>
      {step.wishes.length === 0 ? (
        <p className="text-muted">{t('kill.nothing')}</p>
      ) : (
        <>
          <p role="status" className="mb-1 text-small text-muted">
            {t('kill.progress', { done, total: step.wishes.length })}
          </p>
          <ul aria-label={t(`kill.results.${step.step}`, { mode })}>
            {step.wishes.map((wish) => (
              <Result key={wish.id} wish={wish} />
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
