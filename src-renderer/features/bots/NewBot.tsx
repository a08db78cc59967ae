import { Check } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { BotFormView } from '../../../src-preload/contract/bot-settings.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { type ChosenMarket, stepOf, type WizardStep, wizardSteps } from '../../state/bot-form.ts'
import { useErrorText } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Page, Panel } from '../../ui/Panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/States.tsx'
import { MarketSection } from './MarketSection.tsx'
import { ParameterFields } from './ParameterFields.tsx'
import { PlannedRiskLines } from './PlannedRiskLines.tsx'
import { ReviewSection } from './ReviewSection.tsx'
import { NameField, Presets, StrategySection } from './StrategySection.tsx'
import { useBotForm, useBotFormData } from './use-bot-form.ts'

interface StepsProps {
  readonly current: WizardStep
  readonly wrong: ReadonlySet<WizardStep>
  readonly go: (step: WizardStep) => void
}

const Steps = ({ current, wrong, go }: StepsProps) => {
  const { t } = useI18n()
  const at = wizardSteps.indexOf(current)
  return (
    <ol aria-label={t('wizard.steps')} className="flex shrink-0 flex-col gap-0.5 p-3">
      {wizardSteps.map((step, index) => (
        <li key={step}>
          <button
            type="button"
            aria-current={step === current ? 'step' : undefined}
            onClick={() => go(step)}
            className={cx(
              'flex h-8 w-full items-center gap-2.5 rounded-control px-2 text-left whitespace-nowrap hover:bg-hover',
              step === current ? 'bg-selected font-semibold' : 'text-muted',
            )}
          >
            <span
              aria-hidden
              className={cx(
                'flex size-5 items-center justify-center rounded-full border text-meta',
                index < at ? 'border-accent text-accent' : 'border-control-line',
              )}
            >
              {index < at ? <Check size={12} /> : index + 1}
            </span>
            {t(`wizard.${step}`)}
            {wrong.has(step) && <span className="ml-auto text-warning">⚠</span>}
          </button>
        </li>
      ))}
    </ol>
  )
}

/** From "Create bot for this pair"; a pair that is not there is not chosen. */
const useChosenMarket = (form: BotFormView): ChosenMarket | null => {
  const [search] = useSearchParams()
  const venueId = search.get('venue')
  const symbol = search.get('symbol')
  const market = form.markets.find((each) => each.venueId === venueId && each.symbol === symbol)
  return market === undefined ? null : { venueId: market.venueId, symbols: [market.symbol] }
}

const Wizard = ({ form }: { form: BotFormView }) => {
  const { t } = useI18n()
  const errorText = useErrorText()
  const navigate = useNavigate()
  const state = useBotForm(form, null, useChosenMarket(form))
  const [preset, setPreset] = useState<string | null>(null)
  const [step, setStep] = useState<WizardStep>('strategy')
  const [start, setStart] = useState(true)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const at = wizardSteps.indexOf(step)
  const wrong = new Set(Object.keys(state.errors).map(stepOf))
  const create = async () => {
    const settings = state.read()
    if (settings === null) return
    setBusy(true)
    const reply = await ask('bots.create', { settings, start })
    setBusy(false)
    if (reply.ok) {
      tell(({ t }) => t('wizard.created', { bot: settings.name }))
      void navigate(`/bots/${reply.data.id}`)
      return
    }
    const refused = state.refuse(reply.error)
    setFailure(refused.length === 0 || reply.error.code === 'BOT_NAME_TAKEN' ? errorText(reply.error) : null)
    const first = wizardSteps.find((each) => refused.some((error) => stepOf(error.path) === each))
    if (first !== undefined) setStep(first)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = wizardSteps[at + 1]
    if (next === undefined) void create()
    else setStep(next)
  }
  const count = Object.keys(state.errors).length
  return (
    <form onSubmit={submit} noValidate className="flex flex-1 flex-col">
      <Panel label={t('wizard.title')} className="flex-1">
        <div className="grid min-h-0 flex-1 min-[820px]:grid-cols-[220px_minmax(0,1fr)]">
          <div className="border-line min-[820px]:border-r">
            <Steps current={step} wrong={wrong} go={setStep} />
          </div>
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
            <h2 className="text-title font-semibold">{t(`wizard.${step}`)}</h2>
            {step === 'strategy' && (
              <>
                <Presets
                  state={state}
                  chosen={preset}
                  choose={(id, settings) => {
                    setPreset(id)
                    state.use(settings)
                  }}
                />
                <NameField state={state} />
                <StrategySection state={state} />
              </>
            )}
            {step === 'market' && <MarketSection state={state} />}
            {step === 'money' && (
              <>
                <p className="text-muted">{t('wizard.limitsHint')}</p>
                <ParameterFields state={state} numbers="limits" />
                <PlannedRiskLines state={state} botId={null} />
              </>
            )}
            {step === 'review' && (
              <>
                <ReviewSection state={state} />
                <label className="flex min-h-7 items-center gap-2.5">
                  <input
                    type="checkbox"
                    checked={start}
                    onChange={(event) => setStart(event.target.checked)}
                    className="size-4 accent-accent-fill"
                  />
                  {t('wizard.startNow')}
                </label>
              </>
            )}
          </div>
        </div>
        <footer className="flex min-h-12 items-center gap-2 border-t border-line px-4">
          <span className="text-small text-muted">
            {t('wizard.stepOf', { step: at + 1, total: wizardSteps.length })}
          </span>
          {(failure !== null || count > 0) && (
            <span role="alert" className="text-small text-warning">
              {`⚠ ${failure ?? t('wizard.errors', { count })}`}
            </span>
          )}
          <span className="flex-1" />
          {at > 0 && (
            <Button onClick={() => setStep(wizardSteps[at - 1] ?? 'strategy')}>{t('action.back')}</Button>
          )}
          <Button type="submit" look="primary" disabled={busy}>
            {step === 'review' ? t('wizard.create') : t('action.next')}
          </Button>
        </footer>
      </Panel>
    </form>
  )
}

export const NewBot = () => {
  const { t } = useI18n()
  const { loaded, retry } = useBotFormData(null)
  return (
    <Page
      title={t('wizard.title')}
      actions={
        <Link to="/bots" className="inline-flex h-7 items-center px-2 text-accent hover:underline">
          {t('action.cancel')}
        </Link>
      }
    >
      {loaded.state === 'loading' && <LoadingRows rows={8} />}
      {loaded.state === 'failed' && (
        <ErrorState what={t('wizard.loadFailed')} detail={loaded.message} retry={retry} />
      )}
      {loaded.state === 'ready' && <Wizard form={loaded.data.form} />}
    </Page>
  )
}
