import type {
  BotFormView,
  BotSettings,
  MarketView,
  ParameterSpec,
  ProfileView,
} from '../../src-preload/contract/bot-settings.ts'
import type { FieldError } from '../../src-preload/contract/replies.ts'
import { shiftDecimal, typedDecimal } from '../format/typed-decimal.ts'

/** What stands in the fields: as typed, ratios in percent. */
export interface FormValues {
  name: string
  venueId: string
  symbols: string[]
  /** Chosen last; the fields may have been changed since. */
  profile: ProfileView['id'] | null
  timeframe: BotSettings['timeframe']
  strategyId: string
  parameters: Record<string, string>
  limits: Record<string, string>
}

type ToInput = (decimal: string) => string
export type Numbers = 'parameters' | 'limits'

export const toField = (spec: ParameterSpec, decimal: string, input: ToInput): string =>
  input(spec.kind === 'ratio' ? shiftDecimal(decimal, 2) : decimal)

/** Decimal text of the contract, or null when what was typed is no number. */
export const fromField = (spec: ParameterSpec, typed: string): string | null => {
  const decimal = typedDecimal(typed)
  if (decimal === null) return null
  return spec.kind === 'ratio' ? shiftDecimal(decimal, -2) : decimal
}

/** "0.50" and "0.5" are the same number. */
export const sameDecimal = (left: string, right: string): boolean =>
  shiftDecimal(left, 0) === shiftDecimal(right, 0)

/** The market of the first chosen pair: two venues may have a pair of the same name. */
export const marketOf = (form: BotFormView, values: FormValues): MarketView | undefined =>
  form.markets.find((each) => each.venueId === values.venueId && each.symbol === values.symbols[0])

export const specsOf = (form: BotFormView, numbers: Numbers, strategyId: string): readonly ParameterSpec[] =>
  numbers === 'limits'
    ? form.limits
    : (form.strategies.find((strategy) => strategy.id === strategyId)?.parameters ?? [])

const fields = (
  specs: readonly ParameterSpec[],
  values: Readonly<Record<string, string>>,
  input: ToInput,
): Record<string, string> =>
  Object.fromEntries(specs.map((spec) => [spec.key, toField(spec, values[spec.key] ?? spec.default, input)]))

const profileOf = (form: BotFormView, { timeframe, limits }: BotSettings): ProfileView['id'] | null =>
  form.profiles.find(
    (profile) =>
      profile.timeframe === timeframe &&
      Object.entries(profile.limits).every(([key, value]) => sameDecimal(limits[key] ?? '', value)),
  )?.id ?? null

export const toValues = (form: BotFormView, settings: BotSettings, input: ToInput): FormValues => ({
  ...settings,
  profile: profileOf(form, settings),
  symbols: [...settings.symbols],
  parameters: fields(specsOf(form, 'parameters', settings.strategyId), settings.parameters, input),
  limits: fields(form.limits, settings.limits, input),
})

/** Fields of a strategy's numbers: as they were where the form began with it, else its defaults. */
export const parametersOf = (
  form: BotFormView,
  strategyId: string,
  began: Pick<FormValues, 'strategyId' | 'parameters'>,
  input: ToInput,
): Record<string, string> =>
  began.strategyId === strategyId
    ? began.parameters
    : fields(specsOf(form, 'parameters', strategyId), {}, input)

/** Where a bot is to trade, chosen before the form was opened. */
export type ChosenMarket = Pick<FormValues, 'venueId' | 'symbols'>

/** Neither the fastest nor the slowest: what a new bot begins with. */
const usualProfile: ProfileView['id'] = 'day-trader'

export const defaultValues = (form: BotFormView, input: ToInput): FormValues => {
  const first = form.markets[0]
  const profile = form.profiles.find(({ id }) => id === usualProfile)
  const settings: BotSettings = {
    name: '',
    venueId: first?.venueId ?? '',
    symbols: first === undefined ? [] : [first.symbol],
    timeframe: profile?.timeframe ?? '15m',
    strategyId: form.strategies[0]?.id ?? '',
    parameters: {},
    limits: profile?.limits ?? {},
  }
  return toValues(form, settings, input)
}

/** Only what no engine could read is refused here; every rule about settings is the engine's. */
export const toSettings = (
  form: BotFormView,
  values: FormValues,
): { readonly settings: BotSettings; readonly errors: readonly FieldError[] } => {
  const errors: FieldError[] = []
  const numbers = (name: Numbers): Record<string, string> =>
    Object.fromEntries(
      specsOf(form, name, values.strategyId).map((spec) => {
        const typed = values[name][spec.key] ?? ''
        const decimal = fromField(spec, typed)
        if (decimal === null) {
          errors.push({
            path: `${name}.${spec.key}`,
            code: typed.trim() === '' ? 'required' : 'not-a-number',
          })
        }
        return [spec.key, decimal ?? '']
      }),
    )
  const settings: BotSettings = {
    name: values.name.trim(),
    venueId: values.venueId,
    symbols: values.symbols,
    timeframe: values.timeframe,
    strategyId: values.strategyId,
    parameters: numbers('parameters'),
    limits: numbers('limits'),
  }
  return { settings, errors }
}

export const wizardSteps = ['strategy', 'market', 'money', 'review'] as const
export type WizardStep = (typeof wizardSteps)[number]

/** The step on which a refused field stands. */
export const stepOf = (path: string): WizardStep => {
  if (path.startsWith('limits')) return 'money'
  return /^(venueId|symbols|timeframe)/.test(path) ? 'market' : 'strategy'
}

/** The first error of each field: one at a time is enough to act on. */
export const errorsByPath = (errors: readonly FieldError[]): Readonly<Record<string, FieldError>> =>
  Object.fromEntries([...errors].reverse().map((error) => [error.path.replace(/\.\d+$/, ''), error]))
