import { useI18n } from '../i18n/i18n.tsx'
import { useEngine } from '../state/engine-store.ts'
import { ModePill } from './Pill.tsx'

/** One that is only possible is in no colour of profit and loss. */
const Loss = ({ amount, currency }: { amount: string; currency: string }) => {
  const { format } = useI18n()
  return <span className="font-medium text-text">{`${format.change(amount, currency)} ${currency}`}</span>
}

/** What the open positions would cost from here, by mode and currency: never added up over either. */
export const OpenRisk = () => {
  const { t } = useI18n()
  const money = useEngine((state) => state.engine?.money)
  const open = (money ?? []).filter(({ openPositions }) => openPositions > 0)
  return open.map(({ accountId, mode, currency, stress }) => (
    <span key={`${accountId} ${currency}`} className="flex items-center gap-1.5 text-small text-muted">
      <ModePill mode={mode} small />
      {t('stress.stopsHit')}
      <Loss amount={stress.stopsHit} currency={currency} />
      {`· ${t('stress.fall')}`}
      <Loss amount={stress.fall} currency={currency} />
      {stress.unprotected > 0 && (
        <span className="text-warning">{`⚠ ${t('stress.unprotected', { count: stress.unprotected })}`}</span>
      )}
    </span>
  ))
}
