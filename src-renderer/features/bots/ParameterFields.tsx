import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { ParameterSpec } from '../../../src-preload/contract/bot-settings.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { fromField, type Numbers, sameDecimal, specsOf } from '../../state/bot-form.ts'
import { groupSpecs, isFirst } from '../../state/parameter-groups.ts'
import { startOf } from '../../state/profile.ts'
import { ParameterField } from './ParameterField.tsx'
import type { BotFormState } from './use-bot-form.ts'

interface GroupProps {
  readonly name: string
  readonly children: ReactNode
}

/** What the numbers are about stands to their left, so that each label can be short. */
const Group = ({ name, children }: GroupProps) => {
  const id = useId()
  return (
    <fieldset
      aria-labelledby={id}
      className="grid min-w-0 gap-x-4 border-t border-line pt-2 first:border-t-0 first:pt-0 min-[1000px]:grid-cols-[132px_minmax(0,1fr)]"
    >
      <h4 id={id} className="pt-1 text-small font-medium text-muted">
        {name}
      </h4>
      {children}
    </fieldset>
  )
}

const columns = 'grid gap-x-6 gap-y-2 grid-cols-[repeat(auto-fill,minmax(200px,1fr))]'

interface MoreProps {
  readonly state: BotFormState
  readonly numbers: Numbers
  readonly specs: readonly ParameterSpec[]
}

/** Closed until wanted, or until something in it needs a correction; says what was changed in it. */
const More = ({ state, numbers, specs }: MoreProps) => {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  const { form, values, errors } = state
  const changed = specs.filter((spec) => {
    const decimal = fromField(spec, values[numbers][spec.key] ?? '')
    return decimal === null || !sameDecimal(decimal, startOf(form, values, numbers, spec))
  }).length
  const shown = open || specs.some(({ key }) => errors[`${numbers}.${key}`] !== undefined)
  return (
    <div className="rounded-control border border-line">
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setOpen(!shown)}
        className="flex h-8 w-full items-center gap-2 rounded-control px-2.5 text-left hover:bg-hover"
      >
        <span aria-hidden className="text-muted">
          {shown ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </span>
        <span className="font-medium whitespace-nowrap">{t('wizard.more')}</span>
        <span className="min-w-0 truncate text-small text-muted">
          {groupSpecs(specs)
            .map(({ group }) => t(`parameterGroup.${group}`))
            .join(', ')}
        </span>
        {changed > 0 && (
          <span className="ml-auto text-small whitespace-nowrap text-accent">
            {t('wizard.changed', { count: changed })}
          </span>
        )}
      </button>
      {shown && (
        <div className="flex flex-col gap-2 border-t border-line p-3">
          {groupSpecs(specs).map(({ group, specs: own }) => (
            <Group key={group} name={t(`parameterGroup.${group}`)}>
              <div className={`relative pb-5 ${columns}`}>
                {own.map((spec) => (
                  <ParameterField key={spec.key} state={state} numbers={numbers} spec={spec} quiet />
                ))}
              </div>
            </Group>
          ))}
        </div>
      )}
    </div>
  )
}

interface ParameterFieldsProps {
  readonly state: BotFormState
  readonly numbers: Numbers
}

/** Every number of a strategy or of the limits, made from the specs that the engine gave: first those that matter. */
export const ParameterFields = ({ state, numbers }: ParameterFieldsProps) => {
  const { t } = useI18n()
  const specs = specsOf(state.form, numbers, state.values.strategyId)
  const [first, more] = [specs.filter(isFirst), specs.filter((spec) => !isFirst(spec))]
  const fields = (shown: readonly ParameterSpec[]) => (
    <div className={columns}>
      {shown.map((spec) => (
        <ParameterField key={spec.key} state={state} numbers={numbers} spec={spec} />
      ))}
    </div>
  )
  return (
    <div className="flex flex-col gap-3">
      {numbers === 'parameters'
        ? fields(groupSpecs(first).flatMap((group) => group.specs))
        : groupSpecs(first).map(({ group, specs: own }) => (
            <Group key={group} name={t(`parameterGroup.${group}`)}>
              {fields(own)}
            </Group>
          ))}
      {more.length > 0 && <More state={state} numbers={numbers} specs={more} />}
    </div>
  )
}
