import type { AccountView } from '../../../../src-preload/contract/key-views.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useCommand } from '../../../state/commands.ts'
import { tell } from '../../../state/tell.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'

interface RemoveDialogProps {
  readonly account: AccountView
  readonly close: () => void
}

export const RemoveDialog = ({ account: { id, name }, close }: RemoveDialogProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const remove = async () => {
    if ((await send('keys.remove', { id })) === null) return
    tell(({ t }) => t('keys.removed', { name }))
    close()
  }
  return (
    <ConfirmDialog
      close={close}
      title={t('keys.removeTitle', { name })}
      description={t('keys.removeWhat')}
      action={t('keys.removeDo')}
      isReady={pending === null}
      confirm={() => void remove()}
    />
  )
}
