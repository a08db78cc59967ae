import { ChevronRight, Pause, Play, Square } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine } from '../../state/engine-store.ts'
import { useNow } from '../../state/use-now.ts'
import { BotStateText } from '../../ui/BotState.tsx'
import { Button } from '../../ui/Button.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { BotMenu } from './BotMenu.tsx'
import { canPause, canStart, canStop, useBotActions } from './bot-actions.ts'

export const BotHeader = ({ bot }: { bot: BotView }) => {
  const { t, say, format } = useI18n()
  const now = useNow()
  const venue = useEngine((state) => state.engine?.venues.find((each) => each.id === bot.venueId))
  const actions = useBotActions()
  const [menu, setMenu] = useState(false)
  const count = bot.symbols.length
  const pairs = count <= 3 ? bot.symbols.join(', ') : t('bots.pairs', { count })
  const reason = bot.stateReason === null ? undefined : say(bot.stateReason)
  return (
    <header className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <nav aria-label={t('bot.all')} className="flex items-center gap-2 text-muted">
        <Link to="/bots" className="hover:text-accent">
          {t('nav.bots')}
        </Link>
        <ChevronRight aria-hidden size={14} />
      </nav>
      <h1 className="text-title font-semibold">{bot.name}</h1>
      <ModePill mode={bot.mode} />
      <span
        title={reason}
        className="inline-flex h-6 items-center gap-2 rounded-chip bg-track px-2 text-small"
      >
        <BotStateText state={bot.state} />
        {bot.stateSince !== null && (
          <span className="text-muted">{t('age.for', { span: format.duration(now - bot.stateSince) })}</span>
        )}
      </span>
      <span className="truncate text-muted" title={bot.symbols.join(', ')}>
        {`${venue?.name ?? bot.venueId} · ${bot.accountName === null ? '' : `${bot.accountName} · `}${pairs} · ${bot.timeframe} · ${t(`strategy.${bot.strategyId}`)}`}
      </span>
      <div className="ml-auto flex items-center gap-2">
        {canStart(bot) && (
          <Button
            look="primary"
            name={stableNames.start}
            icon={<Play size={14} />}
            disabled={actions.pending !== null}
            onClick={() => actions.start(bot)}
          >
            {bot.state === 'entries-paused' ? t('action.resume') : t('action.start')}
          </Button>
        )}
        {canPause(bot) && (
          <Button
            name={stableNames.pauseEntries}
            icon={<Pause size={14} />}
            disabled={actions.pending !== null}
            onClick={() => actions.pause(bot)}
          >
            {t('action.pauseEntries')}
          </Button>
        )}
        {canStop(bot) && (
          <Button name={stableNames.stop} icon={<Square size={13} />} onClick={() => actions.stop(bot)}>
            {t('action.stop')}
          </Button>
        )}
        <BotMenu bot={bot} open={menu} setOpen={setMenu} />
      </div>
    </header>
  )
}
