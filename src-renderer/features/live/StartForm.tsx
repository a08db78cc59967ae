import { useEffect, useRef, useState } from 'react'
import type { BotSettings } from '../../../src-preload/contract/bot-settings.ts'
import type { LiveProposal, LiveView } from '../../../src-preload/contract/live-views.ts'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { OtherAccounts } from './OtherAccounts.tsx'

interface StartFormProps {
  readonly title: string
  readonly bot: BotView
  readonly accounts: LiveView['accounts']
  readonly proposed: (proposal: LiveProposal) => void
  readonly close: () => void
}

/** A live bot that was stopped or paused: nothing to choose but accounts, everything to confirm. */
export const StartForm = ({ title, bot, accounts, proposed, close }: StartFormProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const cancel = useRef<HTMLButtonElement>(null)
  const [settings, setSettings] = useState<BotSettings | null>(null)
  const [alsoThrough, setAlsoThrough] = useState<readonly string[]>(bot.alsoThrough)
  const load = useRef(() => send('bots.settings', { id: bot.id }))
  useEffect(() => {
    void load.current().then(setSettings)
  }, [])
  const propose = async () => {
    // One that was removed since is none that could be confirmed.
    const known = alsoThrough.filter((id) => accounts.some((account) => account.id === id))
    const proposal = await send('live.proposeStart', { id: bot.id, alsoThrough: known })
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
      <div className="flex flex-col gap-2">
        <p>{t('live.startWhat')}</p>
        <OtherAccounts
          settings={settings}
          accounts={accounts}
          ownId={bot.accountId}
          named={alsoThrough}
          name={setAlsoThrough}
        />
      </div>
    </QuestionDialog>
  )
}
