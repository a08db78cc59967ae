import { Link } from 'react-router'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { LimitUsesTable } from '../../ui/LimitUses.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingRows } from '../../ui/States.tsx'

/** The bot's own limits, as they are in force, with what is used of each. */
export const LimitsTab = ({ bot }: { bot: BotView }) => {
  const { t, format } = useI18n()
  useTopics([{ topic: 'botLimits', botId: bot.id }])
  const limits = useEngine((state) => state.botLimits[bot.id])
  return (
    <Panel label={t('bot.limits')} className="flex-1">
      {limits === undefined ? (
        <LoadingRows rows={6} />
      ) : (
        <>
          {limits.loosensAt !== null && (
            <Notice className="mx-3 mt-2">
              {t('risk.limits.loosens', { time: format.dateTimeSeconds(limits.loosensAt) })}
            </Notice>
          )}
          <LimitUsesTable name={t('bot.limits')} uses={limits.uses} />
          <p className="px-3 py-2 text-small text-muted">
            {t('bot.limitsMore')}{' '}
            <Link to="/risk" className="text-accent underline">
              {t('nav.risk')}
            </Link>
          </p>
        </>
      )}
    </Panel>
  )
}
