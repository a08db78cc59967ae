import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

interface LiveOffProps {
  readonly title: string
  readonly hasAccount: boolean
  readonly close: () => void
}

/** What has to be done before any bot can go live; main asks for it outside the window. */
export const LiveOff = ({ title, hasAccount, close }: LiveOffProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  return (
    <ConfirmDialog
      close={close}
      title={title}
      {...(hasAccount ? { action: t('live.turnOn') } : {})}
      isReady={pending === null}
      confirm={() => void send('live.turnOn', {})}
    >
      <p>{t(hasAccount ? 'live.off' : 'live.noAccount')}</p>
    </ConfirmDialog>
  )
}
