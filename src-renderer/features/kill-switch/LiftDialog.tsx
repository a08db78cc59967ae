import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { killSwitchWord } from '../../../src-preload/contract/codes.ts'
import type { Mode } from '../../../src-preload/contract/values.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { closeKillSheet } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

interface LiftProps {
  readonly open: boolean
  readonly mode: Mode
  readonly close: () => void
}

/** Slow on purpose: a reason, a typed word, focus on Cancel, and Enter confirms nothing. */
export const LiftDialog = ({ open, mode, close }: LiftProps) => {
  const { t, language } = useI18n()
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  const { send, pending } = useCommand()
  const word = killSwitchWord[language]
  useEffect(() => {
    if (!open) return
    setReason('')
    setTyped('')
  }, [open])
  const lift = async () => {
    if ((await send('kill.lift', { mode, reason, confirmation: typed })) === null) return
    tell(({ t }) => t('kill.lifted'))
    close()
    closeKillSheet()
  }
  const ignoreEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter') event.preventDefault()
  }
  const ready = reason.trim() !== '' && typed === word && pending === null
  return (
    <QuestionDialog
      open={open}
      close={close}
      title={`${t('kill.liftTitle')} (${t(`mode.${mode}.word`)})`}
      description={t('kill.liftWhat')}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button look="danger" disabled={!ready} onKeyDown={ignoreEnter} onClick={() => void lift()}>
            {t('kill.liftDo')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <Field label={t('kill.reason')} hint={t('kill.reasonHint')}>
          {(ids) => (
            <TextInput
              {...ids}
              value={reason}
              maxLength={500}
              onKeyDown={ignoreEnter}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('kill.word', { word })} hint={t('kill.wordHint')}>
          {(ids) => (
            <TextInput
              {...ids}
              value={typed}
              maxLength={100}
              onKeyDown={ignoreEnter}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </div>
    </QuestionDialog>
  )
}
