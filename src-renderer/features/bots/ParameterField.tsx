import type { ParameterSpec } from '../../../src-preload/contract/bot-settings.ts'
import type { FieldError } from '../../../src-preload/contract/replies.ts'
import { shiftDecimal } from '../../format/typed-decimal.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { isDefault, marketOf, type Numbers, specsOf, toField } from '../../state/bot-form.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import type { BotFormState } from './use-bot-form.ts'

export const useFieldErrorText = () => {
  const { loose, wordFacts, format } = useI18n()
  return (error: FieldError | undefined, kind?: ParameterSpec['kind']): string | undefined => {
    if (error === undefined) return undefined
    const facts = error.facts ?? {}
    const shown =
      kind === 'ratio'
        ? Object.fromEntries(
            Object.entries(facts).map(([name, value]) => [
              name,
              ['min', 'max', 'step'].includes(name)
                ? `${format.number(shiftDecimal(String(value), 2))} %`
                : value,
            ]),
          )
        : facts
    return loose(`fieldError.${error.code}`, wordFacts(shown))
  }
}

interface ParameterFieldProps {
  readonly state: BotFormState
  readonly numbers: Numbers
  readonly spec: ParameterSpec
  readonly currency: string
}

const ParameterField = ({ state, numbers, spec, currency }: ParameterFieldProps) => {
  const { t, format } = useI18n()
  const errorText = useFieldErrorText()
  const typed = state.values[numbers][spec.key] ?? ''
  const show = (decimal: string) => format.number(spec.kind === 'ratio' ? shiftDecimal(decimal, 2) : decimal)
  const suffix =
    spec.kind === 'ratio'
      ? '%'
      : spec.kind === 'money'
        ? currency
        : spec.kind === 'seconds'
          ? t('wizard.seconds')
          : undefined
  const hint = `${t(`parameterHint.${spec.key}`)}. ${t('wizard.range', { min: show(spec.min), max: show(spec.max) })}, ${t('wizard.default', { value: show(spec.default) })}`
  const reset = () => state.setNumber(numbers, spec.key, toField(spec, spec.default, format.input))
  return (
    <Field
      label={t(`parameter.${spec.key}`)}
      hint={hint}
      error={errorText(state.errors[`${numbers}.${spec.key}`], spec.kind)}
      reset={isDefault(spec, typed) ? undefined : reset}
    >
      {(ids) => (
        <TextInput
          {...ids}
          value={typed}
          inputMode="decimal"
          suffix={suffix}
          className="max-w-52 [&_input]:text-right"
          onChange={(event) => state.setNumber(numbers, spec.key, event.target.value)}
        />
      )}
    </Field>
  )
}

/** Every number of a strategy or of the limits, made from the specs that the engine gave. */
export const ParameterFields = ({ state, numbers }: { state: BotFormState; numbers: Numbers }) => {
  const { form, values } = state
  const currency = marketOf(form, values)?.quote ?? ''
  return (
    <div className="grid gap-x-6 gap-y-2 min-[760px]:grid-cols-2">
      {specsOf(form, numbers, values.strategyId).map((spec) => (
        <ParameterField key={spec.key} state={state} numbers={numbers} spec={spec} currency={currency} />
      ))}
    </div>
  )
}
