import { useEffect, useState } from 'react'
import type { ParameterSpec } from '../../../src-preload/contract/bot-settings.ts'
import type { FieldError, ReplyError } from '../../../src-preload/contract/replies.ts'
import type { LimitScope } from '../../../src-preload/contract/risk-views.ts'
import type { Mode } from '../../../src-preload/contract/values.ts'
import { ask } from '../../bridge/bridge.ts'
import { shiftDecimal } from '../../format/typed-decimal.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { fromField, toField } from '../../state/bot-form.ts'
import { useErrorText } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { ErrorState, LoadingRows } from '../../ui/States.tsx'

interface SheetProps {
  readonly scope: LimitScope
  readonly mode: Mode
  readonly title: string
  readonly close: () => void
}

interface Loaded {
  readonly specs: readonly ParameterSpec[]
  /** As typed. */
  readonly typed: Readonly<Record<string, string>>
}

/** Limits as they were set last, and what the engine said where they could not be had or set. */
const useLimits = (scope: LimitScope) => {
  const { format } = useI18n()
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [failure, setFailure] = useState<ReplyError | null>(null)
  const key = JSON.stringify(scope)
  useEffect(() => {
    let left = false
    void ask('risk.limits', { scope: JSON.parse(key) as LimitScope }).then((reply) => {
      if (left) return
      if (!reply.ok) return setFailure(reply.error)
      const { specs, values } = reply.data
      const fields = specs.map((spec) => [
        spec.key,
        toField(spec, values[spec.key] ?? spec.default, format.input),
      ])
      setLoaded({ specs, typed: Object.fromEntries(fields) })
    })
    return () => {
      left = true
    }
  }, [key, format])
  const type = (name: string, text: string) =>
    setLoaded((known) => known && { ...known, typed: { ...known.typed, [name]: text } })
  return { loaded, type, failure, setFailure }
}

const suffixes: Readonly<Partial<Record<ParameterSpec['kind'], string>>> = { ratio: '%', seconds: 's' }

interface LimitFieldProps {
  readonly spec: ParameterSpec
  readonly typed: string
  readonly error: FieldError | undefined
  readonly type: (text: string) => void
}

const LimitField = ({ spec, typed, error, type }: LimitFieldProps) => {
  const { t, loose, format } = useI18n()
  const show = (text: string) => format.number(spec.kind === 'ratio' ? shiftDecimal(text, 2) : text)
  const range = { min: show(spec.min), max: show(spec.max), step: show(spec.step) }
  return (
    <Field
      label={t(`parameter.${spec.key}`)}
      hint={`${t(`parameterHint.${spec.key}`)}. ${t('wizard.range', range)}`}
      error={error && loose(`fieldError.${error.code}`, range)}
    >
      {(ids) => (
        <TextInput
          {...ids}
          value={typed}
          inputMode="decimal"
          suffix={suffixes[spec.kind]}
          className="max-w-52 [&_input]:text-right"
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  )
}

/** All limits of an account or a mode. What tightens one holds at once, what loosens real money's after a delay. */
export const LimitsSheet = ({ scope, mode, title, close }: SheetProps) => {
  const { t } = useI18n()
  const errorText = useErrorText()
  const { loaded, type, failure, setFailure } = useLimits(scope)
  const [busy, setBusy] = useState(false)
  const save = async ({ specs, typed }: Loaded) => {
    // What is no number is sent as it was typed: the engine says what is wrong with it.
    const values = specs.map((spec) => {
      const text = typed[spec.key] ?? ''
      return [spec.key, fromField(spec, text) ?? text]
    })
    setBusy(true)
    const reply = await ask('risk.updateLimits', { scope, values: Object.fromEntries(values) })
    setBusy(false)
    if (!reply.ok) return setFailure(reply.error)
    const { loosensAt } = reply.data
    tell(({ t, format }) =>
      loosensAt === null
        ? t('risk.limits.saved')
        : t('risk.limits.loosens', { time: format.dateTimeSeconds(loosensAt) }),
    )
    close()
  }
  const errorOf = (key: string) => failure?.fields?.find(({ path }) => path === `limits.${key}`)
  return (
    <Sheet
      open
      close={close}
      title={title}
      description={t(mode === 'live' ? 'risk.limits.whatLive' : 'risk.limits.whatPaper')}
      footer={
        loaded !== null && (
          <>
            {failure !== null && (
              <span role="alert" className="mr-auto text-small text-warning">
                {`⚠ ${errorText(failure)}`}
              </span>
            )}
            <Button onClick={close}>{t('action.cancel')}</Button>
            <Button look="primary" name={stableNames.save} disabled={busy} onClick={() => void save(loaded)}>
              {t('action.save')}
            </Button>
          </>
        )
      }
    >
      {loaded === null && failure === null && <LoadingRows rows={8} />}
      {loaded === null && failure !== null && (
        <ErrorState what={t('state.loadFailed')} detail={errorText(failure)} />
      )}
      <div className="flex flex-col gap-2">
        {loaded?.specs.map((spec) => (
          <LimitField
            key={spec.key}
            spec={spec}
            typed={loaded.typed[spec.key] ?? ''}
            error={errorOf(spec.key)}
            type={(text) => type(spec.key, text)}
          />
        ))}
      </div>
    </Sheet>
  )
}
