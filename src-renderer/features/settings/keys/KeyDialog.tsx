import { type FormEvent, useId, useRef, useState } from 'react'
import type { AccountView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { stableNames } from '../../../i18n/stable-names.ts'
import { Button } from '../../../ui/Button.tsx'
import { QuestionDialog } from '../../../ui/Dialog.tsx'
import { Field, TextInput } from '../../../ui/Field.tsx'
import { KeyAnswer } from './KeyAnswer.tsx'
import { KeyChecklist } from './KeyChecklist.tsx'
import { KeyFields } from './KeyFields.tsx'
import { KeyPlace } from './KeyPlace.tsx'
import { useKeyForm } from './use-key-form.ts'
import { useKeyPlace } from './use-key-place.ts'

export type KeyTask = { readonly kind: 'add' } | { readonly kind: 'rotate'; readonly account: AccountView }

interface KeyDialogProps {
  readonly task: KeyTask
  readonly close: () => void
}

/** Takes a key in: what is typed goes to the engine and into the keychain, and never comes back. */
export const KeyDialog = ({ task, close }: KeyDialogProps) => {
  const { t } = useI18n()
  const place = useKeyPlace(task)
  const [name, setName] = useState<string | null>(null)
  const formId = useId()
  const first = useRef<HTMLInputElement>(null)
  const shownName = name ?? place.name
  const form = useKeyForm({
    task,
    place,
    name: shownName.trim() === '' ? place.name : shownName.trim(),
    done: close,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!form.isRefused) void form.save()
  }
  const isBusy = form.pending !== null
  const rotating = task.kind === 'rotate'
  return (
    <QuestionDialog
      open
      close={close}
      title={rotating ? t('keys.rotateTitle', { name: task.account.name }) : t('keys.addTitle')}
      description={rotating ? t('keys.rotateWhat', { lastFour: task.account.lastFour }) : t('keys.addWhat')}
      initialFocus={first}
      footer={
        <>
          <p role="status" className="mr-auto text-small text-muted">
            {form.pending === 'test' && t('keys.testing')}
            {form.pending === 'save' && t('keys.saving')}
          </p>
          <Button onClick={close}>{t('action.cancel')}</Button>
          <Button name={stableNames.test} aria-disabled={isBusy} onClick={() => void form.test()}>
            {t('keys.test')}
          </Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            name={rotating ? stableNames.save : stableNames.addKey}
            aria-disabled={isBusy}
            disabled={form.isRefused}
          >
            {t(rotating ? 'keys.saveRotate' : 'keys.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-1">
        <KeyPlace
          place={place}
          isFixed={rotating}
          isTried={form.isTried}
          isBusy={isBusy}
          forget={form.forget}
          doubt={form.doubt}
        />
        {!rotating && (
          <Field label={t('keys.name')} hint={t('keys.nameHint')}>
            {(ids) => (
              <TextInput
                {...ids}
                value={shownName}
                maxLength={60}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        {form.report === null && <KeyChecklist />}
        <KeyFields form={form} first={first} readOnly={isBusy} />
        <KeyAnswer form={form} />
      </form>
    </QuestionDialog>
  )
}
