import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { fromField, marketOf, type Numbers, specsOf } from '../../state/bot-form.ts'
import { groupSpecs, switchedOff } from '../../state/parameter-groups.ts'
import { chosenProfile, matchesProfile } from '../../state/profile.ts'
import { cx } from '../../ui/class-names.ts'
import { ModePill } from '../../ui/Pill.tsx'
import { useUnit } from './ParameterField.tsx'
import { PlannedRiskLines } from './PlannedRiskLines.tsx'
import type { BotFormState } from './use-bot-form.ts'

interface LineProps {
  readonly label: string
  /** It needs a row of its own. */
  readonly wide?: boolean
  readonly children: ReactNode
}

const Line = ({ label, wide = false, children }: LineProps) => (
  <div className={cx('flex min-h-7 items-baseline gap-3 border-b border-line py-1', wide && 'col-span-full')}>
    <dt className="w-40 shrink-0 text-muted">{label}</dt>
    <dd className="min-w-0 font-medium">{children}</dd>
  </div>
)

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h3 className="mb-0.5 text-small font-semibold">{title}</h3>
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(270px,1fr))] gap-x-8">{children}</dl>
  </section>
)

const NumberLines = ({ state, numbers }: { state: BotFormState; numbers: Numbers }) => {
  const { t } = useI18n()
  const unit = useUnit(state)
  const { form, values } = state
  return groupSpecs(specsOf(form, numbers, values.strategyId)).flatMap(({ specs }) =>
    specs.map((spec) => {
      const typed = values[numbers][spec.key] ?? ''
      const off = switchedOff(spec.key, fromField(spec, typed))
      const number = typed === '' ? '–' : `${typed} ${unit(spec) ?? ''}`
      const value = spec.kind === 'switch' ? t(typed === '1' ? 'switch.on' : 'switch.off') : number
      return (
        <Line key={spec.key} label={t(`parameter.${spec.key}`)}>
          {off === undefined ? value : t(`parameterOff.${off}`)}
        </Line>
      )
    }),
  )
}

const Why = ({ children }: { children: ReactNode }) => (
  <span className="text-small font-normal text-muted">{children}</span>
)

/** Everything once more, and the risk in money before anything starts. */
export const ReviewSection = ({ state }: { state: BotFormState }) => {
  const { t } = useI18n()
  const { form, values } = state
  const market = marketOf(form, values)
  const strategy = form.strategies.find((each) => each.id === values.strategyId)
  const profile = chosenProfile(form, values)
  const followed = profile !== undefined && matchesProfile(form, values, profile)
  return (
    <div className="flex flex-col gap-4">
      <Part title={t('wizard.whatAndWhere')}>
        <Line wide label={t('wizard.mode')}>
          <ModePill mode="paper" /> <Why>{t('wizard.modePaper')}</Why>
        </Line>
        <Line label={t('wizard.name')}>{values.name.trim() || '–'}</Line>
        <Line label={t('wizard.venue')}>{market?.venueName ?? '–'}</Line>
        <Line label={t('wizard.pairs')}>{values.symbols.join(', ') || '–'}</Line>
        <Line label={t('profile.title')}>{followed ? t(`profile.${profile.id}`) : t('profile.custom')}</Line>
        <Line label={t('wizard.timeframe')}>{values.timeframe}</Line>
      </Part>
      <Part title={strategy === undefined ? t('wizard.strategy') : t(`strategy.${strategy.id}`)}>
        <NumberLines state={state} numbers="parameters" />
      </Part>
      <Part title={t('wizard.limits')}>
        <NumberLines state={state} numbers="limits" />
      </Part>
      <PlannedRiskLines state={state} botId={null} />
    </div>
  )
}
