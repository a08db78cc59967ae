import { useSearchParams } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useEngine, useTopics } from '../../state/engine-store.ts'
import { OpenRisk } from '../../ui/OpenRisk.tsx'
import { Page, Panel } from '../../ui/Panel.tsx'
import { LoadingRows } from '../../ui/States.tsx'
import { BreakersTable } from './BreakersTable.tsx'
import { KillHistory } from './KillHistory.tsx'
import { AssetsPanel, LimitPanel } from './LimitPanels.tsx'

/** What halts entries now, and what could. */
export const RiskScreen = () => {
  const { t } = useI18n()
  const [search] = useSearchParams()
  const limits = useEngine((state) => state.limits)
  useTopics([{ topic: 'breakers' }, { topic: 'limits' }])
  return (
    <Page title={t('nav.risk')} meta={<OpenRisk />}>
      <Panel title={t('risk.breakers')}>
        <BreakersTable wanted={search.get('breaker')} />
      </Panel>
      {limits === null ? (
        <LoadingRows rows={6} />
      ) : (
        <>
          {limits.scopes.map((view) => (
            <LimitPanel key={`${view.scope.kind} ${view.scope.id}`} view={view} />
          ))}
          <AssetsPanel assets={limits.assets} />
        </>
      )}
      <KillHistory />
    </Page>
  )
}
