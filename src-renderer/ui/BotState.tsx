import { CircleX, Hourglass, LoaderCircle, OctagonX, Pause, Play, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BotState } from '../../src-preload/contract/values.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { cx } from './class-names.ts'

const icons: Readonly<Record<BotState, ReactNode>> = {
  stopped: <Square size={14} className="text-muted" />,
  starting: <LoaderCircle size={14} className="text-muted" />,
  stopping: <Hourglass size={14} className="text-muted" />,
  'warming-up': <Hourglass size={14} className="text-muted" />,
  running: <Play size={14} className="text-accent" />,
  'entries-paused': <Pause size={14} className="text-muted" />,
  halted: <OctagonX size={14} className="text-warning" />,
  error: <CircleX size={14} className="text-warning" />,
}

/** Icon and word: a state is never a colour alone. */
export const BotStateText = ({ state, className }: { state: BotState; className?: string }) => {
  const { t } = useI18n()
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 font-medium whitespace-nowrap',
        (state === 'error' || state === 'halted') && 'text-warning',
        className,
      )}
    >
      {icons[state]}
      {t(`botState.${state}`)}
    </span>
  )
}
