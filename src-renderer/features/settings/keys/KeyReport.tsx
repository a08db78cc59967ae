import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { KeyReportView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { Rights } from './Rights.tsx'

const balancesShown = 6
/** Beyond this signed requests may be refused. */
const clockToleranceMs = 1_000

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex gap-2.5">
    <dt className="w-20 shrink-0 text-muted">{name}</dt>
    <dd className="min-w-0">{children}</dd>
  </div>
)

/** What the exchange says of a key that was tried: nothing of it was kept. */
export const KeyReport = ({ report }: { readonly report: KeyReportView }) => {
  const { t, format } = useI18n()
  const { permissions, clockOffsetMs, balances } = report
  const apartMs = Math.abs(clockOffsetMs ?? 0)
  const clock = apartMs > clockToleranceMs ? 'keys.report.clockWrong' : 'keys.report.clockApart'
  const shown = balances.slice(0, balancesShown)
  return (
    <section
      aria-label={t('keys.report')}
      className="selectable mt-1 rounded-control border border-line px-3 py-2 text-small"
    >
      <p className="flex items-center gap-1.5 font-medium">
        <Check aria-hidden size={14} className="text-accent" />
        {t('keys.report.accepted')}
      </p>
      <dl className="mt-1.5 flex flex-col gap-1">
        <Row name={t('keys.may')}>
          {permissions === null ? t('keys.unknownRights') : <Rights permissions={permissions} />}
        </Row>
        <Row name={t('keys.report.clock')}>
          {clockOffsetMs === null
            ? t('keys.report.clockUnknown')
            : t(clock, { ms: format.number(apartMs, 0) })}
        </Row>
        <Row name={t('keys.report.balances')}>
          {balances.length === 0 && t('keys.report.noBalances')}
          <ul className="flex flex-wrap gap-x-3">
            {shown.map(({ asset, total }) => (
              <li key={asset}>{`${format.quantity(total)} ${asset}`}</li>
            ))}
            {balances.length > shown.length && (
              <li className="text-muted">
                {t('keys.report.more', { count: balances.length - shown.length })}
              </li>
            )}
          </ul>
        </Row>
      </dl>
    </section>
  )
}
