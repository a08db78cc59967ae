import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { BotFormView, BotSettings, ProfileView } from '../../../src-preload/contract/bot-settings.ts'
import type { FieldError, ReplyError } from '../../../src-preload/contract/replies.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import {
  type ChosenMarket,
  defaultValues,
  errorsByPath,
  type FormValues,
  parametersOf,
  toField,
  toSettings,
  toValues,
} from '../../state/bot-form.ts'

export interface BotFormState {
  readonly form: BotFormView
  /** Chosen before the form was opened; presets and defaults keep it. */
  readonly chosen: ChosenMarket | null
  readonly values: FormValues
  readonly errors: Readonly<Record<string, FieldError>>
  readonly changed: boolean
  readonly set: (change: Partial<FormValues>) => void
  readonly setNumber: (name: 'parameters' | 'limits', key: string, typed: string) => void
  /** Brings the strategy's own numbers with it. */
  readonly chooseStrategy: (id: string) => void
  /** Fills the timeframe and the limits that the way of trading decides. */
  readonly follow: (profile: ProfileView) => void
  readonly use: (settings: BotSettings | null) => void
  /** Decimal settings, or null after showing what cannot be read. */
  readonly read: () => BotSettings | null
  /** Shows a refusal at its fields; false when it is about none of them. */
  readonly refuse: (error: ReplyError) => readonly FieldError[]
}

/** Fields, their errors and the way from typed text to settings; shared by the wizard and the edit form. */
export const useBotForm = (
  form: BotFormView,
  settings: BotSettings | null,
  chosen: ChosenMarket | null = null,
): BotFormState => {
  const { format } = useI18n()
  const valuesOf = (known: BotSettings | null): FormValues => ({
    ...(known === null ? defaultValues(form, format.input) : toValues(form, known, format.input)),
    ...chosen,
  })
  const [began, setBegan] = useState(() => valuesOf(settings))
  const fields = useForm<FormValues>({ defaultValues: began })
  const [errors, setErrors] = useState<Readonly<Record<string, FieldError>>>({})
  const values = fields.watch()
  const forget = (path: string) =>
    setErrors((known) => Object.fromEntries(Object.entries(known).filter(([key]) => key !== path)))
  const set: BotFormState['set'] = (change) => {
    for (const [key, value] of Object.entries(change)) {
      fields.setValue(key as keyof FormValues, value as FormValues[keyof FormValues], { shouldDirty: true })
      forget(key)
    }
  }
  const setNumber: BotFormState['setNumber'] = (name, key, typed) => {
    fields.setValue(`${name}.${key}`, typed, { shouldDirty: true })
    forget(`${name}.${key}`)
  }
  return {
    form,
    chosen,
    values,
    errors,
    changed: fields.formState.isDirty,
    set,
    setNumber,
    chooseStrategy: (id) => {
      if (id === values.strategyId) return
      set({ strategyId: id, parameters: parametersOf(form, id, began, format.input) })
      setErrors((known) =>
        Object.fromEntries(Object.entries(known).filter(([path]) => !path.startsWith('parameters.'))),
      )
    },
    follow: ({ id, timeframe, limits }) => {
      set({ profile: id, timeframe })
      for (const spec of form.limits) {
        const limit = limits[spec.key]
        if (limit !== undefined) setNumber('limits', spec.key, toField(spec, limit, format.input))
      }
    },
    use: (preset) => {
      const next = valuesOf(preset)
      setBegan(next)
      fields.reset(next)
      setErrors({})
    },
    read: () => {
      const result = toSettings(form, fields.getValues())
      setErrors(errorsByPath(result.errors))
      return result.errors.length === 0 ? result.settings : null
    },
    refuse: (error) => {
      const refused: readonly FieldError[] =
        error.code === 'BOT_NAME_TAKEN' ? [{ path: 'name', code: 'required' }] : (error.fields ?? [])
      setErrors(errorsByPath(refused))
      return refused
    },
  }
}

type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly data: T }

/** The form's specs and, for an existing bot, its settings. */
export const useBotFormData = (botId: string | null) => {
  const [loaded, setLoaded] = useState<Loaded<{ form: BotFormView; settings: BotSettings | null }>>({
    state: 'loading',
  })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt asks again
  useEffect(() => {
    let current = true
    setLoaded({ state: 'loading' })
    const load = async () => {
      const form = await ask('bots.form', {})
      const settings = botId === null ? null : await ask('bots.settings', { id: botId })
      if (!current) return
      if (!form.ok) setLoaded({ state: 'failed', message: form.error.message })
      else if (settings !== null && !settings.ok)
        setLoaded({ state: 'failed', message: settings.error.message })
      else setLoaded({ state: 'ready', data: { form: form.data, settings: settings?.data ?? null } })
    }
    void load()
    return () => {
      current = false
    }
  }, [botId, attempt])
  return { loaded, retry: () => setAttempt((count) => count + 1) }
}
