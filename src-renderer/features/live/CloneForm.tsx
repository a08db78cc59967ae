import { useEffect, useRef, useState } from 'react'
import type { BotSettings } from '../../../src-preload/contract/bot-settings.ts'
import type { LiveProposal, LiveView } from '../../../src-preload/contract/live-views.ts'
import type { BotView } from '../../../src-preload/contract/views.ts'
import { typedDecimal } from '../../format/typed-decimal.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useCommand } from '../../state/commands.ts'
import { Button } from '../../ui/Button.tsx'
import { QuestionDialog } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { OtherAccounts } from './OtherAccounts.tsx'
import { Tick } from './Tick.tsx'

interface CloneFormProps {
  readonly title: string
  readonly bot: BotView
  readonly accounts: LiveView['accounts']
  readonly proposed: (proposal: LiveProposal) => void
  readonly close: () => void
}

/** What may differ from the paper bot; the rest, its limits among it, is taken over and checked by main. */
export const CloneForm = ({ title, bot, accounts, proposed, close }: CloneFormProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const cancel = useRef<HTMLButtonElement>(null)
  const usual = accounts.find(({ isReady, venueId }) => isReady && venueId === bot.venueId)
  const [accountId, setAccountId] = useState(usual?.id ?? accounts[0]?.id ?? '')
  const [alsoThrough, setAlsoThrough] = useState<readonly string[]>([])
  const [name, setName] = useState(`${bot.name} live`)
  const [allocation, setAllocation] = useState(bot.allocated)
  const [quarterFirst, setQuarterFirst] = useState(true)
  const [resumes, setResumes] = useState(false)
  const [settings, setSettings] = useState<BotSettings | null>(null)
  const load = useRef(() => send('bots.settings', { id: bot.id }))
  useEffect(() => {
    void load.current().then(setSettings)
  }, [])
  const amount = typedDecimal(allocation)
  const propose = async () => {
    if (settings === null || amount === null) return
    const wanted = { ...settings, name: name.trim(), limits: { ...settings.limits, allocation: amount } }
    const others = alsoThrough.filter((id) => id !== accountId)
    const asked = { botId: bot.id, settings: wanted, accountId, alsoThrough: others, quarterFirst, resumes }
    const proposal = await send('live.propose', asked)
    if (proposal !== null) proposed(proposal)
  }
  const isReady = settings !== null && amount !== null && name.trim() !== '' && pending === null
  return (
    <QuestionDialog
      open
      close={close}
      title={title}
      description={t('live.cloneWhat')}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button look="primary" disabled={!isReady} onClick={() => void propose()}>
            {t('live.next')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <Field label={t('live.account')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('live.account')}
              value={accountId}
              choices={accounts.map((account) => {
                const own = `${account.name} · ${account.venueName} · ${t(`badge.${account.badge}`)}`
                const label = account.isReady ? own : t('live.accountNotReady', { name: own })
                return { value: account.id, label }
              })}
              onChange={setAccountId}
            />
          )}
        </Field>
        <OtherAccounts
          settings={settings}
          accounts={accounts}
          ownId={accountId}
          named={alsoThrough}
          name={setAlsoThrough}
        />
        <Field label={t('live.name')}>
          {(ids) => (
            <TextInput
              {...ids}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('live.allocation', { currency: bot.currency })}
          hint={t('live.allocationHint')}
          error={amount === null ? t('fieldError.not-a-number') : undefined}
        >
          {(ids) => (
            <TextInput
              {...ids}
              value={allocation}
              inputMode="decimal"
              maxLength={40}
              onChange={(event) => setAllocation(event.target.value)}
            />
          )}
        </Field>
        <Tick label={t('live.quarter')} ticked={quarterFirst} set={setQuarterFirst} />
        <Tick label={t('live.resumes')} ticked={resumes} set={setResumes} />
      </div>
    </QuestionDialog>
  )
}
