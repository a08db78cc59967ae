import { type KeyboardEvent, useRef, useState } from 'react'
import type { BreakerView } from '../../../src-preload/contract/risk-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { breakerFacts } from '../../state/breaker-facts.ts'
import { useCommand } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

interface ResetProps {
  readonly breaker: BreakerView
  readonly close: () => void
}

/** Lets entries through again: a reason, focus on Cancel, and Enter confirms nothing. */
export const ResetDialog = ({ breaker, close }: ResetProps) => {
  const { t, wordFacts } = useI18n()
  const [reason, setReason] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  const { send, pending } = useCommand()
  const { id, subject, ends } = breaker
  const rule = t(`breakerRule.${breaker.rule}`)
  const { value = '', limit = '' } = wordFacts(breakerFacts(breaker))
  const reset = async () => {
    if ((await send('risk.resetBreaker', { id, reason: reason.trim() })) === null) return
    tell(({ t }) => t('risk.reset.done', { subject, rule }))
    close()
  }
  const ignoreEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter') event.preventDefault()
  }
  return (
    <QuestionDialog
      open
      close={close}
      title={t('risk.reset.title', { subject, rule })}
      description={t('risk.reset.what', { value, limit })}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button
            look="danger"
            disabled={reason.trim() === '' || pending !== null}
            onKeyDown={ignoreEnter}
            onClick={() => void reset()}
          >
            {t('risk.reset.do')}
          </Button>
        </>
      }
    >
      <p className="pb-2 text-small text-muted">{t(`breakerNext.${ends}`)}</p>
      <Field label={t('risk.reset.reason')} hint={t('risk.reset.reasonHint')}>
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
    </QuestionDialog>
  )
}
