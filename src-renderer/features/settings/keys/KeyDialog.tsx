import { type FormEvent, useId, useRef, useState } from 'react'
import { isTested } from '../../../../src-preload/contract/exchanges.ts'
import type { AccountView } from '../../../../src-preload/contract/key-views.ts'
import type { VenueView } from '../../../../src-preload/contract/venue-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { stableNames } from '../../../i18n/stable-names.ts'
import { useEngine } from '../../../state/engine-store.ts'
import { openConnect } from '../../../state/view-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { QuestionDialog } from '../../../ui/Dialog.tsx'
import { Field, TextInput } from '../../../ui/Field.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { KeyChecklist } from './KeyChecklist.tsx'
import { KeyFields } from './KeyFields.tsx'
import { KeyReport } from './KeyReport.tsx'
import { isTooPowerful, useKeyForm } from './use-key-form.ts'

export type KeyTask = { readonly kind: 'add' } | { readonly kind: 'rotate'; readonly account: AccountView }

interface KeyDialogProps {
  readonly task: KeyTask
  readonly close: () => void
}

/** Connected exchanges whose accounts can be opened. */
const useVenues = (): readonly VenueView[] => {
  const venues = useEngine((state) => state.engine?.venues)
  return (venues ?? []).filter(({ exchangeId }) => exchangeId !== null && isTested(exchangeId))
}

/** There is no exchange yet that a key could belong to. */
const NoVenue = ({ close }: { readonly close: () => void }) => {
  const { t } = useI18n()
  const button = useRef<HTMLButtonElement>(null)
  const connect = () => {
    close()
    openConnect(true)
  }
  return (
    <QuestionDialog
      open
      close={close}
      title={t('keys.addTitle')}
      initialFocus={button}
      footer={
        <>
          <Button onClick={close}>{t('action.cancel')}</Button>
          <Button ref={button} look="primary" name={stableNames.connect} onClick={connect}>
            {t('keys.another')}
          </Button>
        </>
      }
    >
      <p>{t('keys.noVenue')}</p>
    </QuestionDialog>
  )
}

const OpenDialog = ({
  task,
  venues,
  close,
}: KeyDialogProps & { readonly venues: readonly [VenueView, ...VenueView[]] }) => {
  const { t } = useI18n()
  const own = task.kind === 'rotate' ? venues.find(({ id }) => id === task.account.venueId) : undefined
  const [venue, setVenue] = useState(own ?? venues[0])
  const [name, setName] = useState<string | null>(null)
  const formId = useId()
  const first = useRef<HTMLInputElement>(null)
  const shownName = name ?? venue.name
  const form = useKeyForm({
    task,
    venueId: venue.id,
    exchangeId: venue.exchangeId ?? 'binance',
    name: shownName.trim() === '' ? venue.name : shownName.trim(),
    done: close,
  })
  const address = venue.addresses?.restUrl ?? null
  const refused = form.report !== null && isTooPowerful(form.report)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!refused) void form.save()
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
            disabled={refused}
          >
            {t(rotating ? 'keys.saveRotate' : 'keys.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-1">
        {!rotating && (
          <div className="mb-2 flex flex-col gap-1">
            <span aria-hidden className="text-small font-medium">
              {t('keys.exchange')}
            </span>
            <div className="flex items-center gap-3">
              <Select
                label={t('keys.exchange')}
                value={venue.id}
                choices={venues.map(({ id, name: label }) => ({ value: id, label }))}
                onChange={(id) => {
                  setVenue(venues.find((each) => each.id === id) ?? venue)
                  form.forget()
                }}
                className="w-48"
              />
              <button
                type="button"
                className="h-6 text-small text-accent hover:underline"
                onClick={() => {
                  close()
                  openConnect(true)
                }}
              >
                {t('keys.another')}
              </button>
            </div>
          </div>
        )}
        {address !== null && (
          <p className="selectable mb-2 text-small text-muted">{t('keys.elsewhere', { address })}</p>
        )}
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
        <KeyChecklist />
        <KeyFields form={form} first={first} readOnly={isBusy} />
        {form.report !== null && <KeyReport report={form.report} />}
        {refused && (
          <div role="alert">
            <Notice>{t('keys.tooPowerful')}</Notice>
          </div>
        )}
        {form.failure !== null && (
          <div role="alert">
            <Notice>
              <p className="font-medium">{form.failure.text}</p>
              {form.failure.cause !== '' && <p className="break-words text-muted">{form.failure.cause}</p>}
            </Notice>
          </div>
        )}
        {form.asksToCheck && (
          <div className="mt-2">
            <label className="flex min-h-6 items-center gap-2 font-medium">
              <input
                type="checkbox"
                className="size-4 accent-accent-fill"
                checked={form.isChecked}
                onChange={(event) => form.check(event.target.checked)}
              />
              {t('keys.checked')}
            </label>
          </div>
        )}
        <p role="status" className={isBusy ? 'text-small text-muted' : 'sr-only'}>
          {form.pending === 'test' && t('keys.testing')}
          {form.pending === 'save' && t('keys.saving')}
        </p>
      </form>
    </QuestionDialog>
  )
}

/** Takes a key in: what is typed goes to the engine and into the keychain, and never comes back. */
export const KeyDialog = ({ task, close }: KeyDialogProps) => {
  const [venue, ...others] = useVenues()
  if (venue === undefined) return <NoVenue close={close} />
  return <OpenDialog task={task} venues={[venue, ...others]} close={close} />
}
