import { useLocation, useNavigate } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { tell } from '../../state/tell.tsx'
import { askToDelete, useView } from '../../state/view-store.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

export const DeleteDialog = () => {
  const { t } = useI18n()
  const id = useView((view) => view.deleting)
  const bot = useEngine((state) => (id === null ? undefined : state.bots?.get(id)))
  const { send, pending } = useCommand()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const close = () => askToDelete(null)
  if (bot === undefined) return null
  const remove = async () => {
    if ((await send('bots.delete', { id: bot.id })) === null) return
    tell(({ t }) => t('delete.done', { bot: bot.name }))
    close()
    if (pathname.startsWith(`/bots/${bot.id}`)) void navigate('/bots')
  }
  return (
    <ConfirmDialog
      close={close}
      title={t('delete.title', { bot: bot.name })}
      action={t('delete.do')}
      isReady={pending === null}
      confirm={() => void remove()}
    >
      <p className="text-muted">{t('delete.what')}</p>
    </ConfirmDialog>
  )
}
