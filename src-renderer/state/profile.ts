import type { BotFormView, ParameterSpec, ProfileView } from '../../src-preload/contract/bot-settings.ts'
import { type FormValues, fromField, type Numbers, sameDecimal } from './bot-form.ts'

/** Whether the fields still say what the profile says; anything else is the user's own way of trading. */
export const matchesProfile = (form: BotFormView, values: FormValues, profile: ProfileView): boolean =>
  values.timeframe === profile.timeframe &&
  form.limits.every((spec) => {
    const wanted = profile.limits[spec.key]
    const found = fromField(spec, values.limits[spec.key] ?? '')
    return wanted === undefined || (found !== null && sameDecimal(found, wanted))
  })

/** The profile that was chosen last, whatever was changed since. */
export const chosenProfile = (form: BotFormView, values: FormValues): ProfileView | undefined =>
  form.profiles.find(({ id }) => id === values.profile)

/** What a field goes back to: the chosen profile's value, else the engine's default. */
export const startOf = (
  form: BotFormView,
  values: FormValues,
  numbers: Numbers,
  spec: ParameterSpec,
): string =>
  (numbers === 'limits' ? chosenProfile(form, values)?.limits[spec.key] : undefined) ?? spec.default
