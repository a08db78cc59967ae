import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { marketOf, specsOf, toSettings } from '../../state/bot-form.ts'
import { productOfDecimals } from '../../state/decimal-text.ts'
import { ModePill } from '../../ui/Pill.tsx'
import type { BotFormState } from './use-bot-form.ts'

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex min-h-7 items-center gap-4 border-b border-line py-1 last:border-b-0">
    <dt className="w-52 shrink-0 text-muted">{label}</dt>
    <dd className="min-w-0 font-medium">{children}</dd>
  </div>
)

/** Everything once more, and the risk in money before anything starts. */
export const ReviewSection = ({ state }: { state: BotFormState }) => {
  const { t, format } = useI18n()
  const { form, values } = state
  const { settings } = toSettings(form, values)
  const market = marketOf(form, values)
  const currency = market?.quote ?? ''
  const allocation = settings.limits.allocation ?? ''
  const share = settings.limits.tradeRatio ?? ''
  const strategy = form.strategies.find((each) => each.id === values.strategyId)
  const numbers = (name: 'parameters' | 'limits') =>
    specsOf(form, name, values.strategyId).map((spec) => {
      const typed = values[name][spec.key] ?? ''
      const suffix = {
        ratio: ' %',
        money: ` ${currency}`,
        seconds: ` ${t('wizard.seconds')}`,
        integer: '',
        decimal: '',
      }
      return (
        <Line key={spec.key} label={t(`parameter.${spec.key}`)}>
          {typed}
          {suffix[spec.kind]}
        </Line>
      )
    })
  return (
    <dl className="flex flex-col">
      <Line label={t('wizard.mode')}>
        <span className="flex items-center gap-2.5">
          <ModePill mode="paper" />
          <span className="text-small font-normal text-muted">{t('wizard.modePaper')}</span>
        </span>
      </Line>
      <Line label={t('wizard.strategy')}>{strategy === undefined ? '–' : t(`strategy.${strategy.id}`)}</Line>
      {numbers('parameters')}
      <Line label={t('wizard.market')}>
        {`${market?.venueName ?? ''} · ${values.symbols.join(', ') || '–'} · ${values.timeframe}`}
      </Line>
      {numbers('limits')}
      {allocation !== '' && share !== '' && (
        <Line label={t('wizard.riskWorst')}>
          {format.moneyWithCode(productOfDecimals(allocation, share), currency)}{' '}
          <span className="text-small font-normal text-muted">
            {t('wizard.riskWorstWhy', {
              ratio: format.percent(share, 0),
              allocation: format.money(allocation, currency),
              currency,
            })}
          </span>
        </Line>
      )}
    </dl>
  )
}
