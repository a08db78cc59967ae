import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { MoneyChange } from './Change.tsx'
import { ModePill } from './Pill.tsx'

/** What the open positions would cost from here, by mode and currency: never added up over either. */
export const OpenRisk = () => {
  const { t } = useI18n()
  const money = useEngine((state) => state.engine?.money)
  const open = (money ?? []).filter(({ openPositions }) => openPositions > 0)
  return open.map(({ accountId, mode, currency, stress }) => (
    <span key={`${accountId} ${currency}`} className="flex items-center gap-1.5 text-small text-muted">
      <ModePill mode={mode} small />
      {t('stress.stopsHit')}
      <MoneyChange amount={stress.stopsHit} currency={currency} code />
      {`· ${t('stress.fall')}`}
      <MoneyChange amount={stress.fall} currency={currency} code />
      {stress.unprotected > 0 && (
        <span className="text-warning">{`⚠ ${t('stress.unprotected', { count: stress.unprotected })}`}</span>
      )}
    </span>
  ))
}
