import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useCommand } from '../../state/commands.ts'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Page, Panel } from '../../ui/Panel.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { type AlertFilter, AlertsTable } from './AlertsTable.tsx'
import { NotificationSettings } from './NotificationSettings.tsx'

const filters = ['all', 'new', 'open'] as const
const tabIds = ['inbox', 'notifications'] as const
type TabId = (typeof tabIds)[number]

/** Everything that the app ever told of, and what of it reaches the desktop. */
export const AlertsScreen = () => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { tab } = useParams()
  const { send } = useCommand()
  const [filter, setFilter] = useState<AlertFilter>('all')
  const unseen = useEngine((state) => state.alerts.some((alert) => !alert.seen))
  // The names of bots for what is muted.
  useTopics([{ topic: 'bots' }])
  const value = tabIds.find((id) => id === tab) ?? 'inbox'
  return (
    <Page
      title={t('alerts.title')}
      fill
      actions={
        value === 'inbox' && (
          <>
            <Button disabled={!unseen} onClick={() => void send('alerts.allSeen', {})}>
              {t('alerts.markSeen')}
            </Button>
            <Segments
              label={t('alerts.filter')}
              value={filter}
              choices={filters.map((each) => ({ value: each, label: t(`alerts.filter.${each}`) }))}
              onChange={setFilter}
            />
          </>
        )
      }
    >
      <Tabs<TabId>
        label={t('alerts.tabs')}
        value={value}
        onChange={(id) => void navigate(`/alerts/${id}`, { replace: true })}
        tabs={[
          {
            id: 'inbox',
            label: t('alerts.inbox'),
            name: stableNames.inbox,
            content: (
              <Panel label={t('alerts.inbox')} className="flex-1">
                <AlertsTable filter={filter} />
              </Panel>
            ),
          },
          {
            id: 'notifications',
            label: t('notify.title'),
            name: stableNames.notifications,
            content: <NotificationSettings />,
          },
        ]}
      />
    </Page>
  )
}
