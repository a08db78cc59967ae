import { Bot, Plus } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine } from '../../state/engine-store.ts'
import { doubtsOf } from '../../state/pair-data.ts'
import { byUrgency } from '../../state/selectors.ts'
import { useNow } from '../../state/use-now.ts'
import { BotStateText } from '../../ui/BotState.tsx'
import { Button } from '../../ui/Button.tsx'
import { MoneyChange } from '../../ui/Change.tsx'
import { Confidence } from '../../ui/Confidence.tsx'
import { DoubtText } from '../../ui/DataDoubts.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { StartDemoButton } from '../../ui/StartDemoButton.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'

const shownAtMost = 6

const Card = ({ bot }: { bot: BotView }) => {
  const { t, say, format } = useI18n()
  const pairs = bot.symbols.length === 1 ? bot.symbols[0] : t('bots.pairs', { count: bot.symbols.length })
  const decision = bot.lastDecision
  const doubted = doubtsOf(bot, useNow()).length > 0
  return (
    <Link
      to={`/bots/${bot.id}`}
      className="flex min-w-[210px] flex-1 flex-col gap-0.5 bg-panel px-3 py-2 outline-offset-[-2px] hover:bg-hover"
    >
      <span className="flex items-center justify-between gap-2">
        <strong className="truncate font-semibold">{bot.name}</strong>
        <BotStateText state={bot.state} className="text-small" />
      </span>
      <span className="truncate text-small text-muted">
        {`${t(`strategy.${bot.strategyId}`)} ${bot.timeframe} · ${pairs}`}
      </span>
      <span className="flex h-6 items-center justify-between gap-2">
        {bot.warmUp !== null ? (
          <Meter
            className="max-w-24"
            label={t('botState.warming-up')}
            used={(bot.warmUp.have / Math.max(1, bot.warmUp.need)) * 0.79}
            text={t('overview.botWarmingWhy', bot.warmUp)}
          />
        ) : (
          <Sparkline values={bot.equityTrail} />
        )}
        <span className="text-[14px]">
          <MoneyChange amount={bot.totalPnl} currency={bot.currency} code className="font-medium" />
        </span>
      </span>
      {bot.state === 'halted' && bot.stateReason !== null ? (
        <span className="truncate text-meta text-warning" title={say(bot.stateReason)}>
          {say(bot.stateReason)}
        </span>
      ) : doubted ? (
        <DoubtText bot={bot} pairless className="text-meta" />
      ) : (
        <span className="flex items-center gap-2 text-meta text-muted">
          <span className="truncate">
            {decision === null
              ? t('bots.noDecision')
              : `${format.clock(decision.marketTime)} ${t(`decision.${decision.action}`)}: ${say(decision.reason)}`}
          </span>
          <Confidence confidence={decision?.confidence ?? null} className="ml-auto" />
        </span>
      )}
    </Link>
  )
}

export const BotsStrip = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const bots = useEngine((state) => state.bots)
  const now = useNow()
  return (
    <section
      aria-label={t('overview.bots')}
      className="flex shrink-0 flex-wrap overflow-hidden rounded-panel border border-line bg-line [gap:1px]"
    >
      {bots === null ? (
        <div className="flex-1 bg-panel">
          <LoadingRows rows={2} height={44} />
        </div>
      ) : bots.size === 0 ? (
        <div className="flex flex-1 bg-panel">
          <Empty
            icon={<Bot />}
            why={t('overview.botsEmpty')}
            action={
              <span className="flex gap-2">
                <StartDemoButton />
                <Button icon={<Plus size={14} />} onClick={() => void navigate('/bots/new')}>
                  {t('action.newBot')}
                </Button>
              </span>
            }
          />
        </div>
      ) : (
        byUrgency(bots.values(), now)
          .slice(0, shownAtMost)
          .map((bot) => <Card key={bot.id} bot={bot} />)
      )}
    </section>
  )
}
