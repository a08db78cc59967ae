import { useI18n } from '../../i18n/i18n.tsx'
import { toSettings } from '../../state/bot-form.ts'
import { usePlannedRisk } from '../../state/use-planned-risk.ts'
import type { BotFormState } from './use-bot-form.ts'

const lines = ['entry', 'trade', 'stopsHit', 'day'] as const

/** The worst that the settings allow, in money, as they are typed. */
export const PlannedRiskLines = ({ state, botId }: { state: BotFormState; botId: string | null }) => {
  const { t, format } = useI18n()
  const { settings } = toSettings(state.form, state.values)
  const { venueId, symbols, limits } = settings
  const risk = usePlannedRisk({ venueId, symbol: symbols[0], limits, botId })
  return (
    <section
      aria-label={t('wizard.risk')}
      aria-live="polite"
      className="rounded-panel border border-line p-3"
    >
      <h3 className="mb-1 text-small font-semibold">{t('wizard.risk')}</h3>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(190px,1fr))] gap-x-8 gap-y-1">
        {lines.map((line) => (
          <div key={line}>
            <dt className="text-small text-muted">{t(`wizard.risk.${line}`)}</dt>
            <dd className="font-medium">
              {risk === null ? '–' : format.moneyWithCode(risk[line], risk.currency)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-1.5 text-small text-muted">
        {risk !== null && !risk.hasStop ? (
          <span className="text-warning">{`⚠ ${t('wizard.riskNoStop')}`}</span>
        ) : (
          t('wizard.riskHow')
        )}
      </p>
    </section>
  )
}
