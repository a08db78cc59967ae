import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { Page, Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { TradesTable } from '../../ui/TradesTable.tsx'
import { JournalTable } from './JournalTable.tsx'

const tabIds = ['trades', 'journal'] as const
type TabId = (typeof tabIds)[number]

const anyBot = 'any'

const TraceBar = ({ orderId }: { orderId: string }) => {
  const { t } = useI18n()
  return (
    <p className="flex items-center gap-3 border-b border-line px-3 py-1.5 text-small">
      <span>{t('history.oneOrder', { order: orderId })}</span>
      <Link to="/history/journal" className="text-accent">
        {t('history.allOrders')}
      </Link>
    </p>
  )
}

export const HistoryScreen = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { tab } = useParams()
  const [search] = useSearchParams()
  const orderId = search.get('order')
  const bots = useEngine((state) => state.bots)
  const [bot, setBot] = useState(anyBot)
  useTopics([{ topic: 'bots' }])
  const all = [...(bots?.values() ?? [])]
  const closed = all.reduce((count, each) => count + each.closedPositions, 0)
  const botId = bot === anyBot ? null : bot
  const value = tabIds.find((id) => id === tab) ?? 'trades'
  return (
    <Page
      title={t('history.title')}
      fill
      actions={
        <Select
          label={t('history.bot')}
          inlineLabel
          value={bot}
          choices={[
            { value: anyBot, label: t('history.anyBot') },
            ...all.map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={setBot}
        />
      }
    >
      <Tabs<TabId>
        label={t('history.tabs')}
        value={value}
        onChange={(id) => void navigate(`/history/${id}`, { replace: true })}
        tabs={[
          {
            id: 'trades',
            label: t('history.trades'),
            name: stableNames.trades,
            content: (
              <Panel label={t('history.trades')} className="flex-1">
                <TradesTable botId={botId} freshness={closed} empty={t('history.tradesEmpty')} />
              </Panel>
            ),
          },
          {
            id: 'journal',
            label: t('history.journal'),
            name: stableNames.journal,
            content: (
              <Panel label={t('history.journal')} className="flex-1">
                {orderId !== null && <TraceBar orderId={orderId} />}
                <JournalTable botId={botId} orderId={orderId} />
              </Panel>
            ),
          },
        ]}
      />
    </Page>
  )
}
