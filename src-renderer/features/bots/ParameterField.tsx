import type { ParameterSpec } from '../../../src-preload/contract/bot-settings.ts'
import type { FieldError } from '../../../src-preload/contract/replies.ts'
import { shiftDecimal } from '../../format/typed-decimal.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { fromField, marketOf, type Numbers, sameDecimal, toField } from '../../state/bot-form.ts'
import { switchedOff } from '../../state/parameter-groups.ts'
import { startOf } from '../../state/profile.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import type { BotFormState } from './use-bot-form.ts'

/** The unit that stands behind a number. */
export const useUnit = ({ form, values }: BotFormState) => {
  const { t } = useI18n()
  const units: Readonly<Record<ParameterSpec['kind'], string | undefined>> = {
    ratio: '%',
    money: marketOf(form, values)?.quote,
    seconds: t('wizard.seconds'),
    integer: undefined,
    decimal: undefined,
    switch: undefined,
  }
  return ({ kind }: ParameterSpec): string | undefined => units[kind]
}

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
  /** Its hint shows only while it is wanted, in the line that the group leaves for it. */
  readonly quiet?: boolean
}

export const ParameterField = ({ state, numbers, spec, quiet = false }: ParameterFieldProps) => {
  const { t, format } = useI18n()
  const errorText = useFieldErrorText()
  const unit = useUnit(state)
  const { form, values } = state
  const typed = values[numbers][spec.key] ?? ''
  const decimal = fromField(spec, typed)
  const start = startOf(form, values, numbers, spec)
  const show = (text: string) => format.number(spec.kind === 'ratio' ? shiftDecimal(text, 2) : text)
  const about = t(`parameterHint.${spec.key}`)
  const range = t('wizard.range', { min: show(spec.min), max: show(spec.max) })
  const limits = `${range}, ${t('wizard.default', { value: show(start) })}`
  const off = switchedOff(spec.key, decimal)
  const reset = () => state.setNumber(numbers, spec.key, toField(spec, start, format.input))
  return (
    <Field
      label={t(`parameter.${spec.key}`)}
      hint={quiet && spec.kind !== 'switch' ? `${about}. ${limits}` : about}
      quiet={quiet}
      error={errorText(state.errors[`${numbers}.${spec.key}`], spec.kind)}
      reset={decimal !== null && sameDecimal(decimal, start) ? undefined : reset}
    >
      {(ids) =>
        spec.kind === 'switch' ? (
          <Select
            id={ids.id}
            label={t(`parameter.${spec.key}`)}
            value={typed === '1' ? '1' : '0'}
            choices={[
              { value: '1', label: t('switch.on') },
              { value: '0', label: t('switch.off') },
            ]}
            onChange={(value) => state.setNumber(numbers, spec.key, value)}
          />
        ) : (
          <TextInput
            {...ids}
            value={typed}
            inputMode="decimal"
            suffix={off === undefined ? unit(spec) : `= ${t(`parameterOff.${off}`)}`}
            className="max-w-52 [&_input]:text-right"
            onChange={(event) => state.setNumber(numbers, spec.key, event.target.value)}
          />
        )
      }
    </Field>
  )
}
