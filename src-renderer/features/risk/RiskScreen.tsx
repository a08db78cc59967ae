import { useSearchParams } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useTopics } from '../../state/engine-store.ts'
import { OpenRisk } from '../../ui/OpenRisk.tsx'
import { Page, Panel } from '../../ui/Panel.tsx'
import { BreakersTable } from './BreakersTable.tsx'

/** What halts entries now, and what could. */
export const RiskScreen = () => {
  const { t } = useI18n()
  const [search] = useSearchParams()
  useTopics([{ topic: 'breakers' }])
  return (
    <Page title={t('nav.risk')} meta={<OpenRisk />}>
      <Panel title={t('risk.breakers')}>
        <BreakersTable wanted={search.get('breaker')} />
      </Panel>
    </Page>
  )
}
