import { type KeyboardEvent, useRef, useState } from 'react'
import type { DifferenceView } from '../../../src-preload/contract/reconciliation-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { tell } from '../../state/tell.tsx'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

/** What the user can accept. */
type Acceptable = Exclude<DifferenceView, { kind: 'breach' }>

interface AcceptProps {
  readonly accountId: string
  readonly difference: Acceptable
  readonly close: () => void
}

/** Our books take the exchange's figure: a reason, focus on Cancel, and Enter confirms nothing. */
export const AcceptDialog = ({ accountId, difference, close }: AcceptProps) => {
  const { t, format } = useI18n()
  const [reason, setReason] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  const { send, pending } = useCommand()
  const { asset } = difference
  // Of what was sold too much the balances agree.
  const missing = difference.kind === 'balance' ? difference.missing : '0'
  const what =
    difference.kind === 'balance'
      ? t('reconcile.acceptWhat', {
          account: accountId,
          amount: format.quantity(difference.theirs),
          asset,
        })
      : t('reconcile.oversoldWhat', {
          account: accountId,
          quantity: format.quantity(difference.quantity),
          asset,
        })
  const accept = async () => {
    if ((await send('reconciliation.accept', { accountId, asset, missing, reason })) === null) return
    tell(({ t }) => t('reconcile.accepted', { asset }))
    close()
  }
  const ignoreEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter') event.preventDefault()
  }
  return (
    <QuestionDialog
      open
      close={close}
      title={t('reconcile.acceptTitle', { asset })}
      description={what}
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
            onClick={() => void accept()}
          >
            {t('reconcile.accept')}
          </Button>
        </>
      }
    >
      <Field label={t('reconcile.reason')} hint={t('reconcile.reasonHint')}>
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
