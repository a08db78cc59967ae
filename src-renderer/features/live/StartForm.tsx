import { useRef } from 'react'
import type { LiveProposal } from '../../../src-preload/contract/live-views.ts'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'

interface StartFormProps {
  readonly title: string
  readonly bot: BotView
  readonly proposed: (proposal: LiveProposal) => void
  readonly close: () => void
}

/** A live bot that was stopped or paused: nothing to choose, everything to confirm. */
export const StartForm = ({ title, bot, proposed, close }: StartFormProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const cancel = useRef<HTMLButtonElement>(null)
  const propose = async () => {
    const proposal = await send('live.proposeStart', { id: bot.id })
    if (proposal !== null) proposed(proposal)
  }
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
          <Button look="primary" disabled={pending !== null} onClick={() => void propose()}>
            {t('live.next')}
          </Button>
        </>
      }
    >
      <p>{t('live.startWhat')}</p>
    </QuestionDialog>
  )
}
