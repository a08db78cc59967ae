import { useState } from 'react'
import { Link } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Page, Panel } from '../../ui/Panel.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { type AlertFilter, AlertsTable } from './AlertsTable.tsx'

const filters = ['all', 'new', 'open'] as const

/** The inbox: everything that the app ever told of. */
export const AlertsScreen = () => {
  const { t } = useI18n()
  const { send } = useCommand()
  const [filter, setFilter] = useState<AlertFilter>('all')
  const unseen = useEngine((state) => state.alerts.some((alert) => !alert.seen))
  return (
    <Page
      title={t('alerts.title')}
      fill
      actions={
        <>
          <Link to="/settings/notifications" className="text-accent hover:underline">
            {t('alerts.settings')}
          </Link>
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
      }
    >
      <Panel label={t('alerts.title')} className="flex-1">
        <AlertsTable filter={filter} />
      </Panel>
    </Page>
  )
}
