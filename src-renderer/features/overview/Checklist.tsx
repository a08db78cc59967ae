import { Circle, CircleCheck, X } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { openKillSheet, useView } from '../../state/view-store.ts'
import { IconButton } from '../../ui/Button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Panel } from '../../ui/Panel.tsx'

interface Step {
  readonly id: string
  readonly text: string
  readonly done: boolean
  readonly run: () => void
}

/** The demo brings two bots; a third one is the user's own. */
const demoBots = 2

const useSteps = (): readonly Step[] => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const traded = useEngine((state) => (state.fills?.length ?? 0) > 0)
  const bots = useEngine((state) => state.bots)
  const killed = useEngine(
    (state) =>
      state.engine?.kill.some((kill) => kill.engaged) === true ||
      state.alerts.some((alert) => alert.text.code === 'alert.kill-engaged'),
  )
  const read = useView((view) => view.decisionRead)
  const first = [...(bots?.keys() ?? [])][0]
  const bot = first === undefined ? '/bots' : `/bots/${first}`
  return [
    { id: 'trade', text: t('overview.stepTrade'), done: traded, run: () => void navigate(bot) },
    {
      id: 'decision',
      text: t('overview.stepDecision'),
      done: read,
      run: () => void navigate(`${bot}/decisions`),
    },
    { id: 'kill', text: t('overview.stepKill'), done: killed, run: () => openKillSheet(null) },
    {
      id: 'bot',
      text: t('overview.stepBot'),
      done: (bots?.size ?? 0) > demoBots,
      run: () => void navigate('/bots/new'),
    },
  ]
}

export const Checklist = () => {
  const { t } = useI18n()
  const { send } = useCommand()
  const steps = useSteps()
  const done = steps.filter((step) => step.done).length
  const next = steps.find((step) => !step.done)
  return (
    <Panel
      title={t('overview.started')}
      count={t('overview.startedDone', { done, total: steps.length })}
      aside={
        <IconButton
          label={t('overview.startedDismiss')}
          className="size-6"
          onClick={() => void send('settings.update', { checklistDismissed: true })}
        >
          <X size={14} />
        </IconButton>
      }
    >
      <div className="px-3 pt-1 pb-2.5">
        <div className="h-[5px] overflow-hidden rounded-full bg-track">
          <div
            className="h-full rounded-full bg-accent"
            style={{ width: `${(done / steps.length) * 100}%` }}
          />
        </div>
      </div>
      <ul className="flex flex-col gap-0.5 px-1.5 pb-2">
        {steps.map((step) => (
          <li key={step.id}>
            <button
              type="button"
              onClick={step.run}
              className={cx(
                'flex h-7 w-full items-center gap-2.5 rounded-chip px-2 text-left hover:bg-hover',
                step === next && 'bg-selected font-semibold',
                step.done && 'text-muted',
              )}
            >
              {step.done ? (
                <CircleCheck size={15} className="shrink-0 text-accent" />
              ) : (
                <Circle size={15} className="shrink-0 text-faint" />
              )}
              <span className="flex-1 truncate">{step.text}</span>
              <span className="sr-only">{step.done ? t('overview.stepDone') : t('overview.stepOpen')}</span>
              {step === next && (
                <span className="text-small font-normal text-accent">{t('overview.stepGo')} →</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
