import { Bot } from 'lucide-react'
import { useNavigate, useParams } from 'react-router'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { Button } from '../../ui/Button.tsx'
import { DoubtNotice } from '../../ui/DataDoubts.tsx'
import { OrdersTable } from '../../ui/OrdersTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Empty, LoadingRows } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { TradesTable } from '../../ui/TradesTable.tsx'
import { BotHeader } from './BotHeader.tsx'
import { BotTiles } from './BotTiles.tsx'
import { ChartPanel } from './ChartPanel.tsx'
import { DecisionsPanel } from './DecisionsPanel.tsx'
import { DecisionsTab } from './DecisionsTab.tsx'
import { EditForm } from './EditForm.tsx'
import { HaltNotice } from './HaltNotice.tsx'
import { LimitsTab } from './LimitsTab.tsx'

const tabIds = ['chart', 'decisions', 'trades', 'orders', 'limits', 'settings'] as const
type TabId = (typeof tabIds)[number]

const BotTabs = ({ bot }: { bot: BotView }) => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { tab } = useParams()
  const orders = useEngine((state) => state.orders)
  const own = orders === null ? null : [...orders.values()].filter((order) => order.botId === bot.id)
  const value = tabIds.find((id) => id === tab) ?? 'chart'
  return (
    <Tabs<TabId>
      label={t('bot.tabs')}
      value={value}
      onChange={(id) => void navigate(`/bots/${bot.id}/${id}`, { replace: true })}
      tabs={[
        {
          id: 'chart',
          label: t('bot.chart'),
          content: (
            <div className="grid min-h-[420px] flex-1 gap-3 min-[1100px]:grid-cols-[minmax(0,1fr)_348px] min-[1100px]:grid-rows-[minmax(0,1fr)]">
              <ChartPanel bot={bot} />
              <DecisionsPanel bot={bot} />
            </div>
          ),
        },
        { id: 'decisions', label: t('bot.decisions'), content: <DecisionsTab bot={bot} /> },
        {
          id: 'trades',
          label: t('bot.trades'),
          name: stableNames.trades,
          count: bot.closedPositions,
          content: (
            <Panel label={t('bot.trades')} className="flex-1">
              <TradesTable botId={bot.id} freshness={bot.closedPositions} empty={t('bot.noTradesYet')} />
            </Panel>
          ),
        },
        {
          id: 'orders',
          label: t('bot.orders'),
          count: own?.length,
          content: (
            <Panel label={t('bot.orders')} className="flex-1">
              <OrdersTable orders={own} empty={t('bot.noOrders')} />
            </Panel>
          ),
        },
        { id: 'limits', label: t('bot.limits'), content: <LimitsTab bot={bot} /> },
        { id: 'settings', label: t('bot.settings'), content: <EditForm bot={bot} /> },
      ]}
    />
  )
}

const Missing = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  return (
    <Empty
      icon={<Bot />}
      why={t('bot.missing')}
      action={<Button onClick={() => void navigate('/bots')}>{t('bot.all')}</Button>}
    />
  )
}

export const BotDetail = () => {
  const { id = '' } = useParams()
  const bots = useEngine((state) => state.bots)
  const positions = useEngine((state) => state.positions)
  useTopics([
    { topic: 'bots' },
    { topic: 'positions' },
    { topic: 'orders' },
    { topic: 'fills' },
    ...(id === '' ? [] : [{ topic: 'decisions' as const, botId: id }]),
  ])
  const bot = bots?.get(id)
  if (bots === null) return <LoadingRows rows={6} height={44} />
  if (bot === undefined) return <Missing />
  return (
    <div className="flex h-full min-h-[640px] flex-col gap-3 px-4 pt-2.5 pb-3">
      <BotHeader bot={bot} />
      <HaltNotice bot={bot} />
      <DoubtNotice bot={bot} />
      <BotTiles bot={bot} positions={[...(positions?.values() ?? [])].filter((each) => each.botId === id)} />
      <BotTabs bot={bot} />
    </div>
  )
}
