import { useNavigate } from 'react-router'
import type { LiveView } from '../../../src-preload/contract/live-views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { missingForLive } from '../../state/selectors.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

interface LiveOffProps {
  readonly title: string
  readonly live: LiveView
  readonly close: () => void
}

/** What has to be done before any bot can go live; main asks for it outside the window. */
export const LiveOff = ({ title, live, close }: LiveOffProps) => {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { send, pending } = useCommand()
  const missing = missingForLive(live)
  if (missing !== null) {
    const openKeys = () => {
      close()
      void navigate('/settings/keys')
    }
    return (
      <ConfirmDialog
        close={close}
        title={title}
        action={t('live.openKeys')}
        look="primary"
        isReady
        confirm={openKeys}
      >
        <p>{t(missing)}</p>
      </ConfirmDialog>
    )
  }
  return (
    <ConfirmDialog
      close={close}
      title={title}
      action={t('live.turnOn')}
      isReady={pending === null}
      confirm={() => void send('live.turnOn', {})}
    >
      <p>{t('live.off')}</p>
    </ConfirmDialog>
  )
}
