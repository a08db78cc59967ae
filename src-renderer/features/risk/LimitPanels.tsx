import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { LimitScope, LimitsView } from '../../../src-preload/contract/risk-views.ts'
import type { Mode } from '../../../src-preload/contract/values.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useAccountName } from '../../state/use-account-name.ts'
import { Button } from '../../ui/Button.tsx'
import { LimitUsesTable, useUseColumns } from '../../ui/LimitUses.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { LimitsSheet } from './LimitsSheet.tsx'

type ScopeView = LimitsView['scopes'][number]

const useScopeTitle = () => {
  const { t } = useI18n()
  const accountName = useAccountName()
  return ({ scope, mode }: { scope: LimitScope; mode: Mode }): string =>
    scope.kind === 'account'
      ? t('risk.limits.account', { account: accountName(scope.id) })
      : t('risk.limits.mode', { mode: t(`mode.${mode}.word`) })
}

const dayMs = 86_400_000

/** When losses of the day begin anew. */
const DayLine = ({ startHour, leftMs }: NonNullable<ScopeView['day']>) => {
  const { t, format } = useI18n()
  const start = `${String(startHour).padStart(2, '0')}:00`
  const said = t('risk.limits.day', { start, span: format.duration(leftMs) })
  return (
    <div className="flex items-center gap-3 px-3 pb-2 text-small text-muted">
      <p className="shrink-0">{said}</p>
      <Meter
        label={t('risk.limits.dayPassed')}
        used={1 - leftMs / dayMs}
        text={said}
        plain
        className="max-w-48"
      />
    </div>
  )
}

export const LimitPanel = ({ view }: { view: ScopeView }) => {
  const { t, format } = useI18n()
  const [changing, setChanging] = useState(false)
  const title = useScopeTitle()(view)
  const { scope, mode, uses, loosensAt, day } = view
  return (
    <Panel
      title={title}
      count={<ModePill mode={mode} small />}
      aside={
        <Button size="row" icon={<SlidersHorizontal size={14} />} onClick={() => setChanging(true)}>
          {t('risk.limits.change')}
        </Button>
      }
    >
      {loosensAt !== null && (
        <Notice className="mx-3 mb-2">
          {t('risk.limits.loosens', { time: format.dateTimeSeconds(loosensAt) })}
        </Notice>
      )}
      {day !== null && <DayLine {...day} />}
      <LimitUsesTable name={title} uses={uses} />
      {changing && <LimitsSheet scope={scope} mode={mode} title={title} close={() => setChanging(false)} />}
    </Panel>
  )
}

type AssetView = LimitsView['assets'][number]

/** What is held of each asset over all accounts of a mode, whichever bots hold it. */
export const AssetsPanel = ({ assets }: { assets: readonly AssetView[] }) => {
  const { t } = useI18n()
  const columns: readonly Column<AssetView>[] = [
    {
      key: 'asset',
      head: t('balances.asset'),
      cell: ({ asset, mode }) => (
        <span className="flex items-center gap-1.5">
          <ModePill mode={mode} small />
          <span className="font-semibold">{asset}</span>
        </span>
      ),
    },
    ...useUseColumns<AssetView>(({ asset }) => asset),
  ]
  return (
    <Panel title={t('risk.assets')}>
      {assets.length === 0 ? (
        <p className="px-3 pb-3 text-muted">{t('risk.assetsEmpty')}</p>
      ) : (
        <Table
          name={t('risk.assets')}
          columns={columns}
          rows={assets}
          rowKey={({ mode, asset, currency }) => `${mode} ${asset} ${currency}`}
        />
      )}
    </Panel>
  )
}
