import { useRef } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'

interface LiveOffProps {
  readonly title: string
  readonly hasAccount: boolean
  readonly close: () => void
}

/** What has to be done before any bot can go live; main asks for it outside the window. */
export const LiveOff = ({ title, hasAccount, close }: LiveOffProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <QuestionDialog
      open
      close={close}
      title={title}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          {hasAccount && (
            <Button look="danger" disabled={pending !== null} onClick={() => void send('live.turnOn', {})}>
              {t('live.turnOn')}
            </Button>
          )}
        </>
      }
    >
      <p>{t(hasAccount ? 'live.off' : 'live.noAccount')}</p>
    </QuestionDialog>
  )
}
