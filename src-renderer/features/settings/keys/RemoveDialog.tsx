import { useRef } from 'react'
import type { AccountView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useCommand } from '../../../state/commands.ts'
import { tell } from '../../../state/tell.tsx'
import { Button } from '../../../ui/Button.tsx'
import { QuestionDialog } from '../../../ui/Dialog.tsx'

interface RemoveDialogProps {
  readonly account: AccountView
  readonly close: () => void
}

export const RemoveDialog = ({ account: { id, name }, close }: RemoveDialogProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const cancel = useRef<HTMLButtonElement>(null)
  const remove = async () => {
    if ((await send('keys.remove', { id })) === null) return
    tell(({ t }) => t('keys.removed', { name }))
    close()
  }
  return (
    <QuestionDialog
      open
      close={close}
      title={t('keys.removeTitle', { name })}
      description={t('keys.removeWhat')}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button look="danger" disabled={pending !== null} onClick={() => void remove()}>
            {t('keys.removeDo')}
          </Button>
        </>
      }
    >
      {null}
    </QuestionDialog>
  )
}
