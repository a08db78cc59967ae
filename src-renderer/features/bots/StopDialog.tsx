import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useEffect, useState } from 'react'
import { killCloseWord } from '../../../src-preload/contract/codes.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { tell } from '../../state/tell.tsx'
import { askToStop, useView } from '../../state/view-store.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { ModePill } from '../../ui/Pill.tsx'
import { canPause } from './bot-actions.ts'
import { Unprotected } from './Unprotected.tsx'

type Positions = 'keep' | 'close'

const Choice = ({ value, title, about }: { value: Positions; title: string; about: string }) => (
  <label
    htmlFor={`stop-${value}`}
    className="flex items-start gap-3 rounded-control border border-line p-3 hover:bg-hover has-data-checked:border-accent has-data-checked:bg-selected"
  >
    <Radio.Root
      id={`stop-${value}`}
      value={value}
      className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control-line data-checked:border-accent"
    >
      <Radio.Indicator className="size-2 rounded-full bg-accent" />
    </Radio.Root>
    <span>
      <span className="block font-medium">{title}</span>
      <span className="text-small text-muted">{about}</span>
    </span>
  </label>
)

/** "Stop" always says what happens to what the bot holds. */
export const StopDialog = () => {
  const { t, language } = useI18n()
  const [typed, setTyped] = useState('')
  const id = useView((view) => view.stopping)
  const bot = useEngine((state) => (id === null ? undefined : state.bots?.get(id)))
  const [positions, setPositions] = useState<Positions>('keep')
  const { send, pending } = useCommand()
  useEffect(() => {
    if (id === null) return
    setPositions('keep')
    setTyped('')
  }, [id])
  const close = () => askToStop(null)
  if (bot === undefined) return null
  const sellsReal = positions === 'close' && bot.mode === 'live'
  const word = killCloseWord[language]
  const stop = async () => {
    const confirmation = sellsReal ? { confirmation: typed } : {}
    if ((await send('bots.stop', { id: bot.id, positions, ...confirmation })) === null) return
    tell(({ t }) => t('stop.done', { bot: bot.name }))
    close()
  }
  const pause = async () => {
    if ((await send('bots.pauseEntries', { id: bot.id })) !== null) close()
  }
  const held = bot.openPositions === 0 ? t('stop.none') : t('stop.holds', { count: bot.openPositions })
  return (
    <ConfirmDialog
      close={close}
      title={t('stop.title', { bot: bot.name })}
      description={
        <>
          <span className="mb-1 flex items-center gap-2">
            <ModePill mode={bot.mode} small />
            {bot.accountName}
          </span>
          {`${t('stop.what')} ${held}`}
        </>
      }
      action={t('stop.do')}
      look={sellsReal ? 'danger' : 'primary'}
      slow={sellsReal}
      isReady={pending === null && (!sellsReal || typed === word)}
      confirm={() => void stop()}
    >
      <RadioGroup
        value={positions}
        onValueChange={(next) => setPositions(next === 'close' ? 'close' : 'keep')}
        aria-label={t('stop.title', { bot: bot.name })}
        className="flex flex-col gap-2"
      >
        <Choice value="keep" title={t('stop.keep')} about={t('stop.keepAbout')} />
        <Choice value="close" title={t('stop.close')} about={t('stop.closeAbout')} />
      </RadioGroup>
      {positions === 'keep' && <Unprotected botId={bot.id} />}
      {sellsReal && (
        <Field label={t('live.stopTyped', { word })}>
          {(ids) => (
            <TextInput
              {...ids}
              value={typed}
              maxLength={100}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
      {canPause(bot) && (
        <button
          type="button"
          className="mt-3 h-6 text-small text-accent hover:underline"
          onClick={() => void pause()}
        >
          {t('stop.pauseInstead')}
        </button>
      )}
    </ConfirmDialog>
  )
}
