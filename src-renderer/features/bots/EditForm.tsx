import { type FormEvent, useState } from 'react'
import type { BotFormView, BotSettings } from '../../../src-preload/contract/bot-settings.ts'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { ask } from '../../bridge/bridge.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { stableNames } from '../../i18n/stable-names.ts'
import { useErrorText } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { askToChange } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/States.tsx'
import { MarketSection } from './MarketSection.tsx'
import { ParameterFields } from './ParameterFields.tsx'
import { PlannedRiskLines } from './PlannedRiskLines.tsx'
import { NameField, StrategySection } from './StrategySection.tsx'
import { useBotForm, useBotFormData } from './use-bot-form.ts'

interface FormProps {
  readonly bot: BotView
  readonly form: BotFormView
  readonly settings: BotSettings
}

const Form = ({ bot, form, settings }: FormProps) => {
  const { t } = useI18n()
  const errorText = useErrorText()
  const [saved, setSaved] = useState(settings)
  const state = useBotForm(form, settings)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const next = state.read()
    if (next === null) return
    const done = () => {
      setFailure(null)
      setSaved(next)
      state.use(next)
      tell(({ t }) => t('wizard.saved', { bot: next.name }))
    }
    setBusy(true)
    // A live bot that trades is changed by way of main's question.
    const asked = { id: bot.id, settings: next }
    const isAsked = bot.mode === 'live' && bot.state !== 'stopped'
    const proposed = isAsked ? await ask('live.proposeEdit', asked) : null
    const reply = proposed ?? (await ask('bots.update', asked))
    setBusy(false)
    if (reply.ok) {
      if (proposed?.ok === true) askToChange({ proposal: proposed.data, done })
      else done()
      return
    }
    const refused = state.refuse(reply.error)
    setFailure(refused.length === 0 || reply.error.code === 'BOT_NAME_TAKEN' ? errorText(reply.error) : null)
  }
  const count = Object.keys(state.errors).length
  return (
    <form onSubmit={(event) => void save(event)} noValidate className="flex min-h-0 flex-1 flex-col">
      <Panel label={t('bot.settings')} className="flex-1">
        <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
          <NameField state={state} />
          <StrategySection state={state} />
          <MarketSection state={state} />
          <section aria-label={t('wizard.limits')}>
            <h3 className="mb-1 text-small font-medium text-muted">{t('wizard.limits')}</h3>
            <ParameterFields state={state} numbers="limits" />
          </section>
          <PlannedRiskLines state={state} botId={bot.id} />
        </div>
        <footer className="flex min-h-12 shrink-0 items-center gap-2 border-t border-line px-4">
          {failure !== null || count > 0 ? (
            <span role="alert" className="text-small text-warning">
              {`⚠ ${failure ?? t('wizard.errors', { count })}`}
            </span>
          ) : (
            bot.state !== 'stopped' && (
              <span className="text-small text-muted">{t('wizard.runningNote')}</span>
            )
          )}
          <span className="flex-1" />
          <Button disabled={!state.changed || busy} onClick={() => state.use(saved)}>
            {t('wizard.discard')}
          </Button>
          <Button type="submit" look="primary" name={stableNames.save} disabled={!state.changed || busy}>
            {t('action.save')}
          </Button>
        </footer>
      </Panel>
    </form>
  )
}

export const EditForm = ({ bot }: { bot: BotView }) => {
  const { t } = useI18n()
  const { loaded, retry } = useBotFormData(bot.id)
  if (loaded.state === 'loading') return <LoadingRows rows={8} />
  if (loaded.state === 'failed') {
    return <ErrorState what={t('wizard.loadFailed')} detail={loaded.message} retry={retry} />
  }
  const { form, settings } = loaded.data
  return settings === null ? null : <Form bot={bot} form={form} settings={settings} />
}
