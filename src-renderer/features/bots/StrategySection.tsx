import type { BotSettings } from '../../../src-preload/contract/bot-settings.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { cx } from '../../ui/class-names.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import { useFieldErrorText } from './ParameterField.tsx'
import { ParameterFields } from './ParameterFields.tsx'
import type { BotFormState } from './use-bot-form.ts'

interface CardProps {
  readonly chosen: boolean
  readonly title: string
  readonly about: string
  readonly note?: string
  readonly choose: () => void
}

export const Card = ({ chosen, title, about, note, choose }: CardProps) => (
  <button
    type="button"
    aria-pressed={chosen}
    onClick={choose}
    className={cx(
      'flex flex-col items-start gap-0.5 rounded-panel border p-3 text-left hover:bg-hover',
      chosen ? 'border-accent bg-selected' : 'border-line-strong',
    )}
  >
    <span className="font-semibold">{title}</span>
    <span className="text-small text-muted">{about}</span>
    {note !== undefined && <span className="mt-auto pt-1 text-meta text-faint">{note}</span>}
  </button>
)

interface PresetsProps {
  readonly state: BotFormState
  readonly chosen: string | null
  readonly choose: (id: string | null, settings: BotSettings | null) => void
}

export const Presets = ({ state, chosen, choose }: PresetsProps) => {
  const { t, loose } = useI18n()
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-medium">{t('wizard.presets')}</legend>
      <div className="grid gap-2 min-[760px]:grid-cols-3">
        <Card
          chosen={chosen === null}
          title={t('wizard.presetBlank')}
          about={t('wizard.presetBlankAbout')}
          choose={() => choose(null, null)}
        />
        {state.form.presets.map(({ id, settings }) => (
          <Card
            key={id}
            chosen={chosen === id}
            title={settings.name}
            about={t('wizard.presetAbout', {
              strategy: state.form.strategies.some((each) => each.id === settings.strategyId)
                ? loose(`strategy.${settings.strategyId as 'ema-cross'}`)
                : settings.strategyId,
              timeframe: settings.timeframe,
              pairs: (state.chosen ?? settings).symbols.join(', '),
            })}
            choose={() => choose(id, settings)}
          />
        ))}
      </div>
    </fieldset>
  )
}

export const NameField = ({ state }: { state: BotFormState }) => {
  const { t } = useI18n()
  const errorText = useFieldErrorText()
  return (
    <Field label={t('wizard.name')} hint={t('wizard.nameHint')} error={errorText(state.errors.name)}>
      {(ids) => (
        <TextInput
          {...ids}
          value={state.values.name}
          maxLength={60}
          className="max-w-96"
          onChange={(event) => state.set({ name: event.target.value })}
        />
      )}
    </Field>
  )
}

export const StrategySection = ({ state }: { state: BotFormState }) => {
  const { t } = useI18n()
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="@container">
        <legend className="mb-1.5 text-small font-medium">{t('wizard.choose')}</legend>
        <div className="grid gap-2 @min-[780px]:grid-cols-3">
          {state.form.strategies.map((strategy) => (
            <Card
              key={strategy.id}
              chosen={state.values.strategyId === strategy.id}
              title={t(`strategy.${strategy.id}`)}
              about={t(`strategyAbout.${strategy.id}`)}
              note={t(`strategyHolding.${strategy.id}`)}
              choose={() => state.chooseStrategy(strategy.id)}
            />
          ))}
        </div>
      </fieldset>
      <section aria-label={t('wizard.numbers')}>
        <h3 className="mb-1 text-small font-medium text-muted">{t('wizard.numbers')}</h3>
        <ParameterFields state={state} numbers="parameters" />
      </section>
    </div>
  )
}
