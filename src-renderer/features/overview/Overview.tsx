import { Pause, Plus } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { marketTimeOf, moneyOf } from '../../state/selectors.ts'
import { useNow } from '../../state/use-now.ts'
import { usePauseAll } from '../../state/use-pause-all.ts'
import { useView } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Panel.tsx'
import { AccountTiles } from './AccountTiles.tsx'
import { Attention } from './Attention.tsx'
import { BotsStrip } from './BotsStrip.tsx'
import { Checklist } from './Checklist.tsx'
import { EquityPanel } from './EquityPanel.tsx'
import { OpenPositions } from './OpenPositions.tsx'
import { RecentFills } from './RecentFills.tsx'

const AsOf = () => {
  const { t, format } = useI18n()
  const chosen = useView((view) => view.money)
  const engine = useEngine((state) => state.engine)
  const now = useNow()
  const money = moneyOf(engine, chosen)
  if (money === null) return null
  return (
    <span className="rounded-chip bg-track px-2 py-0.5 text-small text-muted">
      {t('overview.asOf', {
        mode: t(`mode.${money.mode}`),
        currency: money.currency,
        time: format.clockSeconds(marketTimeOf(engine, money.venueId) ?? now),
      })}
    </span>
  )
}

export const Overview = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const pauseAll = usePauseAll()
  const checklist = useEngine((state) => state.settings?.checklistDismissed === false)
  useTopics([{ topic: 'bots' }, { topic: 'positions' }, { topic: 'fills' }])
  return (
    <Page
      title={t('nav.overview')}
      meta={<AsOf />}
      actions={
        <>
          <Button
            name={stableNames.pauseAllEntries}
            icon={<Pause size={14} />}
            onClick={() => void pauseAll()}
          >
            {t('action.pauseAll')}
          </Button>
          <Button
            look="primary"
            name={stableNames.newBot}
            icon={<Plus size={14} />}
            onClick={() => void navigate('/bots/new')}
          >
            {t('action.newBot')}
          </Button>
        </>
      }
    >
      <AccountTiles />
      <div className="grid min-h-[232px] flex-1 gap-3 min-[1000px]:grid-cols-[minmax(0,1fr)_300px] min-[1280px]:grid-cols-[minmax(0,1fr)_392px]">
        <EquityPanel />
        <Attention />
      </div>
      <BotsStrip />
      <div className={checklist ? 'grid gap-3 min-[1400px]:grid-cols-[minmax(0,1fr)_276px]' : 'grid gap-3'}>
        <div className="flex min-w-0 flex-col gap-3">
          <OpenPositions />
          <RecentFills />
        </div>
        {checklist && <Checklist />}
      </div>
    </Page>
  )
}
