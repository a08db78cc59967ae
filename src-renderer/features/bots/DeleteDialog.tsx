import { useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { useEngine } from '../../state/engine-store.ts'
import { tell } from '../../state/tell.tsx'
import { askToDelete, useView } from '../../state/view-store.ts'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'

export const DeleteDialog = () => {
  const { t } = useI18n()
  const id = useView((view) => view.deleting)
  const bot = useEngine((state) => (id === null ? undefined : state.bots?.get(id)))
  const cancel = useRef<HTMLButtonElement>(null)
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
    <QuestionDialog
      open={id !== null}
      close={close}
      title={t('delete.title', { bot: bot.name })}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button look="danger" disabled={pending !== null} onClick={() => void remove()}>
            {t('delete.do')}
          </Button>
        </>
      }
    >
      <p className="text-muted">{t('delete.what')}</p>
    </QuestionDialog>
  )
}
